// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import java.util.function.LongConsumer;

/**
 * How long a stop may wait for callbacks in all: several waits, one after another, share one hold timeout. Waits at the same time
 * count once. Thread-safe: this guards all fields.
 */
final class WaitBudget {
    private long left;
    private int waiting;
    private long since;

    WaitBudget(long nanos) {
        this.left = nanos;
    }

    /**
     * Waits within the budget.
     *
     * @param atMost nanoseconds
     * @param wait waits for as many nanoseconds as it is given, or less
     */
    void spend(long atMost, LongConsumer wait) {
        long granted = Math.min(atMost, begin());
        try {
            wait.accept(granted);
        } finally {
            end();
        }
    }

    private synchronized long begin() {
        charge();
        waiting++;
        return left;
    }

    private synchronized void end() {
        charge();
        waiting--;
    }

    private void charge() {
        long now = System.nanoTime();
        if (waiting > 0) {
            left = Math.max(0, left - (now - since));
        }
        since = now;
    }
}
