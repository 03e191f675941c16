// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

import io.offlinestate.NotifyType;

/** Counts its calls and when the last one of them was, and wakes a thread that waits for one. One thread may wait at a time. */
public final class Signal extends Reacting implements Count {
    private final Progress calls = new Progress();
    private long changeNanos;

    @Override
    protected void called(NotifyType phase) {
        if (phase == NotifyType.STATECHANGE) {
            changeNanos = System.nanoTime();
        }
        calls.raise();
    }

    @Override
    public long calls() {
        return calls.count();
    }

    /** When the change, or the only event, was last heard; to be read by who has seen that call counted. */
    public long changeNanos() {
        return changeNanos;
    }

    /** Waits, asleep, until it has been called so often. */
    public void await(long count) {
        calls.await(count);
    }
}
