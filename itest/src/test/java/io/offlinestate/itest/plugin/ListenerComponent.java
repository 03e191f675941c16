// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** A listener as most are: a delayed component, made when it is advised and disposed of when it is not any more. */
public final class ListenerComponent implements OfflineNotify {
    private OfflineNotify journal;

    void activate(BundleContext context) throws InvalidSyntaxException {
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
