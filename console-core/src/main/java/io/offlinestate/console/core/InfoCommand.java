// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code offline:info}: one object with its state and the reasons for it, its listeners and its last transitions. */
final class InfoCommand implements ConsoleCommand {
    private static final String DEFAULT_OBJECT = "default";
    private static final int TRANSITIONS_SHOWN = 10;
    private static final int FRAMES_SHOWN = 10;
    private static final String INDENT = "  ";

    private final OfflineRuntime runtime;
    private final ObjectFinder finder;
    private final Times times;

    InfoCommand(OfflineRuntime runtime, Times times) {
        this.runtime = runtime;
        this.times = times;
        finder = new ObjectFinder(runtime);
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.INFO;
    }

    @Override
    public void run(CommandLine line, Output output) {
        OfflineObjectDTO object = finder.find(line.optional(0).orElse(DEFAULT_OBJECT));
        List<TransitionDTO> history = runtime.getHistory(OfflineObjectId.parse(object.id));
        int from = Math.max(0, history.size() - TRANSITIONS_SHOWN);
        List<TransitionDTO> last = history.subList(from, history.size());
        if (line.has(HelpText.JSON_OPTION)) {
            printJson(object, last, output);
            return;
        }
        output.line(object.id);
        printState(object, output);
        output.line("");
        printListeners(object, output);
        output.line("");
        output.line("last transitions: " + last.size() + (from > 0 ? " of " + history.size() : ""));
        output.table(TransitionTable.of(last, times), INDENT);
    }

    private static void printJson(OfflineObjectDTO object, List<TransitionDTO> last, Output output) {
        Map<String, Object> view = JsonViews.object(object);
        view.put("listeners", Stream.of(object.advises).map(JsonViews::advise).toList());
        view.put("lastTransitions", last.stream().map(JsonViews::transition).toList());
        output.line(Json.of(view));
    }

    private void printState(OfflineObjectDTO object, Output output) {
        field(output, "state", Words.state(object));
        field(output, "since", times.full(object.since) + ", " + times.ago(object.since));
        field(output, "requested", object.requested.name());
        field(output, "reachability", object.reachability.name());
        field(output, "inherited", object.inherited.name());
        field(output, "why offline", object.reasons.length == 0 ? Words.NOTHING : Words.reasons(object.reasons));
        field(output, "capabilities", Words.joined(object.capabilities));
        field(output, "parent", Words.orNothing(object.parent));
        field(output, "children", Words.joined(object.children));
        field(output, "sequence", String.valueOf(object.sequence));
        field(output, "intent saved", Words.yesNo(object.intentSaved));
    }

    private static void field(Output output, String name, String value) {
        output.line("%s%-12s  %s".formatted(INDENT, name, value));
    }

    private static void printListeners(OfflineObjectDTO object, Output output) {
        if (object.advises.length == 0) {
            output.line("no listeners");
            return;
        }
        output.line("listeners: " + object.advises.length);
        output.table(ListenerTable.of(object), INDENT);
        HangText.print(object, FRAMES_SHOWN, INDENT, output);
    }
}
