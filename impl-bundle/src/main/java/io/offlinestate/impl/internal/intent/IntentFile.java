package io.offlinestate.impl.internal.intent;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.intent.IntentRecord.DamagedException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The intent file of one profile: which of its objects were requested offline. A change appends one line with one write; now
 * and then the file is written anew beside itself and moved into its place. After a write that has failed the next one writes
 * the whole file, so nothing that was missed stays missing.
 *
 * <p>Thread-safe: one lock, held while writing.
 */
final class IntentFile {
    private static final int SPARE_LINES = 4_096;

    private final Path path;
    private final String profile;
    private final Set<OfflineObjectId> offline = new HashSet<>();
    /** A stream: a channel would be closed by an interrupt of whoever happens to write. */
    private FileOutputStream out;

    private long lines;
    private boolean intact;

    /** What the object is asked to be, at the moment in which it is written. */
    interface Requested {
        ConnectionState get();
    }

    /** A file that is not there yet. */
    IntentFile(Path path, String profile) {
        this.path = path;
        this.profile = profile;
    }

    /** Reads a file. */
    static IntentFile read(Path path) throws IOException, DamagedException {
        String content;
        try {
            content = Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new DamagedException("it is not text");
        }
        if (!content.endsWith("\n")) {
            throw new DamagedException("it is cut off");
        }
        List<String> lines = content.lines().toList();
        IntentFile file = new IntentFile(path, profile(lines.get(0)));
        for (String line : lines.subList(1, lines.size())) {
            file.note(IntentRecord.parse(line));
        }
        file.lines = lines.size();
        file.intact = true;
        return file;
    }

    private static String profile(String header) throws DamagedException {
        String[] words = header.split(" ", 4);
        String profile = words.length == 4 ? IntentRecord.read(words[3]) : "";
        if (IntentRecord.header(profile).equals(header)) {
            return profile;
        }
        throw new DamagedException("it does not begin as an intent file does");
    }

    private void note(IntentRecord record) {
        if (record.state() == ConnectionState.OFFLINE) {
            offline.add(record.object());
        } else {
            offline.remove(record.object());
        }
    }

    String profile() {
        return profile;
    }

    synchronized ConnectionState recall(OfflineObjectId object) {
        return offline.contains(object) ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
    }

    /** Writes what is requested of an object now. */
    synchronized void save(OfflineObjectId object, Requested requested) throws IOException {
        IntentRecord record = new IntentRecord(object, requested.get());
        note(record);
        if (!intact || lines > SPARE_LINES + 4L * offline.size() || !Files.isRegularFile(path)) {
            rewrite();
            return;
        }
        try {
            if (out == null) {
                out = new FileOutputStream(path.toFile(), true);
            }
            out.write((record.line() + '\n').getBytes(StandardCharsets.UTF_8));
            lines++;
        } catch (IOException e) {
            intact = false;
            close();
            throw e;
        }
    }

    private void rewrite() throws IOException {
        intact = false;
        close();
        StringBuilder content = new StringBuilder(IntentRecord.header(profile)).append('\n');
        for (OfflineObjectId object : offline) {
            content.append(new IntentRecord(object, ConnectionState.OFFLINE).line())
                    .append('\n');
        }
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.createDirectories(path.getParent());
        try (FileOutputStream anew = new FileOutputStream(fresh.toFile())) {
            anew.write(content.toString().getBytes(StandardCharsets.UTF_8));
            anew.getFD().sync(); // or the move could reach the disk before the content
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = offline.size() + 1L;
        intact = true;
    }

    synchronized void close() throws IOException {
        if (out != null) {
            try (FileOutputStream closing = out) {
                out = null;
                closing.getFD().sync();
            }
        }
    }
}
