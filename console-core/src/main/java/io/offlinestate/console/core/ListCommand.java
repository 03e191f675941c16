// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** Visits the objects in their order, parents before their children, each with its depth. */
    private static void walk(OfflineObjectDTO[] objects, Visitor visitor) {
        Map<String, Integer> depths = new HashMap<>();
        for (OfflineObjectDTO object : objects) {
            // a root, or an object whose parent was removed meanwhile, has depth 0
            int depth = depths.getOrDefault(object.parent, -1) + 1;
            depths.put(object.id, depth);
            visitor.visit(depth, object);
        }
    }
}
