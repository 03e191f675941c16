// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long the callbacks of one listener took: the last of those that were timed, and the longest of them all. Takes no more
 * memory than it has measurements. Thread-safe.
 */
final class Latencies {
    private static final int FIRST = 4;
    private static final int KEPT = 128;

    private int[] micros = new int[FIRST];
    private long recorded;
    private int longest;

    synchronized void record(long nanos) {
        if (recorded == micros.length && micros.length < KEPT) {
            micros = Arrays.copyOf(micros, 2 * micros.length);
        }
        // rounded up: what was timed is never zero
        int value = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMicros(nanos + 999));
        value = Math.max(1, value);
        micros[(int) (recorded++ % micros.length)] = value;
        longest = Math.max(longest, value);
    }

    LatencySummary summary() {
        int[] sorted;
        long max;
        synchronized (this) {
            sorted = Arrays.copyOf(micros, (int) Math.min(recorded, micros.length));
            max = longest;
        }
        if (sorted.length == 0) {
            return LatencySummary.NONE; // the first is just being recorded
        }
        Arrays.sort(sorted);
        return new LatencySummary(rank(sorted, 50), rank(sorted, 99), max);
    }

    /** The nearest rank: the smallest value that so many percent are not above. */
    private static long rank(int[] sorted, int percent) {
        return sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
