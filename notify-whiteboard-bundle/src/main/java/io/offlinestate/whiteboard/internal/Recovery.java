// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.AdviseInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a subscription does about a failure that may pass: when it tries again, and that it hears of the transitions of the
 * objects that it selects. There is one while there is such a failure.
 *
 * <p>Confined to the tasks of the subscription, but for {@link #watching}, which is thread-safe.
 */
final class Recovery {
    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** What happens to the objects brings an attempt forward, but not more often than this: each one may fill somebody's log. */
    static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** 50 ms doubled this often is longer than the longest delay. */
    private static final int MOST_DOUBLINGS = 11;

    /** The whiteboard's own advises, in place of those that the listener cannot have yet. */
    final Advises watching;

    final AdviseInfo watchInfo;

    private int attempts;
    private long last;
    private long next;
    private long nextMillis;

    Recovery(Shared shared, Duration patience, AdviseInfo watchInfo) {
        this.watching = new Advises(shared, patience);
        this.watchInfo = watchInfo;
    }

    /** An attempt has failed. */
    void failed() {
        attempts = attempts == Integer.MAX_VALUE ? attempts : attempts + 1;
        last = System.nanoTime();
        setNext(last, delay(attempts));
    }

    static long delay(int attempts) {
        return Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(attempts - 1, MOST_DOUBLINGS));
    }

    /** Something has happened that may have cured it. Returns whether to try right now; otherwise the next attempt comes sooner. */
    boolean bringForward() {
        long now = System.nanoTime();
        long earliest = last + Math.min(delay(attempts), GAP_NANOS);
        if (now - earliest >= 0) {
            return true;
        }
        if (next - earliest > 0) {
            setNext(now, earliest - now);
        }
        return false;
    }

    private void setNext(long now, long delay) {
        next = now + delay;
        nextMillis = System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(delay);
    }

    int attempts() {
        return attempts;
    }

    /** When it is tried again, as of {@link System#nanoTime}. */
    long next() {
        return next;
    }

    /** When it is tried again, as of the wall clock at the time that this was decided. */
    long nextMillis() {
        return nextMillis;
    }
}
