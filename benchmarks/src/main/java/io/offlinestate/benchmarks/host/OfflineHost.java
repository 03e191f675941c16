// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.host;

import io.offlinestate.OfflineObjects;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.util.Map;
import org.osgi.framework.BundleException;

/** A host with the bundles of this project, ready. */
public final class OfflineHost implements AutoCloseable {
    private final Host host;
    private final OfflineObjects objects;

    public OfflineHost(FrameworkKind framework) throws BundleException {
        host = Host.start(framework, Bundles.OFFLINE_API, Map.of()).with(Bundles.all(Bundles.BASE, Bundles.OFFLINE));
        objects = host.service(OfflineObjects.class);
        host.service(OfflineWhiteboardRuntime.class);
    }

    public Host host() {
        return host;
    }

    public OfflineObjects objects() {
        return objects;
    }

    @Override
    public void close() throws BundleException {
        host.close();
    }
}
