// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code offline:why}: what holds an object offline, and since when; and what holds its parents offline, if that does. */
final class WhyCommand implements ConsoleCommand {
    private static final String INDENT = "  ";
    /** Of a long chain of parents these are shown: the nearest to the object, and those at the top, where it begins. */
    private static final int NEAREST = 10;

    private static final int TOPMOST = 10;
    private static final int REASONS = 20;

    private final OfflineRuntime runtime;
    private final ObjectFinder finder;
    private final Times times;

    WhyCommand(OfflineRuntime runtime, Times times) {
        this.runtime = runtime;
        this.times = times;
        finder = new ObjectFinder(runtime);
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.WHY;
    }

    @Override
    public void run(CommandLine line, Output output) {
        List<OfflineObjectDTO> chain = new ArrayList<>();
        OfflineObjectDTO object = finder.find(line.argument(0));
        chain.add(object);
        while (object.parent != null && object.inherited == ConnectionState.OFFLINE) {
            object = runtime.getObjectDTO(OfflineObjectId.parse(object.parent));
            chain.add(object);
        }
        if (line.has(HelpText.JSON_OPTION)) {
            output.line(Json.of(Json.object(
                    "object",
                    chain.get(0).id,
                    "chain",
                    chain.stream().map(this::view).toList())));
        } else {
            print(chain, output);
        }
    }

    private void print(List<OfflineObjectDTO> chain, Output output) {
        int leftOut = Math.max(0, chain.size() - NEAREST - TOPMOST);
        for (int depth = 0; depth < chain.size(); depth++) {
            if (leftOut > 0 && depth == NEAREST) {
                output.line(Indent.of(depth) + leftOut + " parents in between are left out (--json shows them)");
                depth += leftOut;
            }
            print(chain.get(depth), Indent.of(depth), output);
        }
    }

    private void print(OfflineObjectDTO object, String indent, Output output) {
        output.line(indent + object.id + ": " + object.state + " since " + times.full(object.since) + ", "
                + times.ago(object.since));
        if (object.phase != null) {
            output.line(indent + INDENT + "a change is under way, in " + object.phase);
        }
        int more = object.reasons.length - REASONS;
        Stream.of(object.reasons).limit(REASONS).forEach(reason -> output.line(indent + INDENT + reason));
        if (more > 0) {
            output.line(indent + INDENT + "and " + more + " more reasons (--json shows them)");
        }
        if (object.reasons.length == 0) {
            output.line(indent
                    + INDENT
                    + "nothing holds it offline"
                    + last(object)
                            .map(entry -> "; " + entry.cause + ": " + entry.reason)
                            .orElse(""));
        }
    }

    private Map<String, Object> view(OfflineObjectDTO object) {
        return Json.object(
                "id",
                object.id,
                "state",
                object.state,
                "phase",
                object.phase,
                "since",
                object.since,
                "cause",
                last(object).map(entry -> entry.cause).orElse(null),
                "requested",
                object.requested,
                "reachability",
                object.reachability,
                "inherited",
                object.inherited,
                "reasons",
                object.reasons);
    }

    /** The transition that has brought the object where it is; none while the next one is half way. */
    private Optional<TransitionDTO> last(OfflineObjectDTO object) {
        List<TransitionDTO> history = runtime.getHistory(OfflineObjectId.parse(object.id));
        return history.stream()
                .skip(Math.max(0, history.size() - 1))
                .filter(entry -> entry.newState == object.state)
                .findFirst();
    }
}
