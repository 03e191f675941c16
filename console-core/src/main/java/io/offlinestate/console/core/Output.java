// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.common.SafeText;
import java.io.PrintStream;

/**
 * Where the answer of a command goes: the session of the user, or the pipe that the command is part of.
 *
 * <p>Each shell has its own. Used by one thread, the one that runs the command.
 */
public interface Output {
    /** What is printed to. */
    PrintStream out();

    /**
     * Hands over what was printed.
     *
     * @return false when nobody takes it any more: the session has ended, or the other end of the pipe
     */
    boolean flush();

    /** Prints a line; what would upset a terminal is made visible instead. */
    default void line(String text) {
        out().println(SafeText.clean(text));
    }

    /**
     * Prints a table as the shell draws tables; in plain text by default.
     *
     * @param table what to print
     * @param indent what stands before each line, if the shell draws that way
     */
    default void table(Table table, String indent) {
        table.print(out(), indent);
    }
}
