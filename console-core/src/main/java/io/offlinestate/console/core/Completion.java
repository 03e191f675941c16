// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.console.core.CommandSpec.Argument;
import io.offlinestate.console.core.CommandSpec.Kind;
import io.offlinestate.console.core.CommandSpec.Option;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import java.util.List;

/**
 * What a user may want to type next; all of it such that a shell can insert it as it stands.
 *
 * <p>The line editor of Gogo and Karaf escapes what it inserts, but not all that is special, and dies of blanks: names that
 * would need quotes are not offered.
 *
 * <p>Stateless but for what it reads, hence safe for use by any thread.
 */
public final class Completion {
    /** So many objects are offered at once; of more, at first the profiles. */
    static final int OBJECTS_AT_ONCE = 200;

    private final ReachabilityReporter reporter;
    private final Votes votes;
    private final ObjectFinder finder;

    /**
     * Completes what these know.
     *
     * @param runtime tells which objects there are
     * @param reporter who was told of detectors
     * @param votes remembers which
     */
    public Completion(OfflineRuntime runtime, ReachabilityReporter reporter, Votes votes) {
        this.reporter = reporter;
        this.votes = votes;
        finder = new ObjectFinder(runtime);
    }

    /** The values that an argument of the kind can have; none if they are not always the same. */
    static List<String> values(Kind kind) {
        return switch (kind) {
            case STATE -> List.of(HelpText.ONLINE, HelpText.OFFLINE);
            case REACHABILITY -> List.of(HelpText.REACHABLE, HelpText.UNREACHABLE);
            default -> List.of();
        };
    }

    /**
     * What may stand where the cursor is, options apart.
     *
     * @param spec the command
     * @param before the words between the command and the word at the cursor
     * @param word what was typed of the word
     * @return all that is possible, or at least all that begins like the word
     */
    public List<String> arguments(CommandSpec spec, List<String> before, String word) {
        int index = 0;
        String object = "";
        for (int i = 0; i < before.size(); i++) {
            Option option = CommandLine.option(spec, before.get(i));
            if (option != null && option.hasValue()) {
                i++;
                if (i == before.size()) {
                    return List.of(); // its value comes next
                }
            } else if (!CommandLine.isOption(before.get(i))) {
                object = index == 0 ? before.get(i) : object;
                index++;
            }
        }
        if (index >= spec.arguments().size()) {
            return List.of();
        }
        Argument argument = spec.arguments().get(index);
        return switch (argument.kind()) {
            case OBJECT -> objects(word);
            case DETECTOR -> detectors(object);
            default -> values(argument.kind());
        };
    }

    /**
     * The objects; when there are many, the profiles until the word goes beyond one.
     *
     * @param word what was typed so far
     * @return the ids as text
     */
    public List<String> objects(String word) {
        List<String> names = plain(finder.names());
        if (names.size() <= OBJECTS_AT_ONCE) {
            return names;
        }
        List<String> begun = word.indexOf('/') < 0
                ? List.of()
                : names.stream().filter(name -> name.startsWith(word)).toList();
        return begun.isEmpty()
                ? names.stream().filter(name -> name.indexOf('/') < 0).toList()
                : begun;
    }

    /**
     * The detectors that were reported from this console.
     *
     * @param object the object as text; if nothing was reported about it, those of all objects
     * @return their names
     */
    public List<String> detectors(String object) {
        List<String> known = votes.detectors(reporter, object);
        return plain(known.isEmpty() ? votes.detectors(reporter) : known);
    }

    private static List<String> plain(List<String> candidates) {
        return candidates.stream().filter(Typed::isPlain).toList();
    }
}
