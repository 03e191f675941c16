// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder for the data of one host at a time.
 *
 * <p>Felix has a lock of its own, but goes on without a word when another process holds it.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "in-use.lock";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder if it is not there, and takes it for this process.
     *
     * @throws IOException if that is not possible; the message names the folder and what would be right
     */
    static DataFolder take(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException("\"" + path + "\" is no folder; expected one, or a name for one that is to be made");
        }
        FileChannel channel;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException("\"" + path + "\" can not be written to (" + e + "); expected a folder that can", e);
        }
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("\"" + path + "\" is in use by another host; expected a folder of its own");
        }
        return new DataFolder(path, channel);
    }

    Path path() {
        return path;
    }

    /** Lets go of the folder; so does the end of the process. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
