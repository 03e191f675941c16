// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import io.offlinestate.benchmarks.contender.ContenderKind;
import java.util.ArrayList;
import java.util.List;

/** What it costs to come and to go. */
final class PopulationChapter implements Chapter {
    @Override
    public String letter() {
        return "d";
    }

    @Override
    public String title() {
        return "Coming and going";
    }

    @Override
    public String introduction() {
        return """
                Microseconds to add a listener where there are N already, and to remove it; then milliseconds to add the N in the first
                place. *Registry alone*: services that nobody tracks. In brackets the ratio to the tracker. Felix counts the uses of a
                service in time linear in what the consumer holds already, for whoever holds services: tracker and whiteboard alike.
                """;
    }

    @Override
    public String tables(Results results) {
        return table(results.sorted("listeners", "population-felix", "population-felix-many"))
                + table(results.sorted("listeners", "population-equinox"));
    }

    private static String table(List<Measurement> measured) {
        if (measured.isEmpty()) {
            return "";
        }
        List<String> head = new ArrayList<>(List.of("on " + measured.get(0).framework() + ", N ="));
        measured.forEach(each -> head.add(Table.number(each.number("listeners"))));
        Table table = new Table(head);
        for (String figure : List.of("add", "remove", "fill")) {
            for (ContenderKind kind : ContenderKind.values()) {
                String name = kind.name() + "." + figure;
                if (measured.get(0).knows(name)) {
                    table.row(row(measured, kind.label() + ": " + figure, name, figure));
                }
            }
        }
        return table.toString();
    }

    private static List<String> row(List<Measurement> measured, String label, String name, String figure) {
        List<String> cells = new ArrayList<>(List.of(label));
        String reference = ContenderKind.SERVICE_TRACKER.name() + "." + figure;
        for (Measurement each : measured) {
            cells.add(Table.withRatio(each, name, reference));
        }
        return cells;
    }
}
