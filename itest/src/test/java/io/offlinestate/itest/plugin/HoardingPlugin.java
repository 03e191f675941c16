// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A listener that leaves an object of its own in a thread local of each thread that calls it. */
public final class HoardingPlugin implements BundleActivator, OfflineNotify {
    public static final String PROFILE = "Plugin-Profile";
    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

    @Override
    public void start(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(
                "offline.notify.profile", context.getBundle().getHeaders().get(PROFILE));
        context.registerService(OfflineNotify.class, this, properties);
    }

    @Override
    public void notify(OfflineNotification notification) {
        LOCAL.set(this);
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
    }

    @Override
    public void stop(BundleContext context) {
        // leaves everything to others
    }
}
