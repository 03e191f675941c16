// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.OfflineObjects;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Warns, once, that there are listeners but no object that could call them: an application was put together without the manager.
 * It looks when the framework has started. A launcher may start the framework first and the bundles later, and then no event says
 * that all are there: so when the first listener comes to a framework that runs, it looks for a bundle that could become the
 * manager.
 *
 * <p>Thread-safe.
 */
final class MissingManager implements FrameworkListener {
    private static final String SERVICE_NAMESPACE = "osgi.service";

    private final BundleContext context;
    private final Reports reports;
    private final BooleanSupplier listeners;
    private final BooleanSupplier managers;
    private final AtomicBoolean looked = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param listeners whether there is a listener
     * @param managers whether there is an offline object
     */
    MissingManager(BundleContext context, Reports reports, BooleanSupplier listeners, BooleanSupplier managers) {
        this.context = context;
        this.reports = reports;
        this.listeners = listeners;
        this.managers = managers;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            if (listeners.getAsBoolean() && !managers.getAsBoolean()) {
                warn();
            }
            reports.flush();
        }
    }

    /** A listener comes. The reports are flushed at the end of that event. */
    void listenerComes() {
        if (!looked.get()
                && !managers.getAsBoolean()
                && frameworkRuns()
                && looked.compareAndSet(false, true)
                && Arrays.stream(context.getBundles()).noneMatch(MissingManager::mayProvideObjects)) {
            warn();
        }
    }

    private boolean frameworkRuns() {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        return framework != null && framework.getState() == Bundle.ACTIVE;
    }

    private static boolean mayProvideObjects(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(SERVICE_NAMESPACE).stream().anyMatch(MissingManager::isOfObjects);
    }

    private static boolean isOfObjects(BundleCapability capability) {
        Object types = capability.getAttributes().get(Constants.OBJECTCLASS);
        return types instanceof Collection<?> names && names.contains(OfflineObjects.class.getName());
    }

    private void warn() {
        if (warned.compareAndSet(false, true)) {
            reports.warn(
                    "There are OfflineNotify services, but no OfflineManager service: nothing will call them. Install"
                            + " io.offlinestate.impl; with bnd: -resolve.effective: active, or name it in -runrequires.");
        }
    }
}
