// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A built bundle with other headers, as another version of it. Stateless. */
public final class JarVariant {
    private JarVariant() {}

    /**
     * Copies a bundle.
     *
     * @param headers by name, what becomes of the value; a header that is not there stays away
     */
    public static byte[] of(File bundle, Map<String, UnaryOperator<String>> headers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile jar = new JarFile(bundle)) {
            Manifest manifest = new Manifest(jar.getManifest());
            Attributes attributes = manifest.getMainAttributes();
            headers.forEach((name, change) -> attributes.computeIfPresent(
                    new Attributes.Name(name), (key, value) -> change.apply((String) value)));
            try (JarOutputStream copy = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream in = jar.getInputStream(entry)) {
                            in.transferTo(copy);
                        }
                        copy.closeEntry();
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    public static InputStream stream(File bundle, Map<String, UnaryOperator<String>> headers) throws IOException {
        return new ByteArrayInputStream(of(bundle, headers));
    }
}
