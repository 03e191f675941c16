// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.fork;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** When the last of a number of listeners has heard something. Thread-safe. */
final class Hearing {
    private final CountDownLatch left;
    private final AtomicLong lastNanos = new AtomicLong(Long.MIN_VALUE);

    Hearing(int listeners) {
        left = new CountDownLatch(listeners);
    }

    /** One more has heard it. */
    void heard() {
        lastNanos.accumulateAndGet(System.nanoTime(), Math::max);
        left.countDown();
    }

    /** Waits for all of them; false if the time is over before. */
    boolean await(long deadlineNanos) throws InterruptedException {
        return left.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** When the last one has heard it; the deadline if somebody has not. */
    double lastMillis(long beginNanos, long deadlineNanos) {
        long last = left.getCount() == 0 ? lastNanos.get() : deadlineNanos;
        return (last - beginNanos) / 1e6;
    }
}
