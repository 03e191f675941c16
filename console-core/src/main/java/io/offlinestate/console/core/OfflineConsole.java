// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineException;
import io.offlinestate.console.core.CommandSpec.Argument;
import io.offlinestate.console.core.CommandSpec.Kind;
import io.offlinestate.console.core.CommandSpec.Option;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The commands, as a shell calls them: a name and the words behind it.
 *
 * <p>Stateless but for what it works with, hence safe for use by any thread.
 */
public final class OfflineConsole {
    private final Map<String, ConsoleCommand> commands = new LinkedHashMap<>();
    private final ObjectFinder finder;

    /**
     * Wires the commands.
     *
     * @param services what they work with
     * @param votes remembers what was reported
     * @param clock for times, and how long ago they were
     */
    public OfflineConsole(ConsoleServices services, Votes votes, Clock clock) {
        finder = new ObjectFinder(services.runtime());
        Times times = new Times(clock);
        Stream.of(
                        new ListCommand(services.runtime()),
                        new InfoCommand(services.runtime(), times),
                        new WhyCommand(services.runtime(), times),
                        new SetCommand(services.objects(), services.runtime()),
                        new ListenersCommand(services.runtime()),
                        new FailedCommand(services.whiteboard(), times),
                        new HistoryCommand(services.runtime(), times),
                        new WatchCommand(services, times),
                        new ReportCommand(services, votes),
                        new WithdrawCommand(services, votes))
                .forEach(command -> commands.put(command.spec().name(), command));
    }

    /**
     * Carries out a command.
     *
     * @param name the name of the command, without the scope
     * @param words what was typed behind it
     * @param output where the answer goes
     * @throws CommandException if it was not carried out; the message says why, and what would be right
     */
    public void run(String name, List<String> words, Output output) {
        ConsoleCommand command = commands.get(name);
        CommandLine line = CommandLine.parse(command.spec(), words);
        if (line.help()) {
            printHelp(command.spec(), output);
            return;
        }
        Optional<Argument> missing = line.missing();
        if (missing.isPresent()) {
            throw new CommandException("the %s is missing; %s%s"
                    .formatted(
                            missing.get().name(),
                            command.spec().usage(),
                            missing.get().kind() == Kind.OBJECT ? "; " + finder.there() : ""));
        }
        try {
            command.run(line, output);
        } catch (OfflineException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static void printHelp(CommandSpec spec, Output output) {
        output.line(spec.fullName() + ": " + spec.description());
        output.line(spec.usage());
        for (Argument argument : spec.arguments()) {
            help(output, argument.name(), argument.description());
        }
        for (Option option : spec.options()) {
            help(output, String.join(", ", option.names()), option.description());
        }
    }

    private static void help(Output output, String name, String description) {
        output.line("  %-10s  %s".formatted(name, description));
    }
}
