// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The requested states of one profile: which of its objects were requested offline. A change appends one line with one write;
 * now and then the file is written anew beside itself and moved into its place. What a failed write has missed is written with
 * the next one.
 *
 * <p>Thread-safe: one lock, held while writing.
 */
final class IntentFile {
    private static final int SPARE_LINES = 4_096;

    private final String profile;
    private final Set<OfflineObjectId> offline;
    private final IntentOutput output;
    /** What is not in the file yet. */
    private final Map<OfflineObjectId, ConnectionState> missed = new LinkedHashMap<>();

    private final Predicate<Path> copy;
    private boolean copied;

    private long lines;
    /** Not written anew before it has more lines than this. */
    private long patience;

    /** What the object is asked to be, at the moment in which it is written. */
    interface Requested {
        ConnectionState get();
    }

    /**
     * @param content what is in the file, or in another one from which this one is made
     * @param copy gets the path when another file is there than before; returns false if it is to get it again
     */
    IntentFile(IntentContent content, IntentOutput output, Predicate<Path> copy) {
        this.profile = content.profile();
        this.offline = content.offline();
        this.lines = content.lines();
        this.output = output;
        this.copy = copy;
        IntentRecord unterminated = content.unterminated();
        if (unterminated != null) {
            missed.put(unterminated.object(), unterminated.state());
        }
    }

    String profile() {
        return profile;
    }

    Path path() {
        return output.path();
    }

    synchronized ConnectionState recall(OfflineObjectId object) {
        return offline.contains(object) ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
    }

    synchronized int offlineCount() {
        return offline.size();
    }

    /**
     * Writes what is requested of an object now.
     *
     * @return where something that is no file, and was in its place, has been moved to; otherwise null
     */
    synchronized Path save(OfflineObjectId object, Requested requested) throws IOException {
        ConnectionState state = requested.get();
        if (state == ConnectionState.OFFLINE) {
            offline.add(object);
        } else {
            offline.remove(object);
        }
        missed.put(object, state);
        Path aside = write();
        copy();
        return aside;
    }

    /** Sees to it that there is a copy of the file. */
    synchronized void copy() {
        if (!copied) {
            copied = copy.test(path());
        }
    }

    private Path write() throws IOException {
        boolean appendable = output.isAppendable();
        if (appendable && lines <= Math.max(patience, SPARE_LINES + 4L * offline.size())) {
            try {
                append();
                return null;
            } catch (IOException e) {
                return rewrite(e);
            }
        }
        try {
            return rewrite();
        } catch (IOException e) {
            if (!appendable) {
                throw e;
            }
            patience = lines + SPARE_LINES; // there may be no space for a second file: it grows until there is
            append();
            return null;
        }
    }

    /** Adds what is missed, and cuts off what a write that was interrupted has left at the end. */
    synchronized void append() throws IOException {
        StringBuilder more = new StringBuilder();
        missed.forEach((object, state) -> line(more, object, state));
        output.append(more.toString().getBytes(StandardCharsets.UTF_8));
        lines += missed.size();
        missed.clear();
    }

    private Path rewrite(IOException why) throws IOException {
        try {
            return rewrite();
        } catch (IOException e) {
            IntentOutput.suppress(why, e);
            throw why;
        }
    }

    /** Replaces the file by one that has only the lines that are needed. Returns as {@link #save}. */
    synchronized Path rewrite() throws IOException {
        StringBuilder content = new StringBuilder(IntentRecord.header(profile)).append('\n');
        for (OfflineObjectId object : offline) {
            line(content, object, ConnectionState.OFFLINE);
        }
        copied = false;
        Path aside = output.replace(content.toString().getBytes(StandardCharsets.UTF_8));
        lines = offline.size() + 1L;
        patience = 0;
        missed.clear();
        return aside;
    }

    private static void line(StringBuilder lines, OfflineObjectId object, ConnectionState state) {
        lines.append(new IntentRecord(object, state).line()).append('\n');
    }

    synchronized void close() throws IOException {
        output.close();
    }
}
