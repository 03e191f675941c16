package io.offlinestate.whiteboard.internal;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.common.Log;
import org.osgi.framework.BundleContext;

/**
 * Advises every listener on every object that it selects, from {@link #open()} to {@link #close()}. Thread-safe; each of the
 * two is called once.
 */
final class Whiteboard implements AutoCloseable {
    private final Helpers helpers = new Helpers();
    private final ChangeCount changes;
    private final ServiceWatch<OfflineManager> managers;
    private final ServiceWatch<OfflineNotify> listeners;
    private final RuntimeService runtime;

    Whiteboard(BundleContext context, Log log) {
        changes = new ChangeCount(helpers);
        Reports reports = new Reports(log, changes);
        Shared shared = new Shared(context, new Directory(), new Relay(helpers, reports), reports);
        managers = new ServiceWatch<>(OfflineManager.class, shared, reference -> ManagerService.of(reference, shared));
        listeners = new ServiceWatch<>(OfflineNotify.class, shared, reference -> new Subscription(reference, shared));
        runtime = new RuntimeService(context, () -> listeners.entries(Subscription.class));
    }

    /** The managers come first, so that the listeners that are there find them. */
    void open() {
        try {
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
        runtime.unregister();
        listeners.close();
        managers.close();
        helpers.close();
    }
}
