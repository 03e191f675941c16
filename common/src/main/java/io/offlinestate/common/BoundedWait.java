// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits on a monitor, but not for ever. Stateless. */
public final class BoundedWait {
    private BoundedWait() {}

    /**
     * Waits until the condition holds or the time is over. An interrupt does not cut it short, and is not lost.
     *
     * @param monitor held by the calling thread; is notified when the condition may have changed
     * @param nanos how long to wait at most
     * @param condition is asked with the monitor held
     */
    public static void await(Object monitor, long nanos, BooleanSupplier condition) {
        boolean interrupted = false;
        long start = System.nanoTime();
        for (long left = nanos; left > 0 && !condition.getAsBoolean(); left = nanos - (System.nanoTime() - start)) {
            try {
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
