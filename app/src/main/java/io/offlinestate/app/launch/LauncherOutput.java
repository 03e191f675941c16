// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import java.io.PrintStream;
import java.util.stream.Collectors;

/**
 * Passes on what is written to it, and shortens the reports of bnd's launcher, which come with whole stacks: what remains is the message
 * and those of its causes. The failure that ends the launcher is left out, since {@link Main} reports it. Thread-safe.
 */
final class LauncherOutput extends PrintStream {
    private static final String REPORT = "! ";
    private static final String LAST_REPORT = REPORT + "Unexpected error in the run body";

    LauncherOutput(PrintStream target) {
        super(target, true);
    }

    /** The launcher writes each of its reports with one call of this method. */
    @Override
    public void print(String text) {
        if (text == null || !text.startsWith(REPORT)) {
            super.print(text);
        } else if (!text.startsWith(LAST_REPORT)) {
            super.print(withoutFrames(text));
        }
    }

    private static String withoutFrames(String report) {
        return report.lines()
                .filter(line -> !line.startsWith("\t"))
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
