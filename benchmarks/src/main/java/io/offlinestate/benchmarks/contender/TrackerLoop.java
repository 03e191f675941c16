// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.OfflineNotify;
import io.offlinestate.benchmarks.host.Bundles;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Host;
import io.offlinestate.benchmarks.listener.Listener;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.util.tracker.ServiceTracker;

/** What everybody writes by hand: a tracker, and a loop over its services. */
final class TrackerLoop implements Contender {
    private static final OfflineNotify[] NONE = {};

    private final Host host;
    private final ServiceTracker<OfflineNotify, OfflineNotify> tracker;

    TrackerLoop(FrameworkKind framework) throws BundleException {
        host = Host.start(framework, Bundles.OFFLINE_API, Map.of()).with(Bundles.BASE);
        tracker = new ServiceTracker<>(host.newConsumer("tracker"), OfflineNotify.class, null);
        tracker.open();
    }

    @Override
    public Registration add(Listener listener, int ranking) {
        return Services.registerNotify(host.context(), listener, ranking);
    }

    @Override
    public void send() {
        for (OfflineNotify listener : tracker.getServices(NONE)) {
            listener.notify(PlainLoop.NOTIFICATION);
        }
    }
}
