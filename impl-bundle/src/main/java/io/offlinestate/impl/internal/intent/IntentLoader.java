// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.common.SafeText;
import io.offlinestate.impl.internal.intent.IntentRecord.DamagedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Makes an {@link IntentFile} of a file on disk. Whatever is wrong with the file, and whatever reading it throws, costs no more than
 * this file, and of that no more than what is damaged. Thread-safe.
 */
final class IntentLoader {
    private final IntentDisk disk;
    private final IntentLog log;
    private final Predicate<Path> copy;

    /** @param copy as in {@link IntentFile} */
    IntentLoader(IntentDisk disk, IntentLog log, Predicate<Path> copy) {
        this.disk = disk;
        this.log = log;
        this.copy = copy;
    }

    /** A file that is not there yet. */
    IntentFile create(String profile, Path path) {
        return create(new IntentContent(profile), path);
    }

    private IntentFile create(IntentContent content, Path path) {
        return new IntentFile(content, disk.output(path, -1, true), copy);
    }

    /**
     * Makes a file that is not there yet of another one, which stays as it is. Returns null if nothing of it can be used: then it is
     * set aside. Throws nothing.
     */
    IntentFile loadFrom(Path another, Path path) {
        try {
            IntentContent content = read(another);
            if (content.damagedLines() > 0 || content.cutOffText() != null) {
                String damaged = content.damagedText();
                String cutOff = content.cutOffText();
                log.add(to -> to.error(
                        "Some lines of {} are damaged; the requested states in them are lost, the others hold: {} {}",
                        another,
                        damaged,
                        cutOff == null ? "" : "cut off: \"" + cutOff + "\""));
            }
            return create(content, path);
        } catch (Throwable e) {
            setAside(another, e);
            return null;
        }
    }

    /** Reads a file. Returns null if nothing of it can be used: then it is set aside. Throws nothing. */
    IntentFile load(Path path) {
        try {
            IntentContent content = read(path);
            IntentFile file = new IntentFile(content, disk.output(path, content.length(), !content.isCutOff()), copy);
            if (content.damagedLines() > 0) {
                repair(file, content);
            } else if (content.isCutOff()) {
                cut(file, content);
            }
            return file;
        } catch (Throwable e) {
            setAside(path, e);
            return null;
        }
    }

    private IntentContent read(Path path) throws IOException, DamagedException {
        IntentContent content = disk.read(path);
        if (!IntentNames.of(content.profile()).equals(path.getFileName().toString())) {
            throw new DamagedException("it is the file of profile " + SafeText.clean(content.profile()));
        }
        return content;
    }

    /** Every line stands for itself: the others hold. The file as it was is kept, the good lines are written anew. */
    private void repair(IntentFile file, IntentContent content) {
        Path path = file.path();
        int count = content.damagedLines();
        String lines = content.damagedText();
        Path kept;
        try {
            kept = SetAside.keep(path);
            file.rewrite();
        } catch (Exception e) {
            log.add(to -> to.error(
                    "{} lines of {} do not match their checksum; the requested states in them are lost, the others hold: {}. The"
                            + " file stays as it is, for it cannot be written anew.",
                    count,
                    path,
                    lines,
                    e));
            return;
        }
        log.add(to -> to.error(
                "{} lines of {} do not match their checksum; the requested states in them are lost, the others hold: {}. The file"
                        + " as it was is now {}.",
                count,
                path,
                lines,
                kept));
    }

    /** The process ended in the middle of a write, or the disk was full. */
    private void cut(IntentFile file, IntentContent content) {
        String lost = content.cutOffText();
        if (lost != null) {
            Path path = file.path();
            long lines = content.lines() - 1;
            log.add(to -> to.warn(
                    "The last record of {} was cut off and is lost: \"{}\". The {} before it hold.",
                    path,
                    lost,
                    lines));
        }
        try {
            file.append();
        } catch (Exception e) {
            // nothing is lost by that: the next write does the same first
        }
    }

    private void setAside(Path path, Throwable why) {
        String reason = why instanceof DamagedException ? why.getMessage() : why.toString();
        try {
            Path aside = SetAside.move(path);
            log.add(to -> to.error(
                    "The requested states in {} cannot be used: {}. The file is now {}; its profile starts online.",
                    path,
                    reason,
                    aside,
                    why));
        } catch (Exception e) {
            IntentOutput.suppress(e, why);
            log.add(to -> to.error(
                    "The requested states in {} cannot be used: {}. It cannot be set aside either; its profile starts online.",
                    path,
                    reason,
                    e));
        }
    }
}
