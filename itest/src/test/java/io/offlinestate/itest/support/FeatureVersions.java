// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes the built features and bundles as other versions of themselves. Used by one thread. */
public final class FeatureVersions {
    private static final String PACKAGE_VERSION = "(io\\.offlinestate[a-z.]*;version=\")";

    private final File built = new File(System.getProperty(KarafContainer.FEATURES)).getAbsoluteFile();
    private final Path folder;

    /** @param folder gets a folder for each version */
    public FeatureVersions(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes one version; its packages have the same major and minor one.
     *
     * @return the address of its features
     */
    public String write(String version) throws IOException {
        Path target = Files.createDirectories(folder.resolve(version));
        for (File file : built.getParentFile().listFiles()) {
            Path copy = target.resolve(file.getName());
            if (file.getName().endsWith(".jar")) {
                Files.write(copy, JarVariant.of(file, headers(version)));
            } else if (file.getName().endsWith(".cfg")) {
                Files.copy(file.toPath(), copy);
            }
        }
        String features = Files.readString(built.toPath());
        String builtVersion = features.replaceFirst("(?s).*<features name=\"offline-state-([^\"]+)\".*", "$1");
        Path written = target.resolve("features.xml");
        Files.writeString(
                written,
                features.replace(builtVersion, version)
                        .replaceAll("file:[^<]*/", target.toUri().toString()));
        return written.toUri().toString();
    }

    /** What a minor version changes: exported packages, and what an implementation and a client import of them. */
    private static Map<String, UnaryOperator<String>> headers(String version) {
        Map<String, UnaryOperator<String>> headers = new HashMap<>();
        headers.put("Bundle-Version", old -> version);
        if (version.startsWith("1.1.")) {
            headers.put("Export-Package", old -> old.replaceAll(PACKAGE_VERSION + "1\\.0\\.0\"", "$11.1.0\""));
            headers.put(
                    "Import-Package",
                    old -> old.replaceAll(PACKAGE_VERSION + "\\[1\\.0,1\\.1\\)\"", "$1[1.1,1.2)\"")
                            .replaceAll(PACKAGE_VERSION + "\\[1\\.0,2\\)\"", "$1[1.1,2)\""));
        }
        return headers;
    }
}
