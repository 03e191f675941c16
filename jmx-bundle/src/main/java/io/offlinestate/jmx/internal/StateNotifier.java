// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.StateChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.management.AttributeChangeNotification;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * Tells JMX listeners when the state of a root changes. Advised only while there are listeners, so that a bean nobody watches
 * costs a transition nothing.
 *
 * <p>A listener runs in a callback of the manager, which knows what to do about one that hangs or throws. Thread-safe: the
 * token is guarded by this, and no listener is called under that lock.
 */
final class StateNotifier implements NotificationEmitter, OfflineNotify {
    private static final String ATTRIBUTE = "State";

    private final OfflineObjects objects;
    private final OfflineObjectId root;
    private final ObjectName source;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private AdviseToken token;
    private boolean closed;

    private record Subscription(NotificationListener listener, NotificationFilter filter, Object handback) {
        boolean is(NotificationListener otherListener, NotificationFilter otherFilter, Object otherHandback) {
            return listener == otherListener && filter == otherFilter && handback == otherHandback;
        }

        void handle(Notification notification) {
            if (filter == null || filter.isNotificationEnabled(notification)) {
                listener.handleNotification(notification, handback);
            }
        }
    }

    StateNotifier(OfflineObjects objects, OfflineObjectId root, ObjectName source) {
        this.objects = objects;
        this.root = root;
        this.source = source;
    }

    @Override
    public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
        if (listener == null) {
            throw Refusal.argument("listener is null; expected one to be told of the state of " + root);
        }
        subscriptions.add(new Subscription(listener, filter, handback));
        adviseWhileWatched();
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        remove(subscription -> subscription.listener() == listener, listener);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback)
            throws ListenerNotFoundException {
        // one of several that are alike, as JMX wants it
        Subscription one = subscriptions.stream()
                .filter(subscription -> subscription.is(listener, filter, handback))
                .findFirst()
                .orElse(null);
        remove(subscription -> subscription == one, listener);
    }

    private void remove(Predicate<Subscription> which, NotificationListener listener) throws ListenerNotFoundException {
        if (!subscriptions.removeIf(which)) {
            throw new ListenerNotFoundException(Refusal.shown("no such listener of " + source + ": " + listener));
        }
        adviseWhileWatched();
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(
                    new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                    AttributeChangeNotification.class.getName(),
                    "The root went online or offline; the user data is the cause, the sequence number that of the transition")
        };
    }

    /** The bean is gone: nobody is told any more. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        adviseWhileWatched();
    }

    private void adviseWhileWatched() {
        AdviseToken ended = null;
        synchronized (this) {
            boolean watched = !closed && !subscriptions.isEmpty();
            if (watched && token == null) {
                token = advise();
            } else if (!watched && token != null) {
                ended = token;
                token = null;
            }
        }
        if (ended != null) {
            ended.close(); // waits for a callback in progress
        }
    }

    /** The token; null if the object has no capability and hence tells nobody, or is just gone. */
    private AdviseToken advise() {
        try {
            return objects.open(root)
                    .advise(AdviseInfo.builder(this)
                            .notifyTypes(NotifyType.STATECHANGE)
                            .label("JMX notifications of " + source)
                            .build());
        } catch (OfflineException e) {
            return null;
        }
    }

    @Override
    public void notify(OfflineNotification notification) {
        StateChange change = notification.change();
        AttributeChangeNotification told = new AttributeChangeNotification(
                source,
                change.sequence(),
                System.currentTimeMillis(),
                Refusal.shown(
                        "%s: %s -> %s (%s)".formatted(root, change.oldState(), change.newState(), change.cause())),
                ATTRIBUTE,
                String.class.getName(),
                change.oldState().name(),
                change.newState().name());
        told.setUserData(change.cause().name());
        tellAll(subscriptions, told);
    }

    /**
     * Tells all of them, also if some throw; what the first one throws is counted and logged by the manager. A loop: as many may
     * throw as there are.
     */
    private static void tellAll(List<Subscription> all, Notification told) {
        Throwable first = null;
        for (Subscription subscription : all) {
            try {
                subscription.handle(told);
            } catch (Throwable thrown) {
                first = first == null ? thrown : first;
            }
        }
        if (first != null) {
            StateNotifier.<RuntimeException>rethrow(first);
        }
    }

    /** Throws what a listener has thrown as it is, checked or not. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
