// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource({
        "0000,\\u0000",
        "0009,\\t",
        "000a,\\n",
        "000d,\\r",
        "001b,\\u001b",
        "007f,\\u007f",
        "0085,\\u0085",
        "009b,\\u009b",
        "061c,\\u061c",
        "200e,\\u200e",
        "200f,\\u200f",
        "2028,\\u2028",
        "2029,\\u2029",
        "202a,\\u202a",
        "202e,\\u202e",
        "2066,\\u2066",
        "2069,\\u2069",
        "200b,\\u200b",
        "feff,\\ufeff",
        "00ad,\\u00ad",
        "d83d,\\ud83d",
        "dc00,\\udc00",
        "e0041,\\u{e0041}"
    })
    void clean_unsafeCodePoint_isEscaped(String hex, String escape) {
        String unsafe = Character.toString(Integer.parseInt(hex, 16));
        assertEquals("a" + escape + "b", SafeText.clean("a" + unsafe + "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\u00fcn\u00efc\u00f6de",
                "\ud83d\ude00",
                "\u0639\u0631\u0628\u064a",
                "\u0600\u0661",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\ud83d\udc69\u200d\ud83d\ude80"
            })
    void clean_harmlessText_isKept(String text) {
        assertSame(text, SafeText.clean(text));
    }

    @Test
    void clean_withLength_isBoundedAlsoWhenEscapesAreLonger() {
        String clean = SafeText.clean("\u001b".repeat(1_000_000), 256);
        assertEquals(256, clean.length());
        assertTrue(clean.startsWith("\\u001b\\u001b"), clean);
    }
}
