// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of intent files. */
final class IntentNames {
    static final String SUFFIX = ".intent";
    /** Selects all intent files of a directory. */
    static final String ALL = "*" + SUFFIX;
    /** Selects files whose writing was interrupted. */
    static final String UNFINISHED = ALL + IntentOutput.NEW_SUFFIX;

    private static final int READABLE = 40;
    private static final int HASH_BYTES = 8;

    private IntentNames() {}

    /** A name that any file system takes; the profile itself is in the first line. */
    static String of(String profile) {
        String readable = profile.replaceAll("[^A-Za-z0-9-]", "_");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(IntentRecord.written(profile).getBytes(StandardCharsets.UTF_8));
            return readable.substring(0, Math.min(READABLE, readable.length())) + "-"
                    + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + SUFFIX;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
