// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One line of an intent file: a checksum, a letter for the state, and the object.
 *
 * @param state what was requested of it
 */
record IntentRecord(OfflineObjectId object, ConnectionState state) {
    private static final int CHECKSUM_LENGTH = 8;
    /** A character that no profile has; behind it comes the number of one that UTF-8 has no way to write. */
    private static final char ESCAPE = '\u001b';

    private static final Pattern HALF_OF_A_PAIR = Pattern.compile("\\p{Cs}");
    private static final Pattern ESCAPED = Pattern.compile(ESCAPE + "([0-9a-f]{4})");

    /** The first line of a file for this profile. */
    static String header(String profile) {
        return sealed("offline-state-intent 1 " + written(profile));
    }

    /**
     * The profile that the first line of a file names.
     *
     * @throws DamagedException if that is not what {@link #header} has written
     */
    static String profile(String header) throws DamagedException {
        String[] words = header.split(" ", 4);
        String profile = words.length == 4 ? read(words[3]) : "";
        if (header(profile).equals(header)) {
            return profile;
        }
        throw new DamagedException("it does not begin as an intent file does");
    }

    /** A profile or an object as it can be written. */
    static String written(String text) {
        return HALF_OF_A_PAIR
                .matcher(text)
                .replaceAll(half -> ESCAPE + "%04x".formatted((int) half.group().charAt(0)));
    }

    /** Undoes {@link #written}. */
    static String read(String written) {
        if (written.indexOf(ESCAPE) < 0) {
            return written;
        }
        return ESCAPED.matcher(written)
                .replaceAll(half -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(half.group(1), 16))));
    }

    String line() {
        return sealed((state == ConnectionState.ONLINE ? "N " : "F ") + written(object.toString()));
    }

    /** @throws DamagedException if that is not what {@link #line} has written */
    static IntentRecord parse(String line) throws DamagedException {
        String text = line.length() > CHECKSUM_LENGTH + 3 ? line.substring(CHECKSUM_LENGTH + 1) : "";
        if (text.isEmpty() || !sealed(text).equals(line)) {
            throw new DamagedException("a line does not match its checksum");
        }
        try {
            return new IntentRecord(
                    OfflineObjectId.parse(read(text.substring(2))),
                    text.charAt(0) == 'N' ? ConnectionState.ONLINE : ConnectionState.OFFLINE);
        } catch (OfflineException e) {
            throw new DamagedException("a line names no offline object: " + e.getMessage());
        }
    }

    private static String sealed(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        String hex = Long.toHexString(checksum.getValue() | 1L << 32);
        return hex.substring(1) + ' ' + text;
    }

    /** The content of a file is not what was written. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }
}
