// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** A bundle that is made while the benchmark runs, out of copies of classes of this module. Not thread-safe. */
public final class MadeBundle {
    private final Manifest manifest = new Manifest();
    private Class<?>[] classes = {};

    public MadeBundle(String symbolicName) {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        header(Constants.BUNDLE_MANIFESTVERSION, "2").header(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
    }

    private MadeBundle header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Has the bundle started by this class, which uses nothing but the API, the framework and the given classes. */
    public MadeBundle activator(Class<? extends BundleActivator> activator, Class<?>... others) {
        classes = new Class<?>[others.length + 1];
        classes[0] = activator;
        System.arraycopy(others, 0, classes, 1, others.length);
        return header(Constants.BUNDLE_ACTIVATOR, activator.getName())
                .header(Constants.IMPORT_PACKAGE, "io.offlinestate,org.osgi.framework");
    }

    /** The jar. */
    public InputStream open() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Class<?> type : classes) {
                String path = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(path));
                try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
