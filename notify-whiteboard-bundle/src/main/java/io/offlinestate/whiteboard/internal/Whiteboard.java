// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.common.Log;
import java.util.List;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;

/**
 * Advises every listener on every object that it selects, from {@link #open()} to {@link #close()}. Thread-safe; each of the
 * two is called once.
 */
final class Whiteboard implements BundleListener, AutoCloseable {
    private final BundleContext context;
    private final Helpers helpers = new Helpers();
    private final ChangeCount changes;
    private final ServiceWatch<OfflineManager> managers;
    private final ServiceWatch<OfflineNotify> listeners;
    private final Retries retries;
    private final RuntimeService runtime;
    private final MissingManager missing;

    Whiteboard(BundleContext context, Log log) {
        this(context, log, System::nanoTime);
    }

    /**
     * @param clock what is tried again is scheduled by it, in nanoseconds
     */
    Whiteboard(BundleContext context, Log log, LongSupplier clock) {
        this.context = context;
        changes = new ChangeCount(helpers);
        Reports reports = new Reports(log, changes);
        Relay relay = new Relay(helpers, reports);
        retries = new Retries(helpers, relay, reports, clock);
        Shared shared = new Shared(context, new Directory(), relay, retries, reports);
        managers = new ServiceWatch<>(OfflineManager.class, shared, reference -> ManagerService.of(reference, shared));
        listeners = new ServiceWatch<>(OfflineNotify.class, shared, reference -> subscribe(reference, shared));
        missing = new MissingManager(context, reports, () -> !listeners.isEmpty(), () -> !managers.isEmpty());
        runtime = new RuntimeService(context, this::subscriptions);
    }

    private Subscription subscribe(ServiceReference<OfflineNotify> reference, Shared shared) {
        missing.listenerComes();
        return new Subscription(reference, shared);
    }

    /** Looks first for those that have gone without an event: a snapshot does not show them. */
    private List<Subscription> subscriptions() {
        listeners.sweep();
        return listeners.entries(Subscription.class);
    }

    /**
     * A bundle that has stopped has no services left, whether a hook has hidden their events or not. What one that is unloaded has
     * left in thread locals goes with the threads.
     */
    @Override
    public void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.STOPPED -> {
                listeners.sweep();
                managers.sweep();
            }
            case BundleEvent.UNRESOLVED, BundleEvent.UNINSTALLED -> helpers.retire();
            default -> {}
        }
    }

    /** The managers come first, so that the listeners that are there find them. */
    void open() {
        try {
            context.addBundleListener(this);
            context.addFrameworkListener(missing);
            managers.open();
            listeners.open();
            long count = changes.value();
            runtime.register(count);
            changes.publishTo(runtime::changed, count);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Afterwards no listener is advised and no service is held. */
    @Override
    public void close() {
        changes.close();
        retries.close();
        try {
            context.removeBundleListener(this);
            context.removeFrameworkListener(missing);
        } catch (IllegalStateException stopped) {
            // the framework has done it
        }
        runtime.unregister();
        listeners.close();
        managers.close();
        helpers.close();
    }
}
