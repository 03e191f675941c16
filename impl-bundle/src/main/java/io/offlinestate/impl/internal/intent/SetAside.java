// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Keeps what cannot be used, under another name, for a person to look at. */
final class SetAside {
    private SetAside() {}

    /** Renames a file, or whatever it is. Returns the new path. */
    static Path move(Path path) throws IOException {
        return Files.move(path, free(path));
    }

    /** Gives a file a second name, which stays when the first one is taken over by another file. Takes no space. */
    static Path keep(Path path) throws IOException {
        return Files.createLink(free(path), path);
    }

    private static Path free(Path path) {
        long time = System.currentTimeMillis();
        Path free;
        do {
            free = path.resolveSibling(path.getFileName() + ".damaged-" + time++);
        } while (Files.exists(free, LinkOption.NOFOLLOW_LINKS));
        return free;
    }
}
