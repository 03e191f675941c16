// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.List;

/** Transitions, one per row; without state, hence safe for use by any thread. */
final class TransitionTable {
    private TransitionTable() {}

    static Table of(List<TransitionDTO> transitions, Times times) {
        Table table = new Table(
                Table.Column.right("SEQUENCE"),
                Table.Column.left("STARTED"),
                Table.Column.left("CHANGE"),
                Table.Column.left("CAUSE"),
                Table.Column.left("REASON"),
                Table.Column.right("START"),
                Table.Column.right("STATECHANGE"),
                Table.Column.right("DONE"),
                Table.Column.left("SLOWEST LISTENERS"),
                Table.Column.left("NOT WAITED FOR"));
        for (TransitionDTO transition : transitions) {
            table.row(
                    transition.sequence,
                    times.full(transition.startedAt),
                    Words.change(transition),
                    transition.cause,
                    transition.reason,
                    phase(transition, transition.startMicros),
                    phase(transition, transition.changeMicros),
                    phase(transition, transition.doneMicros),
                    Words.slowest(transition.slowest),
                    Words.joined(transition.laggards));
        }
        return table;
    }

    /** How long a phase took; the entry that tells where the object began had none. */
    private static String phase(TransitionDTO transition, long micros) {
        return transition.sequence == 0 ? Words.NOTHING : Words.micros(micros);
    }
}
