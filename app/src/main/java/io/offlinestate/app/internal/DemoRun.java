// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import io.offlinestate.OfflineObjects;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.io.PrintStream;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogReaderService;

/** Gives the demo its services; there once all of them are. */
@Component(service = DemoRun.class)
public final class DemoRun {
    private final BundleContext context;
    private final OfflineObjects objects;
    private final OfflineRuntime runtime;
    private final OfflineWhiteboardRuntime whiteboard;
    private final LogReaderService logReader;

    /**
     * Takes the services.
     *
     * @param context installs the listener bundle
     * @param objects opens the profile
     * @param runtime shows its listeners
     * @param whiteboard shows whom it has advised
     * @param logReader shows what the listener bundle logs
     */
    @Activate
    public DemoRun(
            BundleContext context,
            @Reference OfflineObjects objects,
            @Reference OfflineRuntime runtime,
            @Reference OfflineWhiteboardRuntime whiteboard,
            @Reference LogReaderService logReader) {
        this.context = context;
        this.objects = objects;
        this.runtime = runtime;
        this.whiteboard = whiteboard;
        this.logReader = logReader;
    }

    /**
     * Runs the demo once.
     *
     * @param out where to print
     * @return whether all went as said
     */
    boolean run(PrintStream out) {
        long start = System.nanoTime();
        BundleLog log = new BundleLog();
        logReader.addLogListener(log);
        Script script = new Script(out);
        out.println("Offline State: a host goes offline and online, and its plug-ins know.");
        out.println("What is marked [ok] was checked in this run.");
        try {
            new Demo(context, objects, runtime, whiteboard, log, script).run();
        } catch (Exception e) {
            script.check("no step ends with an exception, but this one did: " + e, false);
            e.printStackTrace(out);
        } finally {
            logReader.removeLogListener(log);
        }
        out.printf(
                Locale.ROOT,
                "%n%s: %d of %d checks went as said, in %.1f s.%n",
                script.failures() == 0 ? "OK" : "FAILED",
                script.checks() - script.failures(),
                script.checks(),
                (System.nanoTime() - start) / 1e9);
        return script.failures() == 0;
    }
}
