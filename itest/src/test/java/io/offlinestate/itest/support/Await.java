// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Waits with a bound. */
public final class Await {
    /** Long enough for the slowest machine; nothing takes this long unless it is broken. */
    public static final long SECONDS = 20;

    /** How often in a row a thread has to be seen waiting. */
    private static final int LOOKS = 50;

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {}

    /** Waits until something is so. */
    public static void until(String what, Callable<Boolean> condition) {
        if (!within(SECONDS, condition)) {
            throw new AssertionError("not within " + SECONDS + " s: " + what);
        }
    }

    /** Whether something becomes so in time. */
    public static boolean within(long seconds, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (!condition.call()) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            return true;
        } catch (Exception e) {
            throw new AssertionError("failed while waiting", e);
        }
    }

    /** Waits for a latch. */
    public static void latch(String what, CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("not within " + SECONDS + " s: " + what);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting: " + what, e);
        }
    }

    /** Waits until a thread waits for something in turn: not for a lock in passing, but for good. Fails if it has ended. */
    public static void untilWaiting(Thread thread) {
        AtomicInteger inARow = new AtomicInteger();
        until(thread.getName() + " waits", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> inARow.incrementAndGet() >= LOOKS;
            case TERMINATED -> throw new AssertionError(thread.getName() + " has ended, it should wait");
            default -> {
                inARow.set(0);
                yield false;
            }
        });
    }

    /** Waits until a thread has ended. */
    public static void end(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for the end of " + thread.getName(), e);
        }
        if (thread.isAlive()) {
            throw new AssertionError(thread.getName() + " has not ended within " + SECONDS + " s");
        }
    }
}
