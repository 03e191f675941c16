// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code offline:listeners}: who listens, to one object or to all, and how they fare. */
final class ListenersCommand implements ConsoleCommand {
    private final OfflineRuntime runtime;
    private final ObjectFinder finder;

    ListenersCommand(OfflineRuntime runtime) {
        this.runtime = runtime;
        finder = new ObjectFinder(runtime);
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.LISTENERS;
    }

    @Override
    public void run(CommandLine line, Output output) {
        List<OfflineObjectDTO> objects = line.optional(0)
                .map(name -> List.of(finder.find(name)))
                .orElseGet(() -> List.of(runtime.getRuntimeDTO().objects));
        if (line.has(HelpText.JSON_OPTION)) {
            output.line(Json.of(Json.object("listeners", views(objects))));
        } else if (objects.stream().allMatch(object -> object.advises.length == 0)) {
            output.line("no listeners");
        } else {
            output.table(ListenerTable.of(objects), "");
            if (line.has(HelpText.STACK_OPTION)) {
                printStacks(objects, output);
            }
        }
    }

    private static void printStacks(List<OfflineObjectDTO> objects, Output output) {
        output.line("");
        if (objects.stream().flatMap(object -> Stream.of(object.advises)).noneMatch(HangText::isStuck)) {
            output.line("no listener hangs");
        }
        objects.forEach(object -> HangText.print(object, Integer.MAX_VALUE, "", output));
    }

    private static List<Map<String, Object>> views(List<OfflineObjectDTO> objects) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (OfflineObjectDTO object : objects) {
            for (AdviseDTO advise : object.advises) {
                Map<String, Object> view = Json.object("object", object.id);
                view.putAll(JsonViews.advise(advise));
                views.add(view);
            }
        }
        return views;
    }
}
