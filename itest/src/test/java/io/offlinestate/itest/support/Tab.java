// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Presses the Tab key in a session, with the completer that gogo.jline gives its line editor. Used by one thread. */
public final class Tab implements Completers.CompletionEnvironment {
    /** Where gogo.jline keeps what a session can complete. */
    private static final String COMPLETIONS = ".completions";

    private static final String COMMAND_LINE = ".commandLine";

    private final CommandSession session;

    /** Makes it a session with line editing. */
    public Tab(CommandSession session) {
        this.session = session;
        session.put(COMPLETIONS, new HashMap<String, List<Completers.CompletionData>>());
    }

    /** What is offered at the end of the line. */
    public List<String> after(String line) {
        List<Candidate> candidates = new ArrayList<>();
        ParsedLine parsed =
                new DefaultParser().parse(line, line.length(), org.jline.reader.Parser.ParseContext.COMPLETE);
        new Completers.Completer(this).complete(null, parsed, candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, List<Completers.CompletionData>> getCompletions() {
        return (Map<String, List<Completers.CompletionData>>) session.get(COMPLETIONS);
    }

    @Override
    public Set<String> getCommands() {
        return Set.of();
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
        session.put(COMMAND_LINE, line);
        return session.execute(function);
    }
}
