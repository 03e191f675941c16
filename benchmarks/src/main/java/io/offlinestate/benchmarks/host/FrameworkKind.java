// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The frameworks that are measured. Each is loaded by a class loader of its own, so that both can be in one JVM; {@code
 * org.osgi.framework} and what else OSGi Core defines comes from the class path, so that they look the same from here. Thread-safe.
 */
public enum FrameworkKind {
    FELIX("org.apache.felix.framework.jar"),
    EQUINOX("org.eclipse.osgi.jar");

    private static final Map<FrameworkKind, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private final String jar;

    FrameworkKind(String jar) {
        this.jar = jar;
    }

    Framework create(Map<String, String> configuration) {
        ClassLoader loader = LOADERS.computeIfAbsent(this, kind -> loader(Staged.framework(kind.jar)));
        return ServiceLoader.load(FrameworkFactory.class, loader)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no framework in " + jar))
                .newFramework(configuration);
    }

    private static ClassLoader loader(Path jar) {
        try {
            URL url = jar.toUri().toURL();
            return new URLClassLoader(new URL[] {url}, FrameworkKind.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(new IOException(jar.toString(), e));
        }
    }
}
