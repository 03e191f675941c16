// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import io.offlinestate.common.Log;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Follows Config Admin, which may come and go; while it is away, what it said last holds. Knows it by name only: the
 * bundle works where its package is not installed. Thread-safe.
 */
public final class ConfigAdminTracker implements ServiceTrackerCustomizer<Object, ConfigAdminSource> {
    private final BundleContext context;
    private final ProfileConfigurations configurations;
    private final Runnable changed;
    private final Log log;
    private final ServiceTracker<Object, ConfigAdminSource> tracker;
    /** The service that is read; others are ignored until it is gone and they change. */
    private final AtomicReference<ServiceReference<Object>> used = new AtomicReference<>();

    /** @param changed is run after configurations or their errors may have changed */
    public ConfigAdminTracker(BundleContext context, ProfileConfigurations configurations, Runnable changed, Log log) {
        this.context = context;
        this.configurations = configurations;
        this.changed = changed;
        this.log = log;
        this.tracker = new ServiceTracker<>(context, "org.osgi.service.cm.ConfigurationAdmin", this);
    }

    /** Reads the configurations that are there, if Config Admin is, before it returns; and follows them from then on. */
    public void open() {
        tracker.open();
    }

    /** Follows no longer; what was read stays applied. */
    public void close() {
        tracker.close();
    }

    @Override
    public ConfigAdminSource addingService(ServiceReference<Object> reference) {
        if (!used.compareAndSet(null, reference)) {
            return null;
        }
        try {
            ConfigAdminSource source = new ConfigAdminSource(context, configurations, changed, log);
            if (source.open(reference)) {
                return source;
            }
        } catch (NoClassDefFoundError e) {
            log.error(
                    "Config Admin of another version than 1.6 cannot be read; profiles are not configured. Install a"
                            + " bundle that exports org.osgi.service.cm;version=\"[1.6,2)\".",
                    e);
        }
        used.set(null);
        return null;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, ConfigAdminSource source) {
        // its properties do not matter
    }

    @Override
    public void removedService(ServiceReference<Object> reference, ConfigAdminSource source) {
        source.close();
        used.set(null);
    }
}
