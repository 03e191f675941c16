// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Those who call listeners together, with the callbacks that are waited for. The set of awaited deliveries is guarded by this
 * object's monitor, the innermost lock of all.
 */
abstract class Crew {
    private final Set<Delivery> awaited = new LinkedHashSet<>();
    private boolean allPosted;
    private boolean complete;

    final synchronized void await(Delivery delivery) {
        awaited.add(delivery);
    }

    final synchronized boolean awaits(Delivery delivery) {
        return awaited.contains(delivery);
    }

    final synchronized List<Delivery> awaited() {
        return awaited.isEmpty() ? List.of() : new ArrayList<>(awaited);
    }

    /** It is over, or waited for no longer. Returns whether the crew has thereby completed: true once only. */
    final synchronized boolean settle(Delivery delivery) {
        return awaited.remove(delivery) && completes();
    }

    /** Every listener has been called or has the event in its mailbox. Returns whether the crew has thereby completed. */
    final synchronized boolean allPosted() {
        allPosted = true;
        return completes();
    }

    private boolean completes() {
        if (complete || !allPosted || !awaited.isEmpty()) {
            return false;
        }
        complete = true;
        return true;
    }

    /** A callback of it has taken so long. Called with or without the monitor of the listener. */
    void timed(Listener listener, long nanos) {}

    /** Goes on after completion. Runs on a carrier. */
    abstract void completed();

    /** How many more workers it takes: two for each one that a listener has kept for a tick, so their number doubles. */
    static int missingWorkers(List<Delivery> awaited, long now, long tickNanos) {
        int missing = 0;
        for (Delivery delivery : awaited) {
            if (!delivery.compensated && now - delivery.since >= tickNanos) {
                delivery.compensated = true;
                missing += 2;
            }
        }
        return missing;
    }
}
