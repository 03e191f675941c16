package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @Test
    void cut_shortText_isKept() {
        String text = "x".repeat(256);
        assertSame(text, SafeText.cut(text, 256));
    }

    @Test
    void cut_longText_endsInEllipsis() {
        assertEquals("x".repeat(255) + '\u2026', SafeText.cut("x".repeat(257), 256));
    }

    @Test
    void cut_surrogatePairAtTheEnd_isLeftOut() {
        assertEquals("xx\u2026", SafeText.cut("xx\ud83d\ude00xx", 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\t", "\n", "\r", "\u001b", "\u007f", "\u0085", "\u009b", "\u061c", "\u200e", "\u200f",
                "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069"
            })
    void clean_unsafeCharacter_isReplaced(String unsafe) {
        assertEquals("a\ufffdb", SafeText.clean("a" + unsafe + "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\u00fcn\u00efc\u00f6de", "\ud83d\ude00", "\u0639\u0631\u0628\u064a"})
    void clean_harmlessText_isKept(String text) {
        assertSame(text, SafeText.clean(text));
    }
}
