// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import io.offlinestate.benchmarks.contender.ContenderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How long it takes until somebody knows. */
final class LatencyChapter implements Chapter {
    @Override
    public String letter() {
        return "b";
    }

    @Override
    public String title() {
        return "Latency";
    }

    @Override
    public String introduction() {
        return """
                Microseconds from the call: until the last listener is told (*told*: an event; here STATECHANGE, after START to all of
                them), and until the sender, who waits for that, goes on (*done*: here after DONE to all of them, in the blocking form).
                *Busy*: one event after the other; in brackets the 99th percentile of a round. *Idle*: 5 ms without any before each.
                A detected change writes nothing to disk.
                """;
    }

    @Override
    public String tables(Results results) {
        StringBuilder text = new StringBuilder();
        for (Measurement each : results.of("latency")) {
            int listeners = each.number("listeners");
            Table table = new Table(List.of(
                    "on " + each.framework() + ", " + listeners + (listeners == 1 ? " listener" : " listeners"),
                    "busy: told",
                    "done",
                    "idle: told",
                    "done"));
            for (ContenderKind kind : ContenderKind.values()) {
                if (each.knows(kind.name() + ".busy.told")) {
                    table.row(row(each, kind));
                }
            }
            text.append(table);
        }
        return text.toString();
    }

    private static List<String> row(Measurement measured, ContenderKind kind) {
        List<String> cells = new ArrayList<>(List.of(kind.label()));
        for (String figure : List.of(".busy.told", ".busy.done", ".idle.told", ".idle.done")) {
            OptionalDouble p99 = measured.median(kind.name() + figure + ".p99");
            cells.add(Table.number(measured.median(kind.name() + figure))
                    + (p99.isPresent() ? " (" + Table.number(p99) + ")" : ""));
        }
        return cells;
    }
}
