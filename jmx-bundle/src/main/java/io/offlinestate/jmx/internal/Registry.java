// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.common.DaemonThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.relation.MBeanServerNotificationFilter;

/**
 * Has the beans registered with the MBean server that should be.
 *
 * <p>The MBean server calls listeners of others while a bean comes and goes, so no lock is held around that: for each name one
 * thread at a time brings about what is wanted, and the others leave it to that one. A bean whose name is taken waits until the
 * MBean server says that the name is free. Thread-safe; every field, those of the slots too, is guarded by this, except that
 * {@code watch} belongs to the thread that is busy with the slot.
 */
final class Registry {
    private final MBeanServer server;
    private final BiConsumer<String, Exception> troubles;
    private final Map<ObjectName, Slot> slots = new HashMap<>();
    private boolean closed;
    private int helpers;

    /** What a name stands for, and what it should. */
    private static final class Slot {
        private Object owner;
        private TreeBean wanted;
        private TreeBean present;
        private boolean busy;
        private TreeBean waiting; // its name was taken, and has not come free since
        private boolean freed; // the name has come free while a thread was busy
        private NotificationListener watch; // null while nothing waits for the name
    }

    /** What came of an attempt to register the wanted bean. */
    private enum Outcome {
        REGISTERED,
        TAKEN,
        FAILED
    }

    /**
     * @param troubles is told what went wrong, in words and with the exception
     */
    Registry(MBeanServer server, BiConsumer<String, Exception> troubles) {
        this.server = server;
        this.troubles = troubles;
    }

    /**
     * Registers a bean, in place of the one that has the name: an object that is made anew may come before the one of the same
     * name has gone.
     *
     * @param owner who alone can remove it
     */
    void put(ObjectName name, Object owner, TreeBean bean) {
        Slot slot;
        synchronized (this) {
            if (closed) {
                return;
            }
            slot = slots.computeIfAbsent(name, key -> new Slot());
            slot.owner = owner;
            slot.wanted = bean;
            slot.waiting = null;
        }
        settle(name, slot);
    }

    /** Unregisters the bean, unless another owner has the name by now. */
    void remove(ObjectName name, Object owner) {
        Slot slot;
        synchronized (this) {
            slot = slots.get(name);
            if (slot == null || !owner.equals(slot.owner)) {
                return;
            }
            slot.wanted = null;
        }
        settle(name, slot);
    }

    /**
     * Unregisters all beans; none can be registered any more.
     *
     * @param bound how long to wait at most for another thread that is at work
     */
    void close(Duration bound) {
        List<Map.Entry<ObjectName, Slot>> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(slots.entrySet());
            slots.values().forEach(slot -> slot.wanted = null);
        }
        all.forEach(entry -> settle(entry.getKey(), entry.getValue()));
        awaitEmpty(bound);
    }

    private synchronized void awaitEmpty(Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        try {
            for (long left = bound.toMillis(); (!slots.isEmpty() || helpers > 0) && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(ObjectName name, Slot slot) {
        while (true) {
            TreeBean present;
            TreeBean wanted;
            synchronized (this) {
                if (slot.busy || (slot.waiting != null && slot.waiting == slot.wanted)) {
                    return;
                }
                present = slot.present;
                wanted = slot.wanted;
                if (present == wanted && slot.watch == null) {
                    forget(name, slot);
                    return;
                }
                slot.busy = true;
                slot.freed = false;
            }
            Outcome outcome = Outcome.FAILED;
            try {
                outcome = exchange(name, slot, present, wanted);
            } finally {
                finish(slot, wanted, outcome);
            }
        }
    }

    private synchronized void finish(Slot slot, TreeBean wanted, Outcome outcome) {
        slot.busy = false;
        slot.present = outcome == Outcome.REGISTERED ? wanted : null;
        slot.waiting = outcome == Outcome.TAKEN && !slot.freed ? wanted : null;
        if (outcome == Outcome.FAILED && slot.wanted == wanted) {
            slot.wanted = null; // it would fail again
        }
    }

    private void forget(ObjectName name, Slot slot) {
        if (slot.wanted == null) {
            slots.remove(name, slot);
            notifyAll();
        }
    }

    private Outcome exchange(ObjectName name, Slot slot, TreeBean present, TreeBean wanted) {
        if (present != null) {
            unregister(name, present);
        }
        Outcome outcome = wanted == null ? Outcome.FAILED : attempt(name, slot, wanted);
        if (outcome != Outcome.TAKEN) {
            endWatch(slot);
        }
        return outcome;
    }

    private Outcome attempt(ObjectName name, Slot slot, TreeBean wanted) {
        Outcome outcome = register(name, wanted);
        if (outcome != Outcome.TAKEN || slot.watch != null) {
            return outcome;
        }
        if (!beginWatch(name, slot)) {
            return Outcome.FAILED;
        }
        outcome = register(name, wanted); // the name may have come free before the watch began
        if (outcome == Outcome.TAKEN) {
            troubles.accept(
                    name
                            + " is not shown yet: another MBean has this name, for example one of another framework in this JVM;"
                            + " it is shown as soon as that MBean is gone",
                    null);
        }
        return outcome;
    }

    private Outcome register(ObjectName name, TreeBean bean) {
        try {
            server.registerMBean(bean, name);
            return Outcome.REGISTERED;
        } catch (InstanceAlreadyExistsException e) {
            return Outcome.TAKEN;
        } catch (JMException | RuntimeException e) {
            troubles.accept(name + " is not shown: the MBean server refuses it", e);
            return Outcome.FAILED;
        }
    }

    private void unregister(ObjectName name, TreeBean bean) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // somebody was quicker
        } catch (JMException | RuntimeException e) {
            troubles.accept(name + " cannot be taken out of the MBean server", e);
        }
        bean.close();
    }

    private boolean beginWatch(ObjectName name, Slot slot) {
        MBeanServerNotificationFilter filter = new MBeanServerNotificationFilter();
        filter.enableType(MBeanServerNotification.UNREGISTRATION_NOTIFICATION);
        filter.disableAllObjectNames();
        filter.enableObjectName(name);
        NotificationListener watch = (notification, handback) -> nameIsFree(name, slot);
        try {
            server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, watch, filter, null);
        } catch (JMException | RuntimeException e) {
            troubles.accept(name + " is not shown: another MBean has this name, and its end cannot be observed", e);
            return false;
        }
        slot.watch = watch;
        return true;
    }

    private void endWatch(Slot slot) {
        if (slot.watch == null) {
            return;
        }
        try {
            server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, slot.watch);
        } catch (JMException | RuntimeException e) {
            troubles.accept("a listener cannot be taken out of the MBean server", e);
        }
        slot.watch = null;
    }

    /**
     * Registers the bean on a thread of its own. The caller is the thread that unregisters the other MBean; until it is done,
     * the MBean server makes others wait that unregister this name, and would make that thread wait for itself.
     */
    private void nameIsFree(ObjectName name, Slot slot) {
        synchronized (this) {
            slot.freed = true;
            slot.waiting = null;
            if (closed || slot.busy) {
                return; // the thread that is busy tries again
            }
            helpers++;
        }
        DaemonThreads.make(group -> new Thread(group, () -> help(name, slot), "offline-jmx", 0, false))
                .start();
    }

    private void help(ObjectName name, Slot slot) {
        try {
            settle(name, slot);
        } finally {
            synchronized (this) {
                helpers--;
                notifyAll();
            }
        }
    }
}
