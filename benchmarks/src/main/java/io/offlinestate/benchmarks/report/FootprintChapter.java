// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What it costs to be there. */
final class FootprintChapter implements Chapter {
    private static final List<String> BUNDLES =
            List.of("io.offlinestate.api", "io.offlinestate.impl", "io.offlinestate.whiteboard");
    private static final double KIBI = 1024;

    @Override
    public String letter() {
        return "g";
    }

    @Override
    public String title() {
        return "Footprint";
    }

    @Override
    public String introduction() {
        return """
                Installed into a running host with Declarative Services, Config Admin and the log, in a fresh JVM: milliseconds to start each
                bundle, and from the installation until all services are there; then, after 3 s of rest, the heap that has come on top
                with one profile, and the threads. Medians.
                """;
    }

    @Override
    public String tables(Results results) {
        List<Measurement> measured = results.of("footprint");
        if (measured.isEmpty()) {
            return "";
        }
        return jars(measured.get(0)) + running(measured);
    }

    /** The jars together. */
    static OptionalDouble kilobytes(Measurement measured) {
        double bytes = 0;
        for (String bundle : BUNDLES) {
            bytes += measured.median("jar." + bundle).orElse(0);
        }
        return OptionalDouble.of(bytes / KIBI);
    }

    private static String jars(Measurement measured) {
        Table table = new Table(List.of("jar", "KB"));
        for (String bundle : BUNDLES) {
            table.row(List.of(
                    bundle, Table.number(measured.median("jar." + bundle).orElse(0) / KIBI)));
        }
        table.row(List.of("together", Table.number(kilobytes(measured))));
        return table.toString();
    }

    private static String running(List<Measurement> measured) {
        List<String> head = new ArrayList<>(List.of(""));
        measured.forEach(each -> head.add(each.framework()));
        Table table = new Table(head);
        row(table, measured, "the host before, ms", "base", 1);
        for (String bundle : BUNDLES) {
            row(table, measured, "start " + bundle + ", ms", "start." + bundle, 1);
        }
        row(table, measured, "install until all services are there, ms", "ready", 1);
        row(table, measured, "heap when idle, KB", "heap", KIBI);
        row(table, measured, "threads of this project when idle", "threads", 1);
        row(table, measured, "threads in the JVM more than before", "threads.more", 1);
        return table.toString();
    }

    private static void row(Table table, List<Measurement> measured, String label, String figure, double unit) {
        List<String> cells = new ArrayList<>(List.of(label));
        for (Measurement each : measured) {
            cells.add(Table.number(each.median(figure).orElse(Double.NaN) / unit));
        }
        table.row(cells);
    }
}
