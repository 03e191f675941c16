// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A framework that the test starts in its own JVM, with the bundles that it chooses. The system bundle exports the API from the
 * class path, so the test can use the services itself and survives what happens to any bundle.
 */
public final class OwnFramework implements AutoCloseable {
    private static final Set<String> API = Set.of(
            "io.offlinestate",
            "io.offlinestate.reachability",
            "io.offlinestate.runtime",
            "io.offlinestate.runtime.dto",
            "io.offlinestate.whiteboard",
            "io.offlinestate.whiteboard.runtime",
            "io.offlinestate.whiteboard.runtime.dto");

    private final Path storage;
    private final Framework framework;

    private OwnFramework(Path storage, Framework framework) {
        this.storage = storage;
        this.framework = framework;
    }

    /**
     * Starts the staged bundles.
     *
     * @param leftOut symbolic names of those that are not installed
     */
    public static OwnFramework start(String... leftOut) throws Exception {
        Path storage = Files.createTempDirectory("framework");
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        configuration.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                API.stream().map(name -> name + ";version=\"1.0.0\"").sorted().collect(Collectors.joining(",")));
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.start();
        OwnFramework started = new OwnFramework(storage, framework);
        Set<String> skipped =
                Stream.concat(Stream.of(leftOut), Stream.of(Host.API)).collect(Collectors.toSet());
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("offlinestate.bundles")))) {
            for (Path jar : jars.sorted().toList()) {
                if (!skipped.contains(jar.getFileName().toString().replaceFirst("\\.jar$", ""))) {
                    started.install(jar.toFile());
                }
            }
        }
        for (Bundle bundle : started.context().getBundles()) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        return started;
    }

    public Bundle install(File jar) throws BundleException {
        return context().installBundle(jar.toURI().toString());
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    public Bundle bundle(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findAny()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** The service of this type, once it is there. */
    public <T> T service(Class<T> type) {
        Await.until(type.getName() + " is there", () -> context().getServiceReference(type) != null);
        ServiceReference<T> reference = context().getServiceReference(type);
        T service = context().getService(reference);
        assertNotNull("service object of " + reference, service);
        return service;
    }

    public void refresh(Bundle... bundles) {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundles), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        Await.latch("bundles are refreshed", refreshed);
    }

    @Override
    public void close() throws BundleException, IOException {
        framework.stop();
        int event = awaitStop();
        try (Stream<Path> files = Files.walk(storage)) {
            files.sorted(Comparator.reverseOrder()).forEach(OwnFramework::delete);
        }
        assertEquals("the framework has stopped", FrameworkEvent.STOPPED, event);
    }

    private int awaitStop() {
        try {
            return framework
                    .waitForStop(TimeUnit.SECONDS.toMillis(Await.SECONDS))
                    .getType();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the framework stops", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
