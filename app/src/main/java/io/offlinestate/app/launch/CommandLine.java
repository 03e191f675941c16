// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.launch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * <p>Immutable, hence safe for use by any thread.
 *
 * @param mode what to run
 * @param data the folder for the data, if one was named
 */
record CommandLine(Mode mode, Optional<Path> data) {
    static final String USAGE = """
            usage: java -jar offline-state.jar [--data <folder>]   an interactive shell
                   java -jar offline-state.jar demo                a run that explains and checks itself
                   java -jar offline-state.jar --help              this text

              --data <folder>   where the shell keeps its data; without it, offline-state-data in the current folder
            """;

    private static final String DATA = "--data";

    /** What to run. */
    enum Mode {
        SHELL,
        DEMO,
        HELP
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if they are not those of the usage; the message names the argument
     */
    static CommandLine parse(String... arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        Mode mode = Mode.SHELL;
        Optional<Path> data = Optional.empty();
        while (!left.isEmpty()) {
            String argument = left.remove();
            if (argument.equals("--help") && mode == Mode.SHELL) {
                mode = Mode.HELP;
            } else if (argument.equals("demo") && mode == Mode.SHELL) {
                mode = Mode.DEMO;
            } else if (argument.equals(DATA) && data.isEmpty()) {
                data = Optional.of(folder(left.poll()));
            } else {
                throw new IllegalArgumentException("unexpected argument \"" + argument + "\"");
            }
        }
        if (mode == Mode.DEMO && data.isPresent()) {
            throw new IllegalArgumentException(DATA + " is for the shell; the demo has a folder of its own");
        }
        return new CommandLine(mode, data);
    }

    private static Path folder(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(DATA + " has no folder");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(DATA + " is \"" + name + "\", which is no folder", e);
        }
    }
}
