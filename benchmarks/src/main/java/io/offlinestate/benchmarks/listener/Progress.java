// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A number that one thread at a time raises, and another one waits for. One thread may wait at a time. */
final class Progress {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private volatile long count;
    private volatile Thread waiter;

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one at a time
    void raise() {
        count++;
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    long count() {
        return count;
    }

    /** Waits, asleep, until it has got so far. */
    void await(long expected) {
        if (count >= expected) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        waiter = Thread.currentThread();
        while (count < expected) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited in vain for call " + expected + "; there were " + count);
            }
            LockSupport.parkNanos(this, PATIENCE_NANOS);
        }
        waiter = null;
    }
}
