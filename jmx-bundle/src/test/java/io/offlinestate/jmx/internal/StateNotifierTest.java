// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.AttributeChangeNotification;
import javax.management.AttributeChangeNotificationFilter;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is told of a change, and what it costs if nobody is. */
class StateNotifierTest {
    private static final OfflineObjectId WORK = OfflineObjectId.global("work");

    @RegisterExtension
    final Shown shown = new Shown();

    private final FakeHost host = new FakeHost();
    private final List<Notification> told = new ArrayList<>();
    private final NotificationListener listener = (notification, handback) -> told.add(notification);
    private ObjectName bean;

    @BeforeEach
    void showTree() throws Exception {
        host.add("work", null);
        bean = shown.show(host, "work");
    }

    @Test
    void aChangeIsToldAsAChangeOfTheAttribute() throws Exception {
        shown.server.addNotificationListener(bean, listener, null, null);
        host.change(WORK, ConnectionState.OFFLINE);
        assertEquals(1, told.size());
        AttributeChangeNotification change = (AttributeChangeNotification) told.get(0);
        assertEquals("State", change.getAttributeName());
        assertEquals("java.lang.String", change.getAttributeType());
        assertEquals("ONLINE", change.getOldValue());
        assertEquals("OFFLINE", change.getNewValue());
        assertEquals(1, change.getSequenceNumber());
        assertEquals(bean, change.getSource());
        assertEquals("work: ONLINE -> OFFLINE (REQUEST)", change.getMessage());
        assertEquals("REQUEST", change.getUserData());
    }

    @Test
    void theManagerIsAdvisedOnlyWhileSomebodyListens() throws Exception {
        assertTrue(host.advises.isEmpty());
        shown.server.addNotificationListener(bean, listener, null, "a");
        shown.server.addNotificationListener(bean, listener, null, "b");
        assertEquals(1, host.advises.size());
        assertEquals(Set.of(NotifyType.STATECHANGE), host.advises.get(0).notifyTypes());
        shown.server.removeNotificationListener(bean, listener, null, "a");
        assertEquals(1, host.advises.size());
        shown.server.removeNotificationListener(bean, listener);
        assertTrue(host.advises.isEmpty());
    }

    @Test
    void notify_thousandsOfListenersThatThrow_areAllTold() throws Exception {
        int listeners = 20_000;
        NotificationListener throwing = (notification, handback) -> {
            told.add(notification);
            throw new IllegalStateException("listener");
        };
        StateNotifier notifier = new StateNotifier(host, WORK, bean);
        for (int i = 0; i < listeners; i++) {
            notifier.addNotificationListener(throwing, null, null);
        }
        OfflineNotification change = new OfflineNotification(
                NotifyType.STATECHANGE,
                0,
                WORK,
                new StateChange(
                        StateMask.OFFLINE,
                        ConnectionState.ONLINE,
                        ConnectionState.OFFLINE,
                        1,
                        Cause.REQUEST,
                        Instant.EPOCH));
        assertThrows(IllegalStateException.class, () -> notifier.notify(change));
        assertEquals(listeners, told.size());
        notifier.close();
    }

    @Test
    void oneOfTwoThatAreAlikeIsRemoved() throws Exception {
        shown.server.addNotificationListener(bean, listener, null, null);
        shown.server.addNotificationListener(bean, listener, null, null);
        shown.server.removeNotificationListener(bean, listener, null, null);
        host.change(WORK, ConnectionState.OFFLINE);
        assertEquals(1, told.size());
    }

    @Test
    void whoIsNotThereCannotBeRemoved() {
        StateNotifier notifier = new StateNotifier(host, WORK, bean);
        assertThrows(ListenerNotFoundException.class, () -> notifier.removeNotificationListener(listener));
        notifier.addNotificationListener(listener, null, "mine");
        assertThrows(
                ListenerNotFoundException.class,
                () -> notifier.removeNotificationListener(listener, null, "another's"));
    }

    @Test
    void filtersAndHandbacksAreKept() throws Exception {
        AttributeChangeNotificationFilter filter = new AttributeChangeNotificationFilter();
        List<Object> handbacks = new ArrayList<>();
        shown.server.addNotificationListener(bean, (notification, handback) -> handbacks.add(handback), filter, "mine");
        host.change(WORK, ConnectionState.OFFLINE);
        filter.enableAttribute("State");
        host.change(WORK, ConnectionState.ONLINE);
        assertEquals(List.of("mine"), handbacks);
    }

    @Test
    void oneThatThrowsKeepsItFromNobody() throws Exception {
        NotificationListener thrower = (notification, handback) -> {
            throw new IllegalStateException((String) handback);
        };
        shown.server.addNotificationListener(bean, thrower, null, "first");
        shown.server.addNotificationListener(bean, listener, null, null);
        shown.server.addNotificationListener(bean, thrower, null, "last");
        shown.server.addNotificationListener(bean, listener, null, null);
        assertThrows(IllegalStateException.class, () -> host.change(WORK, ConnectionState.OFFLINE));
        assertEquals(2, told.size());
    }

    @Test
    void anObjectThatTellsNobodyCanStillBeListenedTo() throws Exception {
        host.refusal = new OfflineException(ErrorCode.NO_SUPPORT, "no capability");
        shown.server.addNotificationListener(bean, listener, null, null);
        shown.server.removeNotificationListener(bean, listener);
        assertTrue(host.advises.isEmpty());
    }

    @Test
    void aClosedBeanTellsNobody() throws Exception {
        StateNotifier notifier = new StateNotifier(host, WORK, bean);
        notifier.addNotificationListener(listener, null, null);
        assertEquals(1, host.advises.size());
        notifier.close();
        assertTrue(host.advises.isEmpty());
        notifier.addNotificationListener(listener, null, null);
        assertTrue(host.advises.isEmpty());
    }
}
