// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.concurrent.atomic.AtomicLong;

/** A range of indices that is taken from both ends. Thread-safe. */
final class Rest {
    private final AtomicLong range = new AtomicLong();

    void set(int from, int to) {
        range.set((long) from << 32 | to);
    }

    int size() {
        long at = range.get();
        return (int) at - (int) (at >>> 32);
    }

    /** Returns an index that nobody else gets, or -1. */
    int take(boolean fromEnd) {
        for (; ; ) {
            long at = range.get();
            int from = (int) (at >>> 32);
            int to = (int) at;
            if (from >= to) {
                return -1;
            }
            long after = fromEnd ? at - 1 : at + (1L << 32);
            if (range.compareAndSet(at, after)) {
                return fromEnd ? to - 1 : from;
            }
        }
    }
}
