// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.OfflineNotify;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers a listener service, with the profile in its manifest, and unregisters it as it should. */
public final class ListenerPlugin implements BundleActivator {
    /** The manifest header that names the profile. */
    public static final String PROFILE = "Listener-Profile";

    private OfflineNotify journal;
    private ServiceRegistration<OfflineNotify> registration;

    @Override
    public void start(BundleContext context) throws Exception {
        journal = Journals.open(context);
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(
                "offline.notify.profile", context.getBundle().getHeaders().get(PROFILE));
        registration = context.registerService(OfflineNotify.class, new ForwardingListener(journal), properties);
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        registration.unregister();
        ((AutoCloseable) journal).close();
    }
}
