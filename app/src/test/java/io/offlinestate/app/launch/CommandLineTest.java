// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void withoutArgumentsItIsTheShell() {
        assertEquals(new CommandLine(CommandLine.Mode.SHELL, Optional.empty()), CommandLine.parse());
    }

    @Test
    void theShellTakesAFolder() {
        assertEquals(
                new CommandLine(CommandLine.Mode.SHELL, Optional.of(Path.of("some", "folder"))),
                CommandLine.parse("--data", "some/folder"));
    }

    @Test
    void demoAndHelpStandAlone() {
        assertEquals(new CommandLine(CommandLine.Mode.DEMO, Optional.empty()), CommandLine.parse("demo"));
        assertEquals(new CommandLine(CommandLine.Mode.HELP, Optional.empty()), CommandLine.parse("--help"));
    }

    @Test
    void whatIsUnknownOrTooMuchIsNamed() {
        assertRefused("unexpected argument \"dmeo\"", "dmeo");
        assertRefused("unexpected argument \"\"", "");
        assertRefused("unexpected argument \"demo\"", "demo", "demo");
        assertRefused("unexpected argument \"--help\"", "demo", "--help");
        assertRefused("unexpected argument \"--data\"", "--data", "a", "--data", "b");
    }

    @Test
    void aFolderThatIsMissingOrNoneIsNamed() {
        assertRefused("--data has no folder", "--data");
        assertRefused("--data has no folder", "--data", " ");
        assertRefused("--data is \"\0\", which is no folder", "--data", "\0");
    }

    @Test
    void theDemoTakesNoFolder() {
        assertRefused("--data is for the shell; the demo has a folder of its own", "demo", "--data", "a");
        assertRefused("--data is for the shell; the demo has a folder of its own", "--data", "a", "demo");
    }

    private static void assertRefused(String message, String... arguments) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> CommandLine.parse(arguments))
                        .getMessage());
    }
}
