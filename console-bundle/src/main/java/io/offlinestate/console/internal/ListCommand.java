package io.offlinestate.console.internal;

import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code offline:list}: the objects as a tree, children indented below their parents, with state, reasons and number of
 * listeners; and the configurations that are not applied.
 *
 * <p>Stateless, hence safe for use by any thread.
 */
final class ListCommand {
    private final OfflineRuntime runtime;

    ListCommand(OfflineRuntime runtime) {
        this.runtime = runtime;
    }

    void run(PrintStream out) {
        OfflineRuntimeDTO snapshot = runtime.getRuntimeDTO();
        Table table = new Table(
                Table.Column.left("OBJECT"),
                Table.Column.left("STATE"),
                Table.Column.right("LISTENERS"),
                Table.Column.left("WHY OFFLINE"));
        Map<String, List<OfflineObjectDTO>> children = new HashMap<>();
        List<OfflineObjectDTO> roots = new ArrayList<>();
        for (OfflineObjectDTO object : ObjectFinder.inOrder(snapshot.objects)) {
            if (object.parent == null) {
                roots.add(object);
            } else {
                children.computeIfAbsent(object.parent, parent -> new ArrayList<>())
                        .add(object);
            }
        }
        roots.forEach(root -> addTree(table, root, children, ""));
        table.print(out, "");
        for (String error : snapshot.configurationErrors) {
            out.println("configuration not applied: " + error);
        }
    }

    private static void addTree(
            Table table, OfflineObjectDTO object, Map<String, List<OfflineObjectDTO>> children, String indent) {
        table.row(indent + object.id, Words.state(object), object.advises.length, String.join("; ", object.reasons));
        children.getOrDefault(object.id, List.of()).forEach(child -> addTree(table, child, children, indent + "  "));
    }
}
