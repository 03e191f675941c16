package io.offlinestate.jmx.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Has the beans registered with the MBean server that should be.
 *
 * <p>The MBean server calls listeners of others while a bean comes and goes, so no lock is held around that: for each name one
 * thread at a time brings about what is wanted, and the others leave it to that one. Thread-safe; every field, those of the
 * slots too, is guarded by this.
 */
final class Registry {
    private final MBeanServer server;
    private final BiConsumer<String, Exception> troubles;
    private final Map<ObjectName, Slot> slots = new HashMap<>();
    private boolean closed;

    /** What a name stands for, and what it should. */
    private static final class Slot {
        private Object owner;
        private TreeBean wanted;
        private TreeBean present;
        private boolean busy;
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
            for (long left = bound.toMillis(); !slots.isEmpty() && left > 0; ) {
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
                if (slot.busy) {
                    return;
                }
                present = slot.present;
                wanted = slot.wanted;
                if (present == wanted) {
                    forget(name, slot);
                    return;
                }
                slot.busy = true;
            }
            TreeBean after = null;
            try {
                after = exchange(name, present, wanted);
            } finally {
                synchronized (this) {
                    slot.busy = false;
                    slot.present = after;
                    if (after == null && slot.wanted == wanted) {
                        slot.wanted = null; // refused, and it would be again
                    }
                }
            }
        }
    }

    private void forget(ObjectName name, Slot slot) {
        if (slot.wanted == null) {
            slots.remove(name, slot);
            notifyAll();
        }
    }

    /** @return what is registered now: the wanted bean, or null */
    private TreeBean exchange(ObjectName name, TreeBean present, TreeBean wanted) {
        if (present != null) {
            unregister(name, present);
        }
        return wanted != null && register(name, wanted) ? wanted : null;
    }

    private boolean register(ObjectName name, TreeBean bean) {
        try {
            server.registerMBean(bean, name);
            return true;
        } catch (InstanceAlreadyExistsException e) {
            troubles.accept(
                    name
                            + " is not shown: somebody else has registered an MBean of this name, such as another framework in"
                            + " this JVM; stop that one and restart this bundle",
                    e);
        } catch (JMException | RuntimeException e) {
            troubles.accept(name + " is not shown: the MBean server refuses it", e);
        }
        return false;
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
}
