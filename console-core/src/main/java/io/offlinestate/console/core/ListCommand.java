package io.offlinestate.console.core;

import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * {@code offline:list}: the objects as a tree, children indented below their parents, with state, reasons and number of
 * listeners; and the configurations that are not applied.
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
                (indent, object) -> table.row(
                        indent + object.id,
                        Words.state(object),
                        object.advises.length,
                        String.join("; ", object.reasons)));
        output.table(table, "");
        for (String error : snapshot.configurationErrors) {
            output.line("configuration not applied: " + error);
        }
    }

    private static void printJson(OfflineRuntimeDTO snapshot, Output output) {
        List<Map<String, Object>> objects = new ArrayList<>();
        walk(snapshot.objects, (indent, object) -> {
            Map<String, Object> view = JsonViews.object(object);
            view.put("listenerCount", object.advises.length);
            objects.add(view);
        });
        output.line(Json.of(Json.object("objects", objects, "configurationErrors", snapshot.configurationErrors)));
    }

    /** Visits parents before their children, each with the indent of its depth. */
    private static void walk(OfflineObjectDTO[] objects, BiConsumer<String, OfflineObjectDTO> visitor) {
        Map<String, List<OfflineObjectDTO>> children = new HashMap<>();
        List<OfflineObjectDTO> roots = new ArrayList<>();
        for (OfflineObjectDTO object : ObjectFinder.inOrder(objects)) {
            if (object.parent == null) {
                roots.add(object);
            } else {
                children.computeIfAbsent(object.parent, parent -> new ArrayList<>())
                        .add(object);
            }
        }
        roots.forEach(root -> walk(root, children, "", visitor));
    }

    private static void walk(
            OfflineObjectDTO object,
            Map<String, List<OfflineObjectDTO>> children,
            String indent,
            BiConsumer<String, OfflineObjectDTO> visitor) {
        visitor.accept(indent, object);
        children.getOrDefault(object.id, List.of()).forEach(child -> walk(child, children, indent + "  ", visitor));
    }
}
