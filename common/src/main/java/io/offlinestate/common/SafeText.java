package io.offlinestate.common;

/**
 * Prepares text of other bundles: {@link #cut} bounds what is kept, {@link #clean} makes it safe to show. Stateless.
 */
public final class SafeText {
    /** The longest label, reason or detector name that is kept, in chars. */
    public static final int LABEL_LENGTH = 256;
    /** The longest failure text that is kept, in chars. */
    public static final int FAILURE_LENGTH = 1_024;

    private static final char ELLIPSIS = '\u2026';
    private static final char REPLACEMENT = '\ufffd';

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
     * Returns the text as one line that cannot pass for anything else: each control, line-separating or bidirectional formatting
     * character becomes U+FFFD.
     */
    public static String clean(String text) {
        int first = 0;
        while (first < text.length() && !isUnsafe(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = first; i < clean.length(); i++) {
            if (isUnsafe(clean.charAt(i))) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c)
                || c == '\u061c' // Arabic letter mark
                || c == '\u200e' // left-to-right mark
                || c == '\u200f' // right-to-left mark
                || c == '\u2028' // line separator
                || c == '\u2029' // paragraph separator
                || c >= '\u202a' && c <= '\u202e' // embeddings and overrides
                || c >= '\u2066' && c <= '\u2069'; // isolates
    }
}
