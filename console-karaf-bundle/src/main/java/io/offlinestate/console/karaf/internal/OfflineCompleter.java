// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.Completion;
import io.offlinestate.console.core.Votes;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** What the completers have in common. Karaf makes one of each while the services are there. */
abstract class OfflineCompleter implements Completer {
    @Reference
    private OfflineRuntime runtime;

    @Reference
    private ReachabilityReporter reporter;

    @Reference
    private Votes votes;

    /**
     * What may stand where the word is.
     *
     * @param completion knows
     * @param words of the line, the command first
     * @param word as far as it was typed
     */
    abstract List<String> candidates(Completion completion, List<String> words, String word);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        String word = word(line);
        for (String candidate : candidates(line)) {
            if (candidate.startsWith(word)) {
                candidates.add(candidate + " ");
            }
        }
        return candidates.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
    }

    /** Those that do not begin like the word too: the shell chooses, and takes a word that has any for a right one. */
    @Override
    public final void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        candidates(line).forEach(candidate -> candidates.add(new Candidate(candidate)));
    }

    private List<String> candidates(CommandLine line) {
        return candidates(new Completion(runtime, reporter, votes), List.of(line.getArguments()), word(line));
    }

    private static String word(CommandLine line) {
        String word = line.getCursorArgument();
        return word == null ? "" : word.substring(0, Math.min(word.length(), line.getArgumentPosition()));
    }
}
