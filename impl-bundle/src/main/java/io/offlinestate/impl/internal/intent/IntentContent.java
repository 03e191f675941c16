// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The content of an intent file, as it was read. Not thread-safe. */
final class IntentContent {
    /** Damaged lines that are named one by one. */
    private static final int NAMED = 5;

    private final String profile;
    private final Set<OfflineObjectId> offline = new HashSet<>();
    private final List<String> damaged = new ArrayList<>();
    private int damagedLines;
    private long lines;
    private long length;
    private IntentRecord unterminated;
    private String cutOff;

    IntentContent(String profile) {
        this.profile = profile;
    }

    void add(IntentRecord record) {
        if (record.state() == ConnectionState.OFFLINE) {
            offline.add(record.object());
        } else {
            offline.remove(record.object());
        }
    }

    void addDamaged(long number, String text) {
        damagedLines++;
        if (damaged.size() < NAMED) {
            damaged.add("line " + number + " \"" + text + "\"");
        }
    }

    /** Where the last whole line ends, and how many there are, the header among them. */
    void end(long lines, long length) {
        this.lines = lines;
        this.length = length;
    }

    /** The last record is whole but for the end of its line. */
    void addUnterminated(IntentRecord record) {
        add(record);
        unterminated = record;
    }

    void cutOff(String text) {
        cutOff = text;
    }

    String profile() {
        return profile;
    }

    Set<OfflineObjectId> offline() {
        return offline;
    }

    long lines() {
        return lines;
    }

    /** The length in bytes of all whole lines. */
    long length() {
        return length;
    }

    /** Whether there is anything behind the last whole line. */
    boolean isCutOff() {
        return cutOff != null || unterminated != null;
    }

    /** The last record, if its line has no end; otherwise null. */
    IntentRecord unterminated() {
        return unterminated;
    }

    /** What is left of a last record that was cut off; null if there is none. */
    String cutOffText() {
        return cutOff;
    }

    /** How many whole lines are no records. */
    int damagedLines() {
        return damagedLines;
    }

    /** Names the first of those lines. */
    String damagedText() {
        return String.join(", ", damaged) + (damagedLines > damaged.size() ? ", …" : "");
    }
}
