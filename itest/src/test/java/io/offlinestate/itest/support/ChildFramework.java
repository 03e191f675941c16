// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import io.offlinestate.itest.plugin.DeadPlugin;
import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A host in a process of its own: starts the framework of its class path with plug-ins that are dead, and stops it.
 *
 * <p>Arguments: the folder of the bundles, the folder for the framework, what the plug-ins do ({@code hang}, {@code exit}), how
 * many there are, and how many milliseconds they have been dead when the framework stops. Prints {@code dead}, and {@code stopped} with the milliseconds that
 * took.
 */
public final class ChildFramework {
    private static final long SECONDS = 60;

    private ChildFramework() {}

    public static void main(String[] arguments) throws Exception {
        int plugins = Integer.parseInt(arguments[3]);
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .iterator()
                .next()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        arguments[1],
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
        framework.init();
        BundleContext context = framework.getBundleContext();
        CountDownLatch dead = new CountDownLatch(plugins);
        context.registerService(CountDownLatch.class, dead, null);
        startBundles(context, new File(arguments[0]));
        framework.start();
        for (int i = 0; i < plugins; i++) {
            start(context, arguments[2], i);
        }
        boolean exits = arguments[2].equals("exit");
        if (exits) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework)));
        }
        start(context, "detect", plugins);
        if (!dead.await(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(dead.getCount() + " plug-ins were not called");
        }
        System.out.println("dead");
        if (exits) {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(SECONDS));
            return;
        }
        new CountDownLatch(1).await(Long.parseLong(arguments[4]), TimeUnit.MILLISECONDS);
        stop(framework);
        Runtime.getRuntime().halt(0);
    }

    private static void startBundles(BundleContext context, File folder) throws Exception {
        File[] jars = folder.listFiles((directory, name) -> name.endsWith(".jar"));
        Arrays.sort(jars);
        List<Bundle> bundles = new ArrayList<>();
        for (File jar : jars) {
            bundles.add(context.installBundle(jar.toURI().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private static void start(BundleContext context, String does, int number) throws Exception {
        PluginJar jar = PluginJar.named("plugin." + does + "." + number)
                .header(DeadPlugin.DOES, does)
                .header(DeadPlugin.BY_HAND, String.valueOf(number % 2 == 1))
                .activator(DeadPlugin.class);
        try (InputStream in = jar.open()) {
            context.installBundle(jar.symbolicName(), in).start();
        }
    }

    private static void stop(Framework framework) {
        long begun = System.nanoTime();
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(3 * SECONDS));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        System.out.println("stopped " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
