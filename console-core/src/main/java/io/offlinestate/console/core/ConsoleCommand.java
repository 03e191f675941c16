// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

/** A command, whatever the shell. Implementations are stateless, hence safe for use by any thread. */
interface ConsoleCommand {
    /** What a user may type. */
    CommandSpec spec();

    /**
     * Carries it out.
     *
     * @param line what was typed; no argument that is required is missing
     * @param output where the answer goes
     * @throws CommandException if it cannot be carried out
     */
    void run(CommandLine line, Output output);
}
