// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code offline:list}: the objects as a tree, children indented below their parents, with state, reasons and number of
 * listeners; and what is wrong with configurations.
 */
final class ListCommand implements ConsoleCommand {
    private final OfflineRuntime runtime;

    ListCommand(OfflineRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.LIST;
    }

    @Override
    public void run(CommandLine line, Output output) {
        OfflineRuntimeDTO snapshot = runtime.getRuntimeDTO();
        if (line.has(HelpText.JSON_OPTION)) {
            printJson(snapshot, output);
        } else {
            print(snapshot, output);
        }
    }

    private static void print(OfflineRuntimeDTO snapshot, Output output) {
        Table table = new Table(
                Table.Column.left("OBJECT"),
                Table.Column.state("STATE"),
                Table.Column.right("LISTENERS"),
                Table.Column.left("WHY OFFLINE"));
        walk(
                snapshot.objects,
                (depth, object) -> table.row(
                        Indent.of(depth) + object.id,
                        Words.state(object),
                        object.advises.length,
                        Words.reasons(object.reasons)));
        output.table(table, "");
        for (String error : snapshot.configurationErrors) {
            output.line("configuration error: " + error);
        }
    }

    private static void printJson(OfflineRuntimeDTO snapshot, Output output) {
        List<Map<String, Object>> objects = new ArrayList<>();
        walk(snapshot.objects, (depth, object) -> {
            Map<String, Object> view = JsonViews.object(object);
            view.put("listenerCount", object.advises.length);
            objects.add(view);
        });
        output.line(Json.of(Json.object("objects", objects, "configurationErrors", snapshot.configurationErrors)));
    }

    private interface Visitor {
        void visit(int depth, OfflineObjectDTO object);
    }

    private record Place(OfflineObjectDTO object, int depth) {}

    /** Visits parents before their children, each with its depth; without recursion, however deep they are. */
    private static void walk(OfflineObjectDTO[] objects, Visitor visitor) {
        Set<String> ids = Stream.of(objects).map(object -> object.id).collect(Collectors.toSet());
        Map<String, List<OfflineObjectDTO>> children = new HashMap<>();
        Deque<Place> next = new ArrayDeque<>();
        List<OfflineObjectDTO> inOrder = ObjectFinder.inOrder(objects);
        for (int i = inOrder.size() - 1; i >= 0; i--) { // the last one first: it is the last one to be taken off
            OfflineObjectDTO object = inOrder.get(i);
            if (object.parent != null && ids.contains(object.parent)) {
                children.computeIfAbsent(object.parent, parent -> new ArrayList<>())
                        .add(object);
            } else {
                next.push(new Place(object, 0)); // a root, or an object whose parent was not there any more
            }
        }
        while (!next.isEmpty()) {
            Place place = next.pop();
            visitor.visit(place.depth(), place.object());
            children.getOrDefault(place.object().id, List.of())
                    .forEach(child -> next.push(new Place(child, place.depth() + 1)));
        }
    }
}
