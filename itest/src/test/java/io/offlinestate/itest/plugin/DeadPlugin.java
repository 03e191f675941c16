// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.AdviseInfo;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Does what its header {@value #DOES} says: {@code hang} and {@code exit} do so in the first callback, of a listener service or of one
 * that is advised by hand; {@code detect} reports an outage. Counts down the latch that is a service of the host.
 */
public final class DeadPlugin implements BundleActivator {
    public static final String DOES = "Plugin-Does";
    public static final String BY_HAND = "Plugin-By-Hand";
    private static final OfflineObjectId OBJECT = OfflineObjectId.global("default");

    private CountDownLatch inside;
    private String does;

    @Override
    public void start(BundleContext context) throws Exception {
        does = context.getBundle().getHeaders().get(DOES);
        inside = service(context, CountDownLatch.class);
        OfflineNotify listener = notification -> die();
        if (does.equals("detect")) {
            service(context, ReachabilityReporter.class).report(OBJECT, "test", Reachability.UNREACHABLE, "");
        } else if (Boolean.parseBoolean(context.getBundle().getHeaders().get(BY_HAND))) {
            service(context, OfflineObjects.class).open("default").advise(AdviseInfo.of(listener));
        } else {
            context.registerService(OfflineNotify.class, listener, null);
        }
    }

    private static <S> S service(BundleContext context, Class<S> type) throws InterruptedException {
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        return tracker.waitForService(TimeUnit.SECONDS.toMillis(30));
    }

    private void die() {
        inside.countDown();
        if (does.equals("exit")) {
            System.exit(3);
        }
        try {
            new CountDownLatch(1).await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a callback was interrupted", e);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // leaves everything to the manager
    }
}
