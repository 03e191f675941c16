// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The folders in the data folder that belong to the user: File Install takes configurations and bundles from them.
 *
 * <p>Immutable, hence safe for use by any thread.
 *
 * @param etc for configurations
 * @param deploy for bundles
 */
record UserFolders(Path etc, Path deploy) {
    /** A configuration with every setting explained, as it comes with the Karaf feature. */
    private static final String TEMPLATE = "io.offlinestate.profile-default.cfg";

    private static final String UNFINISHED = "etc.unfinished";

    /**
     * Makes the folders where they are not there; a new folder for configurations gets a template. What the user has changed or
     * deleted in one that is there stays as it is.
     *
     * @throws IOException if that is not possible; the message names the data folder
     */
    static UserFolders in(Path data) throws IOException {
        UserFolders folders = new UserFolders(data.resolve("etc"), data.resolve("deploy"));
        try {
            if (!Files.exists(folders.etc())) {
                makeEtc(data, folders.etc());
            }
            Files.createDirectories(folders.deploy());
        } catch (IOException e) {
            throw new IOException(StartFailure.of(e, Optional.of(data)).message(), e);
        }
        return folders;
    }

    /** The folder has its name only once the template is whole. */
    private static void makeEtc(Path data, Path etc) throws IOException {
        Path unfinished = Files.createDirectories(data.resolve(UNFINISHED));
        try (InputStream template = UserFolders.class.getResourceAsStream(TEMPLATE)) {
            Files.copy(template, unfinished.resolve(TEMPLATE), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished, etc);
    }
}
