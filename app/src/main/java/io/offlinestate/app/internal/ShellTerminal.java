// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import org.jline.reader.LineReader;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Lets the shell find its terminal: JLine looks for it in the context class loader of the thread that starts the shell, and
 * the framework's threads have none that sees it. Without it there would be no line editing.
 *
 * <p>The framework calls listeners of this kind on the thread that starts the bundle, just before and just after.
 */
@Component(service = ShellTerminal.class, immediate = true)
public final class ShellTerminal implements SynchronousBundleListener {
    private static final String SHELL = "org.apache.felix.gogo.jline";

    private final BundleContext context;
    private final ThreadLocal<ClassLoader> before = new ThreadLocal<>();

    /**
     * Listens for the start of the shell.
     *
     * @param context of this bundle
     */
    @Activate
    public ShellTerminal(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (!SHELL.equals(event.getBundle().getSymbolicName())) {
            return;
        }
        Thread thread = Thread.currentThread();
        if (event.getType() == BundleEvent.STARTING) {
            before.set(thread.getContextClassLoader());
            thread.setContextClassLoader(LineReader.class.getClassLoader());
        } else if (thread.getContextClassLoader() == LineReader.class.getClassLoader()) {
            // started, or it failed to and is stopping
            thread.setContextClassLoader(before.get());
            before.remove();
        }
    }
}
