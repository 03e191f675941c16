// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** A bundle made of test classes, to be installed while the host runs. */
public final class PluginJar {
    private final String symbolicName;
    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private PluginJar(String symbolicName) {
        this.symbolicName = symbolicName;
    }

    public static PluginJar named(String symbolicName) {
        PluginJar jar = new PluginJar(symbolicName);
        jar.manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return jar.header(Constants.BUNDLE_MANIFESTVERSION, "2")
                .header(Constants.BUNDLE_SYMBOLICNAME, symbolicName)
                .version("1.0.0")
                .header(
                        Constants.IMPORT_PACKAGE,
                        "io.offlinestate;version=\"[1.0,2.0)\",io.offlinestate.reachability;version=\"[1.0,2.0)\","
                                + "io.offlinestate.runtime;version=\"[1.0,2.0)\","
                                + "io.offlinestate.runtime.dto;version=\"[1.0,2.0)\","
                                + "org.osgi.framework;version=\"[1.8,2)\",org.osgi.util.tracker;version=\"[1.5,2)\"");
    }

    public String symbolicName() {
        return symbolicName;
    }

    public PluginJar version(String version) {
        return header(Constants.BUNDLE_VERSION, version);
    }

    public PluginJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    public PluginJar activator(Class<? extends BundleActivator> activator) {
        return header(Constants.BUNDLE_ACTIVATOR, activator.getName()).classes(activator);
    }

    /** Copies of these classes: in the bundle they are other classes. */
    public PluginJar classes(Class<?>... types) {
        for (Class<?> type : types) {
            String path = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
                entries.put(path, in.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException(path, e);
            }
        }
        return this;
    }

    public PluginJar entry(String path, String text) {
        entries.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public InputStream open() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
