// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code exit} for the shell, which by itself knows Ctrl-D only; in the scope that Gogo searches first. */
@Component(
        service = ExitCommand.class,
        property = {"osgi.command.scope=gogo", "osgi.command.function=exit"})
public final class ExitCommand {
    private final BundleContext context;

    /**
     * Takes the framework to stop.
     *
     * @param context of this bundle
     */
    @Activate
    public ExitCommand(BundleContext context) {
        this.context = context;
    }

    /**
     * Stops the framework; returns at once.
     *
     * @throws BundleException if the framework does not stop
     */
    @Descriptor("stops the host")
    public void exit() throws BundleException {
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
    }
}
