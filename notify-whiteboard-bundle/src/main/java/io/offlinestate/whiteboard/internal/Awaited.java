// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Something that threads wait for, but not for ever. Its own monitor guards it: both methods are called in it. */
abstract class Awaited {
    private int waiters;

    /**
     * Waits until the condition holds. An interrupt does not cut it short, and is not lost.
     *
     * @param bound how long to wait at most
     */
    final void await(Duration bound, BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return;
        }
        boolean interrupted = false;
        long start = System.nanoTime();
        waiters++;
        for (long left = bound.toNanos();
                left > 0 && !condition.getAsBoolean();
                left = bound.toNanos() - (System.nanoTime() - start)) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        waiters--;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A condition may have changed. Costs nothing while nobody waits, as it mostly is: to notify is a call into the JVM. */
    final void changed() {
        if (waiters > 0) {
            notifyAll();
        }
    }
}
