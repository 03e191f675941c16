// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.common.SafeText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the requested states when the bundle starts: its own, or what another installation has left. Used once, by one thread. */
final class IntentStart {
    /** Profiles that are named in the log. */
    private static final int NAMED = 10;

    private final Path own;
    /** Null if there is none. */
    private final IntentCopy copy;

    private final IntentLoader loader;
    private final IntentLog log;

    IntentStart(Path own, IntentCopy copy, IntentLoader loader, IntentLog log) {
        this.own = own;
        this.copy = copy;
        this.loader = loader;
        this.log = log;
    }

    /** @param files by profile */
    void readInto(Map<String, IntentFile> files) throws IOException {
        boolean fresh = !Files.isDirectory(own);
        if (supersedes()) {
            takeOver(files);
        } else {
            readOwn(files);
            refreshCopy(files);
        }
        if (fresh && copy != null && files.isEmpty()) {
            log.add(to -> to.info(
                    "There are no requested states yet, neither in {} nor in {}: every profile starts as it is configured.",
                    own,
                    copy.directory()));
        }
    }

    private boolean supersedes() {
        try {
            return copy != null && copy.supersedes(own);
        } catch (Exception e) {
            copy.report(e);
            return false;
        }
    }

    private void readOwn(Map<String, IntentFile> files) throws IOException {
        Files.createDirectories(own);
        deleteUnfinished();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(own, IntentNames.ALL)) {
            for (Path path : found) {
                add(files, loader.load(path));
            }
        }
    }

    private static void add(Map<String, IntentFile> files, IntentFile file) {
        if (file != null) {
            files.put(file.profile(), file);
        }
    }

    private void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(own, IntentNames.UNFINISHED)) {
            for (Path unfinished : found) {
                try {
                    Files.deleteIfExists(unfinished);
                } catch (IOException e) {
                    // it only takes space
                }
            }
        }
    }

    /** Claimed first: should the process end meanwhile, what is in the directory of this bundle still counts. */
    private void refreshCopy(Map<String, IntentFile> files) {
        if (copy != null) {
            try {
                copy.claim();
                files.values().forEach(IntentFile::copy);
                copy.retain(names(files));
            } catch (Exception e) {
                copy.report(e);
            }
        }
    }

    private static Set<String> names(Map<String, IntentFile> files) {
        return files.keySet().stream().map(IntentNames::of).collect(Collectors.toSet());
    }

    /** Claimed last: until all is in the directory of this bundle, the copy counts. */
    private void takeOver(Map<String, IntentFile> files) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(copy.directory(), IntentNames.ALL)) {
            for (Path path : found) {
                add(files, loader.loadFrom(path, own.resolve(path.getFileName())));
            }
        }
        try {
            copy.disclaim();
            for (IntentFile file : files.values()) {
                file.rewrite();
                file.copy();
            }
            IntentCopy.delete(own, names(files));
            Files.createDirectories(own);
            copy.claim();
        } catch (Exception e) {
            log.add(to -> to.error(
                    "The requested states in {} cannot be written to {}. They hold, and it is tried again at the next start.",
                    copy.directory(),
                    own,
                    e));
        }
        reportTakenOver(files);
    }

    private void reportTakenOver(Map<String, IntentFile> files) {
        if (!files.isEmpty()) {
            long objects =
                    files.values().stream().mapToLong(IntentFile::offlineCount).sum();
            List<String> profiles = List.copyOf(new TreeSet<>(files.keySet()));
            String names = profiles.stream().limit(NAMED).map(SafeText::clean).collect(Collectors.joining(", "));
            log.add(to -> to.info(
                    "Took over the requested states that another installation of this bundle has left in {}: {} objects are"
                            + " requested offline, in profiles {}{}.",
                    copy.directory(),
                    objects,
                    names,
                    profiles.size() > NAMED ? " and " + (profiles.size() - NAMED) + " more" : ""));
        }
    }
}
