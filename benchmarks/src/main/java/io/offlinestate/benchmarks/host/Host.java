// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** A framework in this JVM with bundles in it. Its data is thrown away when it is closed. */
public final class Host implements AutoCloseable {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final long SETTLE_MILLIS = 500;

    private final Framework framework;
    private final Path storage;

    private Host(Framework framework, Path storage) {
        this.framework = framework;
        this.storage = storage;
    }

    /**
     * Starts a framework.
     *
     * @param packages what the system bundle exports from the class path, with versions
     * @param settings framework properties besides
     */
    public static Host start(FrameworkKind kind, Map<String, String> packages, Map<String, String> settings)
            throws BundleException {
        Path storage = newStorage();
        Map<String, String> configuration = new HashMap<>(settings);
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, export(packages));
        Framework framework = kind.create(configuration);
        framework.start();
        return new Host(framework, storage);
    }

    private static String export(Map<String, String> packages) {
        return packages.entrySet().stream()
                .map(each -> each.getKey() + ";version=\"" + each.getValue() + "\"")
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static Path newStorage() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Staged.target().resolve("storage")), "framework");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs staged bundles, and then starts them in the same order. */
    public Host with(List<String> bundles) throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (String name : bundles) {
            installed.add(install(name));
        }
        for (Bundle bundle : installed) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        return this;
    }

    /** Installs a staged bundle. */
    public Bundle install(String name) throws BundleException {
        return context().installBundle(Staged.bundle(name).toUri().toString());
    }

    /** A bundle with nothing in it: a consumer of services that is not the one who registers them. */
    public BundleContext newConsumer(String name) throws BundleException {
        Bundle bundle = context().installBundle("made:" + name, new MadeBundle(name).open());
        bundle.start();
        return bundle.getBundleContext();
    }

    /**
     * Gives the bundles time for what they do in the background after they have started: Felix' Event Admin takes its configuration
     * again, and loses events meanwhile.
     */
    public void settle() {
        try {
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** The service of this type, once it is there. */
    public <T> T service(Class<T> type) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE_MILLIS);
            if (service == null) {
                throw new IllegalStateException("no service " + type.getName() + " in " + states());
            }
            return context().getService(context().getServiceReference(type)); // held after the tracker is closed
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for " + type.getName(), e);
        } finally {
            tracker.close();
        }
    }

    private String states() {
        return Stream.of(context().getBundles())
                .map(bundle -> bundle.getSymbolicName() + "=" + bundle.getState())
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(storage);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
