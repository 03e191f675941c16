// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A plug-in that listens to the profile {@code default}; if its name ends with "hung", it hangs in every START until it stops. */
public final class DeployedListener implements BundleActivator, OfflineNotify {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean hangs;

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        hangs = name.endsWith("hung");
        context.registerService(
                OfflineNotify.class,
                this,
                new Hashtable<>(Map.of("offline.notify.profile", "default", Constants.SERVICE_DESCRIPTION, name)));
    }

    @Override
    public void stop(BundleContext context) {
        stopped.countDown();
    }

    @Override
    public void notify(OfflineNotification notification) {
        if (hangs && notification.type() == NotifyType.STATECHANGE_START) {
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
