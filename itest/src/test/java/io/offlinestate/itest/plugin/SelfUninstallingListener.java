// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Uninstalls its bundle in a callback; while one is at it, others leave it alone. */
public final class SelfUninstallingListener implements OfflineNotify {
    private final Bundle bundle;
    private final NotifyType phase;
    private final OfflineNotify journal;
    private final AtomicBoolean underWay = new AtomicBoolean();

    SelfUninstallingListener(Bundle bundle, NotifyType phase, OfflineNotify journal) {
        this.bundle = bundle;
        this.phase = phase;
        this.journal = journal;
    }

    @Override
    public void notify(OfflineNotification notification) {
        journal.notify(notification);
        if (notification.type() == phase && underWay.compareAndSet(false, true)) {
            try {
                bundle.uninstall();
            } catch (BundleException | IllegalStateException e) {
                underWay.set(false);
                throw new AssertionError("not uninstalled", e);
            }
        }
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        journal.advised(object, state, sequence);
    }
}
