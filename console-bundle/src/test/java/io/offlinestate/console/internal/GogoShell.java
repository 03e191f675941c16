// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.internal;

import io.offlinestate.console.core.CommandSpecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Gogo itself, without a framework: the commands as a user types them, and completes them with Tab. */
final class GogoShell implements AutoCloseable {
    private static final String COMPLETIONS = ".completions";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    /** Without its own System.out, which no command is to use. */
    private final CommandProcessorImpl processor = new CommandProcessorImpl();

    private final CommandSession session;

    GogoShell(OfflineCommands commands) {
        CommandSpecs.ALL.forEach(spec -> processor.addCommand("offline", commands, spec.name()));
        processor.addCommand("test", this, "count");
        processor.addCommand("test", this, "first");
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /** A command for the far end of a pipe: how many lines come out of it. */
    public long count() throws Exception {
        return new String(Process.Utils.current().in().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .count();
    }

    /** A command for the far end of a pipe that reads something and goes. */
    public void first() throws Exception {
        Process.Utils.current().in().read();
    }

    CommandSession session() {
        return session;
    }

    /** What the command line returns. */
    Object run(String line) throws Exception {
        printed.reset();
        return session.execute(line);
    }

    /** What the last command line printed, with the line ends of every platform alike. */
    String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** From now on it is a shell with line editing, as far as completion goes. */
    void edits(Completions completions) {
        processor.addCommand("gogo", new Builtin(), "complete");
        processor.addCommand("offline", completions, Completions.FUNCTION);
        processor.addListener(completions);
        session.put(COMPLETIONS, new HashMap<String, List<Completers.CompletionData>>());
    }

    /** The completions that the session knows. */
    @SuppressWarnings("unchecked")
    Map<String, List<Completers.CompletionData>> completions() {
        return (Map<String, List<Completers.CompletionData>>) session.get(COMPLETIONS);
    }

    /** What Tab offers at the end of the line. */
    List<String> tab(String line) {
        List<Candidate> candidates = new ArrayList<>();
        ParsedLine parsed = new Parser().parse(line, line.length(), org.jline.reader.Parser.ParseContext.COMPLETE);
        new Completers.Completer(environment()).complete(null, parsed, candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    private Completers.CompletionEnvironment environment() {
        return new Completers.CompletionEnvironment() {
            @Override
            public Map<String, List<Completers.CompletionData>> getCompletions() {
                return completions();
            }

            @Override
            public Set<String> getCommands() {
                return processor.getCommands();
            }

            @Override
            public String resolveCommand(String command) {
                return command;
            }

            @Override
            public String commandName(String command) {
                return command;
            }

            @Override
            public Object evaluate(LineReader reader, ParsedLine line, String function) throws Exception {
                session.put(".commandLine", line);
                return session.execute(function);
            }
        };
    }

    @Override
    public void close() {
        session.close();
    }
}
