// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many rounds a {@link Lineup} has gone through in which all of it was called and nothing else happened: counted here once,
 * instead of with each listener. Written by the carrier of the round, one at a time, and read by anybody.
 */
public final class Tally {
    private static final VarHandle ROUNDS = rounds(MethodHandles.lookup());

    private long rounds;

    private static VarHandle rounds(MethodHandles.Lookup lookup) {
        try {
            return lookup.findVarHandle(Tally.class, "rounds", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    void count() {
        ROUNDS.setOpaque(this, rounds + 1);
    }

    long rounds() {
        return (long) ROUNDS.getOpaque(this);
    }
}
