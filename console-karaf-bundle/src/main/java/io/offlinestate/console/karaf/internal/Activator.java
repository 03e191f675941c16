// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.Votes;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Keeps what outlives a single command; Karaf hands it to the actions as it does with any service. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(Votes.class, new Votes(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters it
    }
}
