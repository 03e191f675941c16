// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import java.util.Arrays;

/**
 * How many columns of a terminal a text takes: two for a wide character, none for a combining or zero-width one. Terminals differ
 * in what they make of joined emoji; here a joined sequence is as wide as its first emoji, as most draw it today. Without state,
 * hence safe for use by any thread.
 */
final class TextWidth {
    private static final int JOINER = 0x200d;
    private static final int EMOJI_STYLE = 0xfe0f;

    /** First and last code point of each range that is East Asian wide or fullwidth, or an emoji that is drawn as such. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be,
        0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa,
        0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55,
        0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19,
        0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000, 0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf,
        0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f1e6, 0x1f202, 0x1f210, 0x1f23b, 0x1f240, 0x1f248, 0x1f250,
        0x1f251, 0x1f260, 0x1f265, 0x1f300, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0,
        0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442,
        0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4,
        0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc,
        0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c,
        0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x2fffd, 0x30000, 0x3fffd
    };

    private TextWidth() {}

    static int of(String text) {
        int width = 0;
        int last = 0; // the width of the last code point that took room
        boolean joined = false;
        boolean halfFlag = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == EMOJI_STYLE && last == 1) {
                width++; // drawn as an emoji, not as the text symbol that it is by itself
                last = 2;
            } else if (c == JOINER) {
                joined = last == 2; // elsewhere it joins letters, which take their room all the same
            } else if (joined || halfFlag && isFlagLetter(c) || isSkinTone(c) && last == 2) {
                joined = false; // part of the emoji before it
                halfFlag = false;
            } else {
                int its = ofCodePoint(c);
                width += its;
                last = its == 0 ? last : its;
                halfFlag = isFlagLetter(c);
            }
        }
        return width;
    }

    private static boolean isFlagLetter(int c) {
        return c >= 0x1f1e6 && c <= 0x1f1ff;
    }

    private static boolean isSkinTone(int c) {
        return c >= 0x1f3fb && c <= 0x1f3ff;
    }

    private static int ofCodePoint(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isMedialJamo(c) ? 0 : isWide(c) ? 2 : 1;
        };
    }

    /** The vowels and final consonants that are drawn into the Hangul syllable before them. */
    private static boolean isMedialJamo(int c) {
        return c >= 0x1160 && c <= 0x11ff || c >= 0xd7b0 && c <= 0xd7ff;
    }

    private static boolean isWide(int c) {
        if (c < WIDE[0]) {
            return false;
        }
        int at = Arrays.binarySearch(WIDE, c);
        // an even place found is the first of a range, an odd one its last; one between them is where an odd one would
        // be put
        return at >= 0 || (-at - 1) % 2 == 1;
    }
}
