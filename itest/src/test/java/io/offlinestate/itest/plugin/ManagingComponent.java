// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjects;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** A component that needs every service there is, and uses them all as soon as it is made. */
public final class ManagingComponent {
    private final OfflineNotify journal;

    public ManagingComponent(
            BundleContext context, OfflineRuntime runtime, OfflineObjects objects, ReachabilityReporter reporter)
            throws InvalidSyntaxException {
        OfflineManager manager = objects.open("default");
        manager.getCurrentState();
        runtime.getObjectDTO(manager.id());
        reporter.report(manager.id(), "component", Reachability.REACHABLE, "as far as it knows");
        journal = Journals.open(context);
    }

    void deactivate() throws Exception {
        ((AutoCloseable) journal).close();
    }
}
