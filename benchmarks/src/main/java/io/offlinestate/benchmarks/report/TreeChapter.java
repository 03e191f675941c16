// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import java.util.List;

/** What many objects cost. */
final class TreeChapter implements Chapter {
    @Override
    public String letter() {
        return "e";
    }

    @Override
    public String title() {
        return "Trees and profiles";
    }

    @Override
    public String introduction() {
        return """
                Children under one global object, each with its `OfflineManager` service and one listener: microseconds to create one and to
                advise on it, bytes of heap that it keeps (its id and service registration included), that its advise adds and that ten
                changes add, milliseconds of a change of the global object, waited for.
                """;
    }

    @Override
    public String tables(Results results) {
        return trees(results.sorted("children", "trees")) + profiles(results.of("profiles"));
    }

    private static String trees(List<Measurement> measured) {
        if (measured.isEmpty()) {
            return "";
        }
        Table table = new Table(List.of(
                "children",
                "create, µs",
                "all, ms",
                "advise, µs",
                "bytes",
                "+ advise",
                "+ changes",
                "global change, ms"));
        for (Measurement each : measured) {
            table.row(List.of(
                    Table.number(each.number("children")) + " on " + each.framework(),
                    Table.number(each.median("create")),
                    Table.number(each.median("create.total")),
                    Table.number(each.median("advise")),
                    Table.number(each.median("bytes")),
                    Table.number(each.median("bytes.advise")),
                    Table.number(each.median("bytes.changes")),
                    Table.number(each.median("change"))));
        }
        return table.toString();
    }

    private static String profiles(List<Measurement> measured) {
        if (measured.isEmpty()) {
            return "";
        }
        Table table = new Table(List.of("profiles, all asked at once", "all asked, ms", "all changed, ms"));
        for (Measurement each : measured) {
            table.row(List.of(
                    Table.number(each.number("profiles")),
                    Table.number(each.median("requested")),
                    Table.number(each.median("changed"))));
        }
        return table.toString();
    }
}
