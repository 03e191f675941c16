package io.offlinestate.impl.internal.intent;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.intent.IntentRecord.DamagedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.service.log.Logger;

/**
 * Remembers the requested state of objects over restarts: a file per profile in the data area of the bundle. What was saved
 * survives the end of the process, however it ends; a detected outage is never saved. Thread-safe. A file that cannot be read is
 * set aside and reported; a write that fails is reported, and made up for by the next one.
 */
public final class IntentStore implements AutoCloseable {
    private static final String SUFFIX = ".intent";

    private final Path directory;
    private final Logger log;
    private final Map<String, IntentFile> files = new ConcurrentHashMap<>();
    /** The profiles of which the last write has failed. */
    private final Set<String> unsaved = ConcurrentHashMap.newKeySet();

    /** @param directory is made if it is not there; null if there is no place to write to */
    public IntentStore(Path directory, Logger log) {
        this.directory = directory;
        this.log = log;
        if (directory == null) {
            log.warn("This framework has no place for the bundle's data: requested states will not survive a restart.");
            return;
        }
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                found.forEach(this::read);
            }
        } catch (IOException | RuntimeException e) {
            log.error("The requested states in {} cannot be read; all profiles start online.", directory, e);
        }
    }

    private void read(Path path) {
        try {
            IntentFile file = IntentFile.read(path);
            if (!path.equals(path(file.profile()))) {
                throw new DamagedException("it is the file of profile " + file.profile());
            }
            files.put(file.profile(), file);
        } catch (IOException | DamagedException e) {
            setAside(path, e);
        }
    }

    private void setAside(Path path, Exception why) {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged-" + System.currentTimeMillis());
        try {
            Files.move(path, aside);
            log.error(
                    "The requested states in {} cannot be used: {}. The file is now {}; its profile starts online.",
                    path,
                    why.getMessage(),
                    aside,
                    why);
        } catch (IOException e) {
            log.error(
                    "The requested states in {} cannot be used: {}. It cannot be set aside either; its profile starts online.",
                    path,
                    why.getMessage(),
                    e);
        }
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
        String profile = object.profile();
        try {
            files.computeIfAbsent(profile, name -> new IntentFile(path(name), name))
                    .save(object, requested::get);
            unsaved.remove(profile);
            return true;
        } catch (IOException e) {
            if (unsaved.add(profile)) {
                log.error(
                        "What is requested of {} cannot be saved in {}: after a restart it may be what it was before.",
                        object,
                        directory,
                        e);
            }
            return false;
        }
    }

    /** Whether all that was requested of the objects of a profile would survive a restart. */
    public boolean saved(String profile) {
        return directory != null && !unsaved.contains(profile);
    }

    /** A name that any file system takes; the profile itself is in the first line. */
    private Path path(String profile) {
        String readable = profile.replaceAll("[^A-Za-z0-9-]", "_");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(IntentRecord.written(profile).getBytes(StandardCharsets.UTF_8));
            return directory.resolve(readable.substring(0, Math.min(40, readable.length())) + "-"
                    + HexFormat.of().formatHex(hash, 0, 8) + SUFFIX);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        for (IntentFile file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                log.warn("The requested states of {} could not be closed properly.", file.profile(), e);
            }
        }
    }
}
