// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.common.BoundedWait;
import java.time.Duration;
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
        waiters++;
        BoundedWait.await(this, bound.toNanos(), condition);
        waiters--;
    }

    /** A condition may have changed. Costs nothing while nobody waits, as it mostly is: to notify is a call into the JVM. */
    final void changed() {
        if (waiters > 0) {
            notifyAll();
        }
    }
}
