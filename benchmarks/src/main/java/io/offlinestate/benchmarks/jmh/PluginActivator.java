// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plug-in: registers a listener when it starts. It is copied into a bundle of its own. */
public final class PluginActivator implements BundleActivator, OfflineNotify {
    @Override
    public void start(BundleContext context) {
        context.registerService(OfflineNotify.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the service
    }

    @Override
    public void notify(OfflineNotification notification) {
        // nothing to do
    }
}
