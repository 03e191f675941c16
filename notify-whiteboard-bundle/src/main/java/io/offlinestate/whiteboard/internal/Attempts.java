// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when to try again what has failed: after a delay that doubles, or at once when something has happened that may have cured
 * it. Only so many attempts a minute are made at once, because each may fill the log of Declarative Services. Confined to one
 * thread at a time.
 */
final class Attempts {
    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** How many attempts are made at once in any period of {@link #PERIOD_NANOS}. */
    static final int BUDGET = 20;

    static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** What lies between two attempts at least, once the budget is spent, unless the delay is shorter. */
    static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** 50 ms doubled this often is longer than the longest delay. */
    private static final int MOST_DOUBLINGS = 11;

    private final LongSupplier clock;

    /** When the last attempts at once were made, as a ring. */
    private final long[] atOnce = new long[BUDGET];

    /** How many were made at once, ever. */
    private long spent;

    private int failed;

    /** How often the delay was over, and the attempt failed. */
    private int delays;

    private long last;

    /** When the delay is over. What is tried at once does not put it off. */
    private long planned;

    private long next;
    private long nextMillis;

    /**
     * @param clock nanoseconds, as of {@link System#nanoTime}
     */
    Attempts(LongSupplier clock) {
        this.clock = clock;
    }

    /** An attempt has failed. */
    void failed() {
        failed = increment(failed);
        last = clock.getAsLong();
        if (delays == 0 || last - planned >= 0) {
            delays = increment(delays);
            planned = last + delay(delays);
        }
        setNext(planned);
    }

    private static int increment(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }

    static long delay(int attempts) {
        return Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(attempts - 1, MOST_DOUBLINGS));
    }

    /** Something has happened that may have cured it. Returns whether to try right now; otherwise the next attempt comes sooner. */
    boolean bringForward() {
        long now = clock.getAsLong();
        long earliest = last + Math.min(delay(delays), GAP_NANOS);
        if (spend(now) || now - earliest >= 0) {
            return true;
        }
        if (next - earliest > 0) {
            setNext(earliest);
        }
        return false;
    }

    private boolean spend(long now) {
        int oldest = (int) (spent % BUDGET);
        if (spent >= BUDGET && now - atOnce[oldest] < PERIOD_NANOS) {
            return false;
        }
        atOnce[oldest] = now;
        spent++;
        return true;
    }

    /** Counts anew, but for the budget. */
    void reset() {
        failed = 0;
        delays = 0;
    }

    private void setNext(long time) {
        next = time;
        nextMillis = System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(time - clock.getAsLong());
    }

    /** How many have failed. */
    int count() {
        return failed;
    }

    /** When it is tried again, as of the clock. */
    long next() {
        return next;
    }

    /** When it is tried again, in epoch milliseconds, as of the wall clock at the time that this was decided. */
    long nextMillis() {
        return nextMillis;
    }
}
