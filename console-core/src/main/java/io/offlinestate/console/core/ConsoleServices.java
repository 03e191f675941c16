// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineObjects;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/**
 * What the commands work with, as the bundle that they are in has got it.
 *
 * <p>Immutable, hence safe for use by any thread.
 *
 * @param runtime tells which objects there are
 * @param objects opens them
 * @param reporter takes what is reported for drills; the votes are the bundle's
 * @param whiteboard the whiteboard, which may come and go
 * @param context of the bundle, to see objects come and go
 */
public record ConsoleServices(
        OfflineRuntime runtime,
        OfflineObjects objects,
        ReachabilityReporter reporter,
        Supplier<Optional<OfflineWhiteboardRuntime>> whiteboard,
        BundleContext context) {}
