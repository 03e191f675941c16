// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.benchmarks.host.Bundles;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Host;
import io.offlinestate.benchmarks.listener.Listener;
import java.util.Map;
import org.osgi.framework.BundleException;

/**
 * Services that nobody tracks: what the framework alone costs, with the bundles that a host has around it.
 * Has no events.
 */
final class RegistryOnly implements Contender {
    private final Host host;

    RegistryOnly(FrameworkKind framework) throws BundleException {
        host = Host.start(framework, Bundles.OFFLINE_API, Map.of()).with(Bundles.BASE);
    }

    @Override
    public Registration add(Listener listener, int ranking) {
        return Services.registerNotify(host.context(), listener, ranking);
    }

    @Override
    public void send() {
        throw new UnsupportedOperationException("nobody listens to the registry");
    }
}
