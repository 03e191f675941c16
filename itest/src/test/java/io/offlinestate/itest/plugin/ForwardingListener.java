// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;

/** A listener of a plug-in, which tells its journal everything. */
public final class ForwardingListener implements OfflineNotify {
    private final OfflineNotify journal;

    ForwardingListener(OfflineNotify journal) {
        this.journal = journal;
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
