// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a listener is tested without a framework. */
class InboxTest {
    private final FakePoller poller = new FakePoller();
    private final Inbox inbox = new Inbox(poller);

    @Test
    void startsFromTheStateAtAdvise() {
        inbox.advised(OfflineObjectId.global("default"), ConnectionState.ONLINE, 0);

        assertTrue(poller.running);
    }

    @Test
    void stopsPollingWhenItIsOffline() {
        inbox.advised(OfflineObjectId.global("default"), ConnectionState.ONLINE, 0);

        inbox.notify(changed(ConnectionState.ONLINE, ConnectionState.OFFLINE, 1));

        assertFalse(poller.running);
    }

    private static OfflineNotification changed(ConnectionState oldState, ConnectionState newState, long sequence) {
        return new OfflineNotification(
                NotifyType.STATECHANGE,
                0,
                OfflineObjectId.global("default"),
                new StateChange(StateMask.OFFLINE, oldState, newState, sequence, Cause.REQUEST, Instant.EPOCH));
    }

    private static final class FakePoller implements Poller {
        private boolean running;

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }
    }
}
