// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the framework did not start, in one line that says what the user can do.
 *
 * <p>Immutable, hence safe for use by any thread.
 *
 * @param isRefusal whether a folder cannot be used; otherwise the stack of the failure is needed, too
 * @param message for the user
 */
record StartFailure(boolean isRefusal, String message) {
    /** The method of bnd's launcher that unpacks the framework into the temporary folder. */
    private static final String UNPACK = "toFileURL";

    /**
     * Finds the reason.
     *
     * @param failure what the launcher has thrown
     * @param data the folder for the data, as the user named it; empty where it is in the folder for temporary files
     */
    static StartFailure of(Throwable failure, Optional<Path> data) {
        IOException io = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException found) {
                io = found;
            }
        }
        if (io == null) {
            return new StartFailure(false, "the host did not start: " + failure);
        }
        boolean unpacking = Stream.of(io.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(UNPACK));
        return new StartFailure(true, unpacking || data.isEmpty() ? temporaryFolder(io) : dataFolder(data.get(), io));
    }

    /** The message for a temporary folder that cannot be used. */
    static String temporaryFolder(IOException reason) {
        return "\"" + System.getProperty("java.io.tmpdir") + "\", the folder for temporary files, cannot be used ("
                + text(reason) + "); make room there, or name another with -Djava.io.tmpdir=<folder>";
    }

    private static String dataFolder(Path data, IOException reason) {
        return "\"" + data + "\" cannot be used (" + text(reason)
                + "); make room there, or name another folder with --data";
    }

    /** Some exceptions of this kind have a message that is nothing but the file. */
    private static String text(IOException reason) {
        return reason instanceof FileSystemException
                ? reason.getClass().getSimpleName() + ": " + reason.getMessage()
                : reason.getMessage();
    }
}
