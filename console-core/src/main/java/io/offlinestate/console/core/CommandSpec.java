// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user may type: the arguments of a command in their order, and its options.
 *
 * <p>Immutable, hence safe for use by any thread.
 *
 * @param name the name within the scope
 * @param description what the command does
 * @param arguments in the order in which they are typed
 * @param options in the order in which help shows them
 */
public record CommandSpec(String name, String description, List<Argument> arguments, List<Option> options) {

    /** What an argument stands for: what is completed, and how it is shown. */
    public enum Kind {
        OBJECT,
        STATE,
        REACHABILITY,
        DETECTOR,
        /** The rest of the line, in words. */
        TEXT
    }

    /**
     * An argument.
     *
     * @param name as shown
     * @param kind what it stands for
     * @param required whether the command does without
     * @param description what it is
     */
    public record Argument(String name, Kind kind, boolean required, String description) {
        String shown() {
            String values = String.join("|", Completion.values(kind));
            String text = values.isEmpty() ? "<" + name + ">" : values;
            return required ? text : "[" + name + "]";
        }
    }

    /**
     * An option; it may stand anywhere on the line.
     *
     * @param names as typed, each with its dashes; the last one is shown
     * @param value what its value is called; empty if it has none
     * @param description what it does
     */
    public record Option(List<String> names, String value, String description) {
        boolean hasValue() {
            return !value.isEmpty();
        }

        String name() {
            return names.get(names.size() - 1);
        }

        String shown() {
            return "[" + name() + (hasValue() ? " <" + value + ">" : "") + "]";
        }
    }

    public CommandSpec {
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    /** The name with the scope. */
    public String fullName() {
        return HelpText.SCOPE + ":" + name;
    }

    /** How the command is typed, on one line. */
    public String usage() {
        return Stream.of(
                        Stream.of("usage: " + fullName()),
                        arguments.stream().map(Argument::shown),
                        options.stream().map(Option::shown))
                .flatMap(parts -> parts)
                .collect(Collectors.joining(" "));
    }
}
