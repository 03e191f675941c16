// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.List;
import java.util.Optional;

/** {@code offline:history}: the last transitions of an object, oldest first. */
final class HistoryCommand implements ConsoleCommand {
    private final OfflineRuntime runtime;
    private final ObjectFinder finder;
    private final Times times;

    HistoryCommand(OfflineRuntime runtime, Times times) {
        this.runtime = runtime;
        this.times = times;
        finder = new ObjectFinder(runtime);
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.HISTORY;
    }

    @Override
    public void run(CommandLine line, Output output) {
        Optional<Integer> count =
                line.option(HelpText.COUNT_OPTION).map(text -> Arguments.count(HelpText.COUNT_OPTION, text));
        OfflineObjectDTO object = finder.find(line.argument(0));
        List<TransitionDTO> history = runtime.getHistory(OfflineObjectId.parse(object.id));
        int shown = Math.min(count.orElse(history.size()), history.size());
        List<TransitionDTO> last = history.subList(history.size() - shown, history.size());
        if (line.has(HelpText.JSON_OPTION)) {
            output.line(Json.of(Json.object(
                    "object",
                    object.id,
                    "transitions",
                    last.stream().map(JsonViews::transition).toList())));
        } else {
            output.table(TransitionTable.of(last, times), "");
        }
    }
}
