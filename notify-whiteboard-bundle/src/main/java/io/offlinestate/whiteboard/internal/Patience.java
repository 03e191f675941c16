package io.offlinestate.whiteboard.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits, but not for ever. */
final class Patience {
    private Patience() {}

    /**
     * Waits until the condition holds, on a monitor that the caller is in and that is notified when it may have changed. An
     * interrupt does not cut it short, and is not lost.
     *
     * @param bound how long to wait at most
     */
    static void await(Object monitor, Duration bound, BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return;
        }
        boolean interrupted = false;
        long start = System.nanoTime();
        for (long left = bound.toNanos();
                left > 0 && !condition.getAsBoolean();
                left = bound.toNanos() - (System.nanoTime() - start)) {
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
