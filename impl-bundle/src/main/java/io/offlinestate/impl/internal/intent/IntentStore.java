// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers the requested state of objects over restarts: a file per profile in the data area of the bundle. What was saved
 * survives the end of the process, however it ends; a detected outage is never saved. Thread-safe. Throws nothing: a file that
 * cannot be read is set aside and reported; a write that fails, in whatever way, is reported and made up for by the next one.
 */
public final class IntentStore implements AutoCloseable {
    private final Path directory;
    private final IntentLog log;
    /** Null if there is none. */
    private final IntentCopy copy;

    private final IntentLoader loader;
    private final Map<String, IntentFile> files = new ConcurrentHashMap<>();
    /** The profiles of which the last write has failed. */
    private final Set<String> unsaved = ConcurrentHashMap.newKeySet();

    /** A store without a copy. */
    public IntentStore(Path directory, Log log) {
        this(new IntentAreas(directory, null, 0), log, new IntentDisk());
    }

    /** A store that finds what another installation of this bundle has left in the area of the framework. */
    public static IntentStore open(IntentAreas areas, Log log) {
        if (areas.own() != null && areas.framework() == null) {
            log.info(
                    "The framework has no data area of its own: requested states are kept in {} only. They go with an uninstall of"
                            + " this bundle, and its successor starts without them.",
                    areas.own());
        }
        return new IntentStore(areas, log, new IntentDisk());
    }

    IntentStore(IntentAreas areas, Log log, IntentDisk disk) {
        this.directory = areas.own();
        this.log = new IntentLog(log);
        this.copy = areas.framework() == null ? null : disk.copy(areas.framework(), areas.bundle(), this.log);
        this.loader = new IntentLoader(disk, this.log, copy == null ? path -> true : copy::link);
        if (directory == null) {
            this.log.add(to -> to.warn(
                    "This framework has no place for the bundle's data: requested states will not survive a restart."));
        } else {
            Throwable failure =
                    Privileged.attempt(() -> new IntentStart(directory, copy, loader, this.log).readInto(files));
            if (failure != null) {
                this.log.add(to -> to.error(
                        "The requested states in {} cannot be read; all profiles start online.", directory, failure));
            }
        }
        this.log.flush();
    }

    /** What was last requested of the object; online if it is not known. */
    public ConnectionState recall(OfflineObjectId object) {
        IntentFile file = files.get(object.profile());
        return file == null ? ConnectionState.ONLINE : file.recall(object);
    }

    /**
     * Saves what is requested of an object. It is asked for when nobody else can write, so that of two calls at the same time
     * the one that writes last writes what is newest.
     *
     * @return whether it is saved
     */
    public boolean save(OfflineObjectId object, Supplier<ConnectionState> requested) {
        if (directory == null) {
            return false;
        }
        Throwable failure = Privileged.attempt(() -> write(object, requested));
        if (failure == null) {
            unsaved.remove(object.profile());
        } else if (unsaved.add(object.profile())) {
            log.add(to -> to.error(
                    "What is requested of {} cannot be saved in {}: after a restart it may be what it was before. It is tried again"
                            + " with the next request.",
                    object,
                    directory,
                    failure));
        }
        log.flush();
        return failure == null;
    }

    private void write(OfflineObjectId object, Supplier<ConnectionState> requested) throws IOException {
        IntentFile file = files.computeIfAbsent(object.profile(), this::open);
        Path aside = file.save(object, requested::get);
        if (aside != null) {
            log.add(to -> to.error(
                    "There was something else in the place of the file {}. It is now {}.", file.path(), aside));
        }
    }

    /** A file that was not there before, or could not be read then. */
    private IntentFile open(String profile) {
        Path path = directory.resolve(IntentNames.of(profile));
        IntentFile file = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? loader.load(path) : null;
        return file == null ? loader.create(profile, path) : file;
    }

    /** Whether all that was requested of the objects of a profile would survive a restart. */
    public boolean saved(String profile) {
        return directory != null && !unsaved.contains(profile);
    }

    /** Leaves the copy to a successor; what is still saved goes into the data area alone. */
    @Override
    public void close() {
        if (copy != null) {
            copy.close();
        }
        for (IntentFile file : files.values()) {
            Throwable failure = Privileged.attempt(file::close);
            if (failure != null) {
                log.add(to ->
                        to.warn("The requested states of {} could not be closed properly.", file.profile(), failure));
            }
        }
        log.flush();
    }
}
