// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** A listener component whose activation fails as often as its property says, or that needs a service that is not ready. */
public final class FailingListener implements OfflineNotify {
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    private OfflineNotify journal;

    void setProvider(LongSupplier provider) {
        provider.getAsLong();
    }

    void activate(BundleContext context, Map<String, Object> properties) throws InvalidSyntaxException {
        if (ATTEMPTS.getAndIncrement() < (Integer) properties.get("failures")) {
            throw new IllegalStateException("the data base is not up");
        }
        journal = Journals.open(context);
    }

    void deactivate() throws Exception {
        ((AutoCloseable) journal).close();
    }

    @Override
    public void notify(OfflineNotification notification) {
        journal.notify(notification);
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        journal.advised(object, state, sequence);
    }
}
