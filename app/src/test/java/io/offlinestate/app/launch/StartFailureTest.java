// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the user reads when the framework does not start. That real processes say so, AppIT shows. */
class StartFailureTest {
    private static final Optional<Path> DATA = Optional.of(Path.of("mine"));

    @Test
    void innermostReason_namesTheDataFolder() {
        StartFailure failure = StartFailure.of(
                new IllegalStateException("no bundle", new IOException("outer", new IOException("No space left"))),
                DATA);
        assertTrue(failure.isRefusal());
        assertEquals(
                "\"mine\" cannot be used (No space left); make room there, or name another folder with --data",
                failure.message());
    }

    @Test
    void demo_namesTheTemporaryFolder() {
        StartFailure failure = StartFailure.of(new NoSuchFileException("/some/file"), Optional.empty());
        assertEquals(
                "\"" + System.getProperty("java.io.tmpdir")
                        + "\", the folder for temporary files, cannot be used (NoSuchFileException: /some/file);"
                        + " make room there, or name another with -Djava.io.tmpdir=<folder>",
                failure.message());
    }

    @Test
    void anotherFailure_isNotBlamedOnTheFolder() {
        StartFailure failure = StartFailure.of(new IllegalStateException("a defect"), DATA);
        assertFalse(failure.isRefusal());
        assertEquals("the host did not start: java.lang.IllegalStateException: a defect", failure.message());
    }

    @Test
    void reportsOfTheLauncher_loseTheirStacks() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream output = new LauncherOutput(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        output.print("! Could not write\njava.io.IOException: no\n\tat some.Place\nCaused by: that\n\t... 3 more\n");
        output.print("! Unexpected error in the run body: x\njava.io.IOException: x\n\tat some.Place\n");
        output.println("a line\n\tof a user");
        output.print((String) null);
        assertEquals(
                "! Could not write\njava.io.IOException: no\nCaused by: that\na line\n\tof a user\nnull",
                bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }
}
