// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an observer costs. */
final class SnapshotChapter implements Chapter {
    private static final Map<String, String> LOADS = loads();

    private static Map<String, String> loads() {
        Map<String, String> loads = new LinkedHashMap<>();
        loads.put("other", "another profile, with 10 listeners");
        loads.put("child", "one child after the other");
        loads.put("global", "all of them, by their global object");
        return loads;
    }

    @Override
    public String letter() {
        return "h";
    }

    @Override
    public String title() {
        return "Snapshots";
    }

    @Override
    public String introduction() {
        return """
                Microseconds of a transition, waited for, one after the other, beside a tree of many children with a listener each; without
                and with a thread that takes one `OfflineRuntime` snapshot of all objects after the other. Medians over rounds of the median,
                the 99th percentile and the longest one in a round; then milliseconds of a snapshot beside that load.
                """;
    }

    @Override
    public String tables(Results results) {
        StringBuilder text = new StringBuilder();
        for (Measurement each : results.of("snapshots")) {
            Table table = new Table(List.of(
                    Table.number(each.number("objects")) + " objects; what changes",
                    "p50 without",
                    "with",
                    "p99 without",
                    "with",
                    "longest without",
                    "with",
                    "snapshot, ms"));
            LOADS.forEach((load, label) -> table.row(row(each, load, label)));
            text.append(table);
            text.append("A snapshot while nothing changes: ")
                    .append(Table.number(each.median("snapshot")))
                    .append(" ms.\n\n");
        }
        return text.toString();
    }

    private static List<String> row(Measurement each, String load, String label) {
        List<String> cells = new ArrayList<>(List.of(label));
        for (String figure : List.of("p50", "p99", "max")) {
            for (String how : List.of("without", "with")) {
                cells.add(Table.number(each.median(load + "." + how + "." + figure)));
            }
        }
        cells.add(Table.number(each.median(load + ".snapshot")));
        return cells;
    }
}
