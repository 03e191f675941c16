// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Script script = new Script(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void stepsAreNumberedAndChecksAreMarked() {
        script.step("First");
        script.say("%s gives %d", "this", 1);
        script.check("it holds", true);
        script.step("Second");
        script.check("it holds, too", List.of(1), List.of(1));
        assertEquals("""

                 1. First
                      this gives 1
                    [ok] it holds

                 2. Second
                    [ok] it holds, too
                """, printed());
        assertEquals(2, script.checks());
        assertEquals(0, script.failures());
    }

    @Test
    void aClaimThatDoesNotHoldIsAFailure() {
        script.check("it holds", false);
        script.check("they are the same", 1, 2);
        assertEquals("""
                    [FAILED] it holds
                    [FAILED] they are the same
                      expected 1, but there is 2
                """, printed());
        assertEquals(2, script.checks());
        assertEquals(2, script.failures());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
