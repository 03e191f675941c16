// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.examples.embedded;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A plain Java program that embeds a framework. The API is on its own class path, and its bundles see the same classes: so the
 * program uses the services directly.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class EmbeddingHost implements AutoCloseable {
    /** What the API exports. Without the versions the manager would not resolve. */
    static final String API_PACKAGES = "io.offlinestate;version=1.0.0,"
            + "io.offlinestate.reachability;version=1.0.0,"
            + "io.offlinestate.runtime;version=1.0.0,"
            + "io.offlinestate.runtime.dto;version=1.0.0,"
            + "io.offlinestate.whiteboard;version=1.0.0,"
            + "io.offlinestate.whiteboard.runtime;version=1.0.0,"
            + "io.offlinestate.whiteboard.runtime.dto;version=1.0.0";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Framework framework;
    private final ServiceTracker<OfflineObjects, OfflineObjects> objects;

    /**
     * Starts a framework with all bundles of a folder.
     *
     * @param storage the folder in which the framework keeps its data, the remembered states among it
     * @param bundles the folder with the bundles, the API not among them
     * @throws IOException if the folder cannot be read
     * @throws BundleException if a bundle cannot be installed or started
     */
    public EmbeddingHost(Path storage, Path bundles) throws IOException, BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        API_PACKAGES));
        framework.start();
        objects = new ServiceTracker<>(framework.getBundleContext(), OfflineObjects.class, null);
        objects.open();
        List<Bundle> installed = new ArrayList<>();
        try (Stream<Path> jars = Files.list(bundles)) {
            for (Path jar : jars.sorted().toList()) {
                installed.add(
                        framework.getBundleContext().installBundle(jar.toUri().toString()));
            }
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    /** Registers a listener of the host's own; the whiteboard advises it. */
    void listen(OfflineNotify listener) {
        framework.getBundleContext().registerService(OfflineNotify.class, listener, null);
    }

    /** The service to start from; waits for it, because components are activated a moment later. */
    OfflineObjects objects() throws InterruptedException {
        OfflineObjects service = objects.waitForService(PATIENCE.toMillis());
        if (service == null) {
            throw new IllegalStateException("no OfflineObjects service within " + PATIENCE);
        }
        return service;
    }

    /** Stops the framework and waits until it has stopped. */
    @Override
    public void close() throws BundleException {
        objects.close();
        framework.stop();
        try {
            framework.waitForStop(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes offline and online once, and prints what a listener hears.
     *
     * @param folders where to keep data, and where the bundles are
     * @throws IOException if the folder of bundles cannot be read
     * @throws BundleException if a bundle cannot be installed, started or stopped
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if a change takes too long
     */
    public static void main(String... folders)
            throws IOException, BundleException, InterruptedException, TimeoutException {
        try (EmbeddingHost host = new EmbeddingHost(Path.of(folders[0]), Path.of(folders[1]))) {
            host.listen(notification -> System.out.println(
                    notification.type() + " " + notification.change().newState()));
            for (ConnectionState state : new ConnectionState[] {ConnectionState.OFFLINE, ConnectionState.ONLINE}) {
                System.out.println(host.objects().open("default").setCurrentState(state, PATIENCE));
            }
        }
    }
}
