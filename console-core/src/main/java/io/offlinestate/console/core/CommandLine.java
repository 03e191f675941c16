// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.common.NearMatch;
import io.offlinestate.console.core.CommandSpec.Argument;
import io.offlinestate.console.core.CommandSpec.Kind;
import io.offlinestate.console.core.CommandSpec.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words behind a command, sorted into its arguments and options.
 *
 * <p>Immutable once parsed, hence safe for use by any thread.
 */
final class CommandLine {
    static final String HELP_OPTION = "--help";

    private static final String END_OF_OPTIONS = "--";

    private final CommandSpec spec;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private boolean help;

    private CommandLine(CommandSpec spec) {
        this.spec = spec;
    }

    /**
     * Sorts the words. Options may stand anywhere, with their value behind them or after {@code =}; what follows {@code --}
     * is no option.
     *
     * @throws CommandException if there is an option the command does not know, one without its value, or a word too many
     */
    static CommandLine parse(CommandSpec spec, List<String> words) {
        CommandLine line = new CommandLine(spec);
        boolean optionsAllowed = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (optionsAllowed && word.equals(END_OF_OPTIONS)) {
                optionsAllowed = false;
            } else if (optionsAllowed && word.equals(HELP_OPTION)) {
                line.help = true;
            } else if (optionsAllowed && isOption(word)) {
                i += line.takeOption(word, words.subList(i + 1, words.size()));
            } else {
                line.takeArgument(word);
            }
        }
        return line;
    }

    static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-");
    }

    /** The option of the given name, or null. */
    static Option option(CommandSpec spec, String name) {
        return spec.options().stream()
                .filter(option -> option.names().contains(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether the user wants to be told what the command does, instead of having it done. */
    boolean help() {
        return help;
    }

    /** The first argument that the command cannot do without and does not have. */
    Optional<Argument> missing() {
        return spec.arguments().stream()
                .skip(arguments.size())
                .filter(Argument::required)
                .findFirst();
    }

    /** The argument at the place, which is there. */
    String argument(int index) {
        return arguments.get(index);
    }

    /** The argument at the place, if it was given. */
    Optional<String> optional(int index) {
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }

    /** The value of an option, if it was given. */
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** @return how many of the words that follow belong to the option */
    private int takeOption(String word, List<String> rest) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = option(spec, name);
        if (option == null) {
            throw new CommandException(
                    "there is no option \"%s\"; %s%s".formatted(name, didYouMean(name), spec.usage()));
        }
        if (!option.hasValue()) {
            if (equals >= 0) {
                throw new CommandException("option %s has no value; %s".formatted(name, spec.usage()));
            }
            options.put(option.name(), "");
            return 0;
        }
        if (equals >= 0) {
            options.put(option.name(), word.substring(equals + 1));
            return 0;
        }
        if (rest.isEmpty()) {
            throw new CommandException("%s lacks its <%s>; %s".formatted(option.name(), option.value(), spec.usage()));
        }
        options.put(option.name(), rest.get(0));
        return 1;
    }

    private String didYouMean(String name) {
        List<String> names = spec.options().stream()
                .flatMap(option -> option.names().stream())
                .toList();
        List<String> near = NearMatch.of(name, names, 1);
        return near.isEmpty() ? "" : "did you mean " + near.get(0) + "? ";
    }

    private void takeArgument(String word) {
        int last = spec.arguments().size() - 1;
        if (arguments.size() <= last) {
            arguments.add(word);
        } else if (last >= 0 && spec.arguments().get(last).kind() == Kind.TEXT) {
            arguments.set(last, arguments.get(last) + " " + word);
        } else {
            throw new CommandException("unexpected argument \"%s\"; %s".formatted(word, spec.usage()));
        }
    }
}
