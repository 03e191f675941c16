// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.Offline;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;

/**
 * A callback that keeps what it hears, and the state it finds meanwhile.
 *
 * <p>Safe for use by any thread.
 */
final class Recorder implements OfflineNotify {
    private final Offline object;
    private final Inbox<Heard> inbox = new Inbox<>();

    /** One call: what came, which state the object was in, and when, in nanoseconds of {@link System#nanoTime()}. */
    record Heard(OfflineNotification notification, ConnectionState stateMeanwhile, long nanos) {
        NotifyType type() {
            return notification.type();
        }
    }

    Recorder(Offline object) {
        this.object = object;
    }

    @Override
    public void notify(OfflineNotification notification) {
        inbox.add(new Heard(notification, object.getCurrentState(), System.nanoTime()));
    }

    /** What it has heard. */
    Inbox<Heard> heard() {
        return inbox;
    }
}
