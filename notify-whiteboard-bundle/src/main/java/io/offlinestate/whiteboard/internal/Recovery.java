// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;
import java.time.Duration;

/**
 * What a subscription does about a failure that may pass: it tries again, later by itself, and sooner when it hears that an
 * object that it selects begins a transition. To hear of that the whiteboard is advised itself, in place of the listener.
 *
 * <p>Confined to the tasks of the subscription, but for {@link #shut()} and asking how things stand.
 */
final class Recovery {
    private final Subscription subscription;
    private final Shared shared;
    private final Serial serial;
    private final Duration patience;

    /** Null before the first failure. */
    private Attempts attempts;

    /** Null while no failure may pass. */
    private volatile Advises watching;

    Recovery(Subscription subscription, Shared shared, Serial serial, Duration patience) {
        this.subscription = subscription;
        this.shared = shared;
        this.serial = serial;
        this.patience = patience;
    }

    /** Whether there is a failure that may pass. */
    boolean isUnderWay() {
        return watching != null;
    }

    /** An attempt has failed; another one will follow. */
    void failed() {
        if (attempts == null) {
            attempts = new Attempts(shared.retries().clock());
        }
        if (watching == null) {
            watching = new Advises(shared, patience);
        }
        attempts.failed();
        shared.retries().schedule(subscription, attempts.next());
    }

    /** Something has happened that may have cured it. Returns whether to try right now; otherwise the next attempt comes sooner. */
    boolean bringForward() {
        boolean now = attempts.bringForward();
        if (!now) {
            shared.retries().schedule(subscription, attempts.next());
        }
        return now;
    }

    /** Has the transitions of an object bring the next attempt forward. */
    void watch(ManagerService manager) {
        if (!watching.contains(manager)) {
            try {
                watching.begin(manager, watchInfo());
            } catch (Throwable refused) {
                // what the object does then brings no attempt forward
            }
        }
    }

    private AdviseInfo watchInfo() {
        OfflineNotify early = notification -> shared.retries().execute(subscription::retryEarly);
        return AdviseInfo.builder(early)
                .notifyTypes(NotifyType.STATECHANGE_START)
                .label("whiteboard, waiting for " + Words.listener(subscription.reference()))
                .build();
    }

    void unwatch(ManagerService manager) {
        Advises current = watching;
        serial.abroad(() -> current.end(manager));
    }

    /** There is no failure any more that may pass: the attempts are counted anew. */
    void end() {
        Advises ended = watching;
        if (ended != null) {
            watching = null;
            attempts.reset();
            shared.retries().cancel(subscription);
            serial.abroad(ended::shut);
        }
    }

    /** From here on the whiteboard is not advised. Called by any thread. */
    void shut() {
        Advises current = watching;
        if (current != null) {
            current.shut();
        }
    }

    int attempts() {
        return attempts.count();
    }

    /** When it is tried again, in epoch milliseconds. */
    long nextMillis() {
        return attempts.nextMillis();
    }
}
