// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {
    private final FakeHost host = new FakeHost();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "work,work",
                "my work,'my work'",
                "Anna's mail,'Anna'\\''s mail'",
                "-work,\\''-work'\\'",
                "$HOME,'$HOME'",
                "100%,'100%'",
                "',\\'",
                "a\u202eb,'a\\u202eb'"
            })
    void form_name_isWhatShellsTake(String name, String form) {
        assertEquals(form, Typed.form(name));
    }

    @Test
    void form_emptyName_isQuoted() {
        assertEquals("''", Typed.form(""));
    }

    /** What a shell hands on of the printed form: all quotes are gone that are not part of the word. */
    @ParameterizedTest
    @CsvSource({"-work,\"'-work'\"", "work,work", "a\u202eb,a\\u202eb"})
    void find_typedForm_isTheObject(String name, String word) {
        host.add(name, null);
        String typed = word.replace("\"", "");
        assertTrue(host.run("info", typed).contains("state"), typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-drill", "-it's", "a\u200bb"})
    void withdraw_typedForm_isTheDetector(String detector) {
        host.add("work", null);
        String word = detector.startsWith("-") ? "'" + detector + "'" : detector;
        OfflineConsole console = host.console();
        console.run("report", List.of("work", word, "reachable"), new FakeOutput());
        String shown = word.replace("\u200b", "\\u200b");
        console.run("withdraw", List.of("work", shown), new FakeOutput());
        assertEquals("withdraw work " + detector, host.requests.get(1));
    }
}
