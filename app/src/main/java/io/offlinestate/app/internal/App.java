// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;

/**
 * What the main thread does: it runs the demo, or waits until the framework stops. What it returns is the exit code.
 *
 * <p>bnd's launcher calls the service with the property {@code main.thread}, and keeps the arguments of the command line in
 * a property of its own service.
 */
@Component(property = "main.thread:Boolean=true")
public final class App implements Callable<Integer> {
    private static final String ARGUMENTS = "launcher.arguments";
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final long START_SECONDS = 30;
    private static final long DEMO_SECONDS = 180;

    private final BundleContext context;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final SynchronousBundleListener whenFrameworkStops;

    /**
     * Listens for the end of the framework.
     *
     * @param context of this bundle
     */
    @Activate
    public App(BundleContext context) {
        this.context = context;
        whenFrameworkStops = event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
                stopping.countDown();
            }
        };
        context.addBundleListener(whenFrameworkStops);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(whenFrameworkStops);
        stopping.countDown();
    }

    @Override
    public Integer call() throws Exception {
        if (arguments().contains("demo")) {
            return demo(System.out) ? OK : FAILED;
        }
        stopping.await();
        return OK;
    }

    private Collection<String> arguments() throws InvalidSyntaxException {
        for (ServiceReference<Object> launcher : context.getServiceReferences(Object.class, "(" + ARGUMENTS + "=*)")) {
            return Arrays.asList((String[]) launcher.getProperty(ARGUMENTS));
        }
        return Arrays.asList();
    }

    private boolean demo(PrintStream out) throws InterruptedException, ExecutionException {
        ServiceTracker<DemoRun, DemoRun> tracker = new ServiceTracker<>(context, DemoRun.class, null);
        tracker.open();
        try {
            DemoRun demo = tracker.waitForService(TimeUnit.SECONDS.toMillis(START_SECONDS));
            if (demo == null) {
                out.printf(Locale.ROOT, "FAILED: a service of the host was not there after %d s%n", START_SECONDS);
                return false;
            }
            return inTime(() -> demo.run(out), out);
        } finally {
            tracker.close();
        }
    }

    /** Runs on a thread of its own, so that the process ends even if a call into the host never returns. */
    private static boolean inTime(Callable<Boolean> run, PrintStream out)
            throws InterruptedException, ExecutionException {
        FutureTask<Boolean> task = new FutureTask<>(run);
        Thread thread = new Thread(task, "demo");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(DEMO_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            out.printf(Locale.ROOT, "FAILED: not done after %d s; the demo is here:%n", DEMO_SECONDS);
            Arrays.stream(thread.getStackTrace()).forEach(frame -> out.println("    at " + frame));
            // not by way of the framework: it may hang as well
            System.exit(FAILED);
            return false;
        }
    }
}
