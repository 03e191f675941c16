// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.common.SafeText;

/**
 * Writes a name so that it can be typed in Gogo and in Karaf, and reads it back. Without state, hence safe for use by any thread.
 *
 * <p>Shells take a text in single quotes as it stands; a single quote itself stands outside of them behind a backslash. What no
 * shell can quote is settled here: a name that begins with a dash, which Karaf takes for an option even in quotes, is put into
 * single quotes that are part of the word; a character that cannot be shown stands as the escape of {@link SafeText#clean}.
 */
final class Typed {
    private static final String PLAIN = "._-/@:+,";
    private static final char QUOTE = '\'';

    private Typed() {}

    /** The name as it is typed: in quotes if a shell would make something else of it. */
    static String form(String name) {
        String shown = SafeText.clean(name);
        return isPlain(shown) ? shown : quoted(shown.startsWith("-") ? QUOTE + shown + QUOTE : shown);
    }

    /** Whether shells take the name as it stands. */
    static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.startsWith("-")
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    }

    /** The word without the quotes that are part of it because it begins with a dash. */
    static String read(String word) {
        boolean dashed = word.length() > 2 && word.startsWith(QUOTE + "-") && word.charAt(word.length() - 1) == QUOTE;
        return dashed ? word.substring(1, word.length() - 1) : word;
    }

    /** Whether the word stands for the name, as {@link #form} writes it. */
    static boolean standsFor(String word, String name) {
        return read(word).equals(SafeText.clean(name));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        boolean open = false;
        for (char c : text.toCharArray()) {
            if (open != (c != QUOTE)) {
                quoted.append(QUOTE);
                open = !open;
            }
            quoted.append(c == QUOTE ? "\\" : "").append(c);
        }
        return quoted.append(open || text.isEmpty() ? "'" : "")
                .insert(0, text.isEmpty() ? "'" : "")
                .toString();
    }
}
