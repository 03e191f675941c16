// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

/**
 * Prepares text of other bundles: {@link #cut} bounds what is kept, {@link #clean} makes it safe to show. Stateless, hence safe
 * for use by any thread.
 */
public final class SafeText {
    /** The longest label, reason or detector name that is kept, in chars. */
    public static final int LABEL_LENGTH = 256;
    /** The longest failure text that is kept, in chars. */
    public static final int FAILURE_LENGTH = 1_024;

    private static final char ELLIPSIS = '\u2026';

    private SafeText() {}

    /**
     * Returns the text, or its beginning and an ellipsis if it is longer.
     *
     * @param length the longest result, ellipsis included, in chars; at least 1
     */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--; // half a code point is none
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    /**
     * Returns the text as one line that cannot pass for anything else: each {@linkplain #isUnsafe unsafe} code point becomes a
     * visible escape, such as {@code \n} or {@code \u202e}.
     */
    public static String clean(String text) {
        int first = 0;
        while (first < text.length() && !isUnsafe(text.codePointAt(first))) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(c -> {
            if (isUnsafe(c)) {
                clean.append(escaped(c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    /** Returns the text cleaned and cut, in this order: the result has at most so many chars. */
    public static String clean(String text, int length) {
        // what is cut away need not be cleaned
        return cut(clean(cut(text, length)), length);
    }

    /**
     * Whether a code point can break a line, control a terminal, change the direction of the text around it, or is not seen at
     * all: control characters (C0, DEL, C1), the line and paragraph separators, halves of surrogate pairs, and format characters:
     * marks, embeddings, overrides and isolates of the bidirectional algorithm, zero-width spaces, the byte order mark, tags.
     *
     * <p>Joiners are safe, because scripts and emoji need them; so are the format characters that have a glyph.
     */
    public static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> !isJoiner(codePoint) && !hasGlyph(codePoint);
            default -> false;
        };
    }

    private static boolean isJoiner(int c) {
        return c == 0x200c || c == 0x200d;
    }

    /** The signs of Arabic, Syriac and Kaithi that are written before or around a number or a word. */
    private static boolean hasGlyph(int c) {
        return c >= 0x0600 && c <= 0x0605
                || c == 0x06dd
                || c == 0x070f
                || c == 0x0890
                || c == 0x0891
                || c == 0x08e2
                || c == 0x110bd
                || c == 0x110cd;
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                String hex = Integer.toHexString(c);
                yield hex.length() > 4 ? "\\u{" + hex + "}" : "\\u" + "0".repeat(4 - hex.length()) + hex;
            }
        };
    }
}
