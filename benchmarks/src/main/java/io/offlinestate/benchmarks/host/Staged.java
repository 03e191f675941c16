// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.host;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the build has staged for the benchmarks. Thread-safe. */
public final class Staged {
    /** The system property that names the folder of build results of this module. */
    public static final String TARGET = "offlinestate.benchmarks.target";

    private Staged() {}

    public static Path target() {
        return Path.of(System.getProperty(TARGET, "target")).toAbsolutePath();
    }

    /** The jar of a bundle, by its name without a version. */
    public static Path bundle(String name) {
        return existing(target().resolve("bundles").resolve(name + ".jar"));
    }

    static Path framework(String jar) {
        return existing(target().resolve("frameworks").resolve(jar));
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    file + " is not there: build the module first, and name its target folder with -D" + TARGET);
        }
        return file;
    }
}
