// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A listener component that hands on what it hears as text, to a service whose type does not come from the API bundle. */
public final class RelayingListener implements OfflineNotify {
    private Consumer<String> journal;

    @SuppressWarnings("unchecked") // only the test registers such a service
    void activate(BundleContext context) throws Exception {
        ServiceReference<?> reference = context.getServiceReferences(Consumer.class, "(journal=*)")
                .iterator()
                .next();
        journal = (Consumer<String>) context.getService(reference);
    }

    @Override
    public void notify(OfflineNotification notification) {
        journal.accept(notification.type() + " " + notification.change().newState());
    }
}
