// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * Follows the services of one type: keeps one entry for each, from its registration until it goes, in whatever order its
 * events come.
 *
 * <p>A {@code ServiceTracker} does not do: while one thread adds a service that another one unregisters, it lets the latter
 * go before the former has cleaned up. Here both the thread that registers and the one that unregisters come back when the
 * entry has done what it has to do.
 *
 * <p>Thread-safe, without locks: the entries are in concurrent maps, and look after themselves.
 */
final class ServiceWatch<S> implements ServiceListener {
    private final Class<S> type;
    private final Shared shared;
    private final Function<ServiceReference<S>, ServiceEntry> factory;
    private final Map<ServiceReference<S>, ServiceEntry> entries = new ConcurrentHashMap<>();

    /**
     * Services that are going, until their references say so by themselves: their other events may come later, when a bundle stops
     * while it registers or changes a service.
     */
    private final Set<ServiceReference<S>> going = ConcurrentHashMap.newKeySet();

    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** When the last look for services without an owner was. */
    private final AtomicLong swept = new AtomicLong(System.nanoTime());

    private volatile boolean closed;

    /**
     * @param factory makes the entry of a service; null to ignore the service
     */
    ServiceWatch(Class<S> type, Shared shared, Function<ServiceReference<S>, ServiceEntry> factory) {
        this.type = type;
        this.shared = shared;
        this.factory = factory;
    }

    /** Begins with the services that are there, the oldest first. */
    void open() {
        try {
            shared.context().addServiceListener(this, "(" + Constants.OBJECTCLASS + "=" + type.getName() + ")");
            List<ServiceReference<S>> present = new ArrayList<>(shared.context().getServiceReferences(type, null));
            present.sort(Comparator.comparing(each -> (Long) each.getProperty(Constants.SERVICE_ID)));
            shared.relay().forEach(present, this::registered);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            forgetGone();
            shared.reports().flush();
        }
    }

    /** Ends with all entries gone. Services that go meanwhile are still heard of: whoever unregisters one waits for it. */
    void close() {
        closed = true;
        shared.relay().forEach(new ArrayList<>(entries.entrySet()), each -> end(each.getKey(), each.getValue()));
        try {
            shared.context().removeServiceListener(this);
        } catch (IllegalStateException stopped) {
            // then the framework has done it
        }
        shared.reports().flush();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The entries, all of them of the given type, in no order. */
    <E> List<E> entries(Class<E> entryType) {
        Collection<ServiceEntry> all = entries.values();
        List<E> result = new ArrayList<>(all.size());
        all.forEach(entry -> result.add(entryType.cast(entry)));
        return result;
    }

    @Override
    @SuppressWarnings("unchecked") // the listener's filter sees to it
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<S> reference = (ServiceReference<S>) event.getServiceReference();
        try {
            switch (event.getType()) {
                case ServiceEvent.REGISTERED -> registered(reference);
                case ServiceEvent.MODIFIED -> modified(reference);
                case ServiceEvent.UNREGISTERING -> unregistering(reference);
                default -> {
                    // the filter is on what never changes
                }
            }
            long before = swept.get();
            if (System.nanoTime() - before >= SWEEP_NANOS && swept.compareAndSet(before, System.nanoTime())) {
                sweep();
            }
        } finally {
            shared.reports().flush();
        }
    }

    /**
     * Ends the entries of services that are unregistered: an event hook may have hidden that. Called now and then: it looks at every
     * entry.
     */
    void sweep() {
        entries.forEach((reference, entry) -> {
            if (reference.getBundle() == null) {
                end(reference, entry);
            }
        });
        forgetGone();
        shared.reports().flush();
    }

    private void registered(ServiceReference<S> reference) {
        ServiceEntry entry = closed ? null : factory.apply(reference);
        if (entry == null) {
            return;
        }
        ServiceEntry present = entries.putIfAbsent(reference, entry);
        if (present != null) {
            present.modified(); // by open() on another thread; wait until it is done
        } else if (closed || going.contains(reference) || reference.getBundle() == null) {
            end(reference, entry);
        } else {
            entry.arrived();
        }
    }

    /** An unknown service is taken as one that comes, as a ServiceTracker takes it: an event hook may have hidden it so far. */
    private void modified(ServiceReference<S> reference) {
        ServiceEntry entry = entries.get(reference);
        if (entry != null) {
            entry.modified();
        } else {
            registered(reference);
        }
    }

    private void unregistering(ServiceReference<S> reference) {
        if (!closed) {
            going.add(reference);
            forgetGone();
        }
        ServiceEntry entry =
                entries.get(reference); // who registers it looks at those that go only after it has put the entry
        if (entry != null) {
            end(reference, entry);
        }
    }

    private void end(ServiceReference<S> reference, ServiceEntry entry) {
        entry.gone();
        entries.remove(reference, entry); // not before: whoever unregisters it at the same time has to find it
    }

    /** Once a service is gone for good, its reference says so by itself. */
    private void forgetGone() {
        going.removeIf(reference -> reference.getBundle() == null);
    }
}
