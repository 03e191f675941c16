// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The bytes of one intent file. Knows how long the part is that is whole, and never gives that up: what a failed write leaves
 * behind it is cut off, and a file is replaced by moving a complete one into its place. Not thread-safe.
 */
class IntentOutput {
    static final String NEW_SUFFIX = ".new";

    private final Path path;
    private long length;
    /** Whether nothing comes behind the part that is whole. */
    private boolean clean;
    /** Neither a channel, which an interrupt of the writing thread would close, nor a stream, which cannot cut. */
    private RandomAccessFile out;

    /**
     * @param length of the part that is whole; negative if there is none
     * @param clean whether nothing comes behind it
     */
    IntentOutput(Path path, long length, boolean clean) {
        this.path = path;
        this.length = length;
        this.clean = clean;
    }

    final Path path() {
        return path;
    }

    /** Whether the file is there as it was left, so that it can be added to. */
    boolean isAppendable() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return length >= 0 && now.isRegularFile() && (clean ? now.size() == length : now.size() >= length);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Adds lines to the part that is whole; none just cuts off what comes behind it. */
    final void append(byte[] lines) throws IOException {
        if (length + lines.length > IntentReader.MAX_BYTES) {
            throw new IOException(path + " would have more than " + IntentReader.MAX_BYTES + " bytes");
        }
        try {
            seek();
            clean = false;
            write(out, lines);
            length += lines.length;
            clean = true;
        } catch (Throwable e) {
            cut(e);
            throw e;
        }
    }

    private void seek() throws IOException {
        boolean opens = out == null;
        if (opens) {
            out = new RandomAccessFile(path.toFile(), "rw");
            if (out.length() < length) {
                throw new IOException(path + " has become shorter");
            }
        }
        if (!clean) {
            out.setLength(length);
        }
        if (opens || !clean) {
            out.seek(length);
        }
    }

    /** Writes the bytes. A test makes it fail. */
    void write(RandomAccessFile to, byte[] bytes) throws IOException {
        to.write(bytes);
    }

    /** After a write that has failed: cuts off what it has left behind, now if that is possible, otherwise before the next one. */
    private void cut(Throwable failure) {
        try {
            if (out != null) {
                out.setLength(length);
                clean = true;
            }
        } catch (Throwable e) {
            suppress(failure, e);
        }
        try {
            release();
        } catch (Throwable e) {
            suppress(failure, e);
        }
    }

    /**
     * Replaces the file, all of it or nothing.
     *
     * @return where something that is no file, and was in its place, has been moved to; otherwise null
     */
    final Path replace(byte[] content) throws IOException {
        if (content.length > IntentReader.MAX_BYTES) {
            throw new IOException(path + " would have " + content.length + " bytes");
        }
        release();
        Path aside = null;
        Path fresh = path.resolveSibling(path.getFileName() + NEW_SUFFIX);
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(fresh); // a link must not be followed, a pipe not be waited for
        try {
            writeNew(fresh, content);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                aside = SetAside.move(path);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (Throwable e) {
            delete(fresh, e); // it takes space that may be needed
            throw e;
        }
        length = content.length;
        clean = true;
        return aside;
    }

    /** Writes a file of its own and waits until it is on the medium: else the move could get there first. A test makes it fail. */
    void writeNew(Path fresh, byte[] content) throws IOException {
        try (FileOutputStream anew = new FileOutputStream(fresh.toFile())) {
            anew.write(content);
            anew.getFD().sync();
        }
    }

    private static void delete(Path fresh, Throwable failure) {
        try {
            Files.deleteIfExists(fresh);
        } catch (Throwable e) {
            suppress(failure, e);
        }
    }

    /** A JVM out of memory may throw the same object twice. */
    static void suppress(Throwable failure, Throwable another) {
        if (another != failure) {
            failure.addSuppressed(another);
        }
    }

    private void release() throws IOException {
        RandomAccessFile closing = out;
        out = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Waits until all is on the medium; the next write opens the file again. */
    final void close() throws IOException {
        try (RandomAccessFile closing = out) {
            out = null;
            if (closing != null) {
                closing.getFD().sync();
            }
        }
    }
}
