// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static io.offlinestate.Refusal.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NotificationTest {
    private static final OfflineObjectId ID = OfflineObjectId.global("p");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final StateChange CHANGE = change(1);

    @Test
    void changeRefusesNullComponents() {
        ConnectionState off = ConnectionState.OFFLINE;
        ConnectionState on = ConnectionState.ONLINE;
        assertInvalid(() -> new StateChange(StateMask.OFFLINE, null, on, 1, Cause.REQUEST, NOW), "oldState");
        assertInvalid(() -> new StateChange(StateMask.OFFLINE, off, null, 1, Cause.REQUEST, NOW), "newState");
        assertInvalid(() -> new StateChange(StateMask.OFFLINE, off, on, 1, null, NOW), "cause");
        assertInvalid(() -> new StateChange(StateMask.OFFLINE, off, on, 1, Cause.REQUEST, null), "startedAt");
    }

    @Test
    void notificationRefusesNullComponents() {
        assertInvalid(() -> new OfflineNotification(null, 0, ID, CHANGE), "type");
        assertInvalid(() -> new OfflineNotification(NotifyType.STATECHANGE, 0, null, CHANGE), "object");
        assertInvalid(() -> new OfflineNotification(NotifyType.STATECHANGE, 0, ID, null), "change");
    }

    @Test
    void notificationsCompareByTheirComponents() {
        OfflineNotification notification = new OfflineNotification(NotifyType.STATECHANGE, 5, ID, CHANGE);
        assertEquals(new OfflineNotification(NotifyType.STATECHANGE, 5, ID, change(1)), notification);
        assertNotEquals(new OfflineNotification(NotifyType.STATECHANGE, 5, ID, change(2)), notification);
        assertNotEquals(new OfflineNotification(NotifyType.STATECHANGE, 6, ID, CHANGE), notification);
    }

    @Test
    void aLambdaIsAListenerAndBeingAdvisedDoesNothingByDefault() {
        OfflineNotify listener = notification -> {
            throw new AssertionError("notified");
        };
        assertDoesNotThrow(() -> listener.advised(ID, ConnectionState.ONLINE, 3));
    }

    private static StateChange change(long sequence) {
        return new StateChange(
                StateMask.OFFLINE, ConnectionState.ONLINE, ConnectionState.OFFLINE, sequence, Cause.REQUEST, NOW);
    }
}
