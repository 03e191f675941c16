// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The copy of the intent files that outlives an uninstall. Each is a second name (a hard link) of the file itself, so a write costs
 * nothing more and the two cannot differ; a file that is written anew gets its second name anew. A file {@code owner} says whose
 * files they are: the manager that was active last has the newest. Thread-safe, if no two threads link the same file.
 */
class IntentCopy {
    private static final String OWNER = "owner";
    /** Owns what is being taken over: no bundle has this id. */
    private static final String NO_OWNER = "-";

    private static final int MAX_OWNER_BYTES = 32;

    private final Path directory;
    private final String bundle;
    private final IntentLog log;
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean closed;

    IntentCopy(Path directory, long bundle, IntentLog log) {
        this.directory = directory;
        this.bundle = Long.toString(bundle);
        this.log = log;
    }

    Path directory() {
        return directory;
    }

    /** Whether it is newer than what is in the directory of this bundle: another manager was active since, or always. */
    boolean supersedes(Path own) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        String owner = owner();
        return !Files.isDirectory(own) || owner != null && !owner.equals(bundle);
    }

    private String owner() throws IOException {
        Path file = directory.resolve(OWNER);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_OWNER_BYTES) {
            return null;
        }
        return Files.readString(file).strip();
    }

    /** From now on the directory of this bundle counts. */
    void claim() throws IOException {
        claim(bundle);
    }

    /** From now on the copy counts, until it is claimed. */
    void disclaim() throws IOException {
        claim(NO_OWNER);
    }

    private void claim(String owner) throws IOException {
        if (!owner.equals(owner())) {
            Files.createDirectories(directory);
            Path fresh = directory.resolve(OWNER + IntentOutput.NEW_SUFFIX);
            Files.deleteIfExists(fresh);
            Files.writeString(fresh, owner);
            Files.move(
                    fresh,
                    directory.resolve(OWNER),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the copy of this file another name of it. Returns whether it is one; reports it if not, once. Throws nothing. */
    boolean link(Path file) {
        if (closed) {
            return true; // another manager may have taken it over
        }
        Path copy = directory.resolve(file.getFileName());
        try {
            if (!isLink(copy, file)) {
                Files.createDirectories(directory);
                Path fresh = directory.resolve(file.getFileName() + IntentOutput.NEW_SUFFIX);
                Files.deleteIfExists(fresh);
                createLink(fresh, file);
                Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return true;
        } catch (Throwable e) {
            discard(copy, e);
            report(e);
            return false;
        }
    }

    /** Gives the file a second name. A test makes it fail. */
    void createLink(Path link, Path file) throws IOException {
        Files.createLink(link, file);
    }

    private static boolean isLink(Path copy, Path file) throws IOException {
        return Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(copy, file);
    }

    /** An old copy is worse than none. */
    private static void discard(Path copy, Throwable failure) {
        try {
            Files.deleteIfExists(copy);
        } catch (Throwable e) {
            IntentOutput.suppress(failure, e);
        }
    }

    void report(Throwable failure) {
        if (reported.compareAndSet(false, true)) {
            log.add(to -> to.warn(
                    "Requested states cannot be kept in {}, too: after an uninstall of this bundle its successor may start without"
                            + " them.",
                    directory,
                    failure));
        }
    }

    /** Removes what is not the copy of one of these files. */
    void retain(Set<String> names) throws IOException {
        delete(directory, names);
    }

    /** Removes the intent files of a directory that do not have one of these names. */
    static void delete(Path directory, Set<String> except) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, IntentNames.ALL)) {
            for (Path path : found) {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!except.contains(path.getFileName().toString()) && !attributes.isDirectory()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Leaves the copy alone from now on. */
    void close() {
        closed = true;
    }
}
