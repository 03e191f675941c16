// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;

/**
 * What the demo prints: numbered steps, what is done in them, and whether it went as said.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Script {
    private final PrintStream out;
    private int steps;
    private int checks;
    private int failures;

    Script(PrintStream out) {
        this.out = out;
    }

    /** Begins the next step. */
    void step(String title) {
        steps++;
        out.printf(Locale.ROOT, "%n%2d. %s%n", steps, title);
    }

    /** Tells what is done, or what came of it. */
    void say(String format, Object... values) {
        out.println("      " + String.format(Locale.ROOT, format, values));
    }

    /** Holds a claim against what is. */
    void check(String claim, boolean holds) {
        checks++;
        if (!holds) {
            failures++;
        }
        out.printf(Locale.ROOT, "    %s %s%n", holds ? "[ok]" : "[FAILED]", claim);
    }

    /** Holds a claim against what is, and shows that where they differ. */
    void check(String claim, Object expected, Object actual) {
        boolean holds = Objects.equals(expected, actual);
        check(claim, holds);
        if (!holds) {
            say("expected %s, but there is %s", expected, actual);
        }
    }

    int checks() {
        return checks;
    }

    int failures() {
        return failures;
    }
}
