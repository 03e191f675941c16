// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import io.offlinestate.benchmarks.contender.ContenderKind;
import java.util.ArrayList;
import java.util.List;

/** What one callback costs. */
final class CallbackChapter implements Chapter {
    private static final String LIMIT = ContenderKind.PLAIN_LOOP.name();

    @Override
    public String letter() {
        return "a";
    }

    @Override
    public String title() {
        return "One callback";
    }

    @Override
    public String introduction() {
        return """
                Nanoseconds per callback when one event goes to N listeners of four classes that do nothing; in brackets the ratio to the
                plain loop of the same run. For this project an event is a whole transition that is waited for, divided by its 3 × N
                callbacks: with the hand-over to a carrier thread, the request that is written to disk, and the way back. The rows "within
                a phase" count from the first listener of a phase to its last, which is what the peers that call on the sender's thread do.
                The rows "in a row" are of transitions that follow each other without a pause, like the events of the plain loop: nothing
                is written, and no thread is woken in between, so that what is left is what a callback costs.
                """;
    }

    @Override
    public String tables(Results results) {
        StringBuilder text = new StringBuilder();
        for (String file : List.of("callbacks-equinox", "callbacks-felix")) {
            List<Measurement> measured = results.sorted("listeners", file);
            if (!measured.isEmpty()) {
                text.append(table(measured));
            }
        }
        return text.toString();
    }

    private static String table(List<Measurement> measured) {
        List<String> head = new ArrayList<>(List.of("on " + measured.get(0).framework() + ", N ="));
        measured.forEach(each -> head.add(Table.number(each.number("listeners"))));
        Table table = new Table(head);
        for (ContenderKind kind : ContenderKind.values()) {
            row(table, measured, kind.label(), kind.name());
            row(table, measured, kind.label() + ", within a phase", kind.name() + ".phase");
        }
        return table.toString();
    }

    private static void row(Table table, List<Measurement> measured, String label, String figure) {
        if (measured.stream().noneMatch(each -> each.knows(figure))) {
            return;
        }
        List<String> cells = new ArrayList<>(List.of(label));
        for (Measurement each : measured) {
            cells.add(Table.withRatio(each, figure, LIMIT));
        }
        table.row(cells);
    }
}
