// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal says does not follow the locale of the host, and is not as long as what was given. */
class MessageLocaleTest {
    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    private static List<String> messages() {
        return Stream.<Executable>of(
                        () -> OfflineObjectId.global("some\nthing"),
                        () -> OfflineObjectId.global("x".repeat(1_234)),
                        () -> ConnectionState.ofBits(0x12345),
                        () -> Capability.ofBits(0x12345),
                        () -> AdviseInfo.builder(event -> {}).stateMask(0x12345678))
                .map(call -> assertThrows(OfflineException.class, call).getMessage())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "tr-TR"})
    void messages_anyLocale_readTheSame(String tag) {
        Locale.setDefault(Locale.ROOT);
        List<String> expected = messages();
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(expected, messages());
    }

    @Test
    void parse_hugeText_isCutInTheMessage() {
        String message = assertThrows(OfflineException.class, () -> OfflineObjectId.parse("x/".repeat(1_000_000)))
                .getMessage();
        assertTrue(message.length() < 700, () -> message.length() + " characters");
    }
}
