package io.offlinestate.console.internal;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * {@code offline:info}: one object with its state and the reasons for it, its listeners and its last transitions.
 *
 * <p>Stateless, hence safe for use by any thread.
 */
final class InfoCommand {
    static final String DEFAULT_OBJECT = "default";

    private static final int TRANSITIONS_SHOWN = 10;
    private static final String INDENT = "  ";

    private final OfflineRuntime runtime;
    private final ObjectFinder finder;
    private final DateTimeFormatter time;

    InfoCommand(OfflineRuntime runtime, ZoneId zone) {
        this.runtime = runtime;
        finder = new ObjectFinder(runtime);
        time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(zone);
    }

    void run(String name, PrintStream out) {
        OfflineObjectDTO object = finder.find(name);
        List<TransitionDTO> history = runtime.getHistory(OfflineObjectId.parse(name));
        out.println(object.id);
        printState(object, out);
        out.println();
        printListeners(object.advises, out);
        out.println();
        printHistory(history, out);
    }

    private static void printState(OfflineObjectDTO object, PrintStream out) {
        line(out, "state", Words.state(object));
        line(out, "requested", object.requested.name());
        line(out, "reachability", object.reachability.name());
        line(out, "inherited", object.inherited.name());
        line(out, "why offline", Words.joined(object.reasons));
        line(out, "capabilities", Words.joined(object.capabilities));
        line(out, "parent", Words.orNothing(object.parent));
        line(out, "children", Words.joined(object.children));
        line(out, "sequence", String.valueOf(object.sequence));
        line(out, "intent saved", Words.yesNo(object.intentSaved));
    }

    private static void line(PrintStream out, String name, String value) {
        out.printf("%s%-12s  %s%n", INDENT, name, value);
    }

    private static void printListeners(AdviseDTO[] advises, PrintStream out) {
        if (advises.length == 0) {
            out.println("no listeners");
            return;
        }
        out.printf("listeners: %d%n", advises.length);
        Table table = new Table(
                Table.Column.right("TOKEN"),
                Table.Column.left("LABEL"),
                Table.Column.left("BUNDLE"),
                Table.Column.right("CLIENT TOKEN"),
                Table.Column.right("RANKING"),
                Table.Column.left("TYPES"),
                Table.Column.right("DELIVERED"),
                Table.Column.right("FAILED"),
                Table.Column.right("SKIPPED"),
                Table.Column.left("STALLED"));
        for (AdviseDTO advise : advises) {
            table.row(
                    advise.token,
                    advise.label,
                    advise.bundleSymbolicName + " [" + advise.bundleId + "]",
                    advise.clientToken,
                    advise.ranking,
                    Words.types(advise.notifyTypes),
                    advise.delivered,
                    advise.failed,
                    advise.skipped,
                    Words.yesNo(advise.stalled));
        }
        table.print(out, INDENT);
        for (AdviseDTO advise : advises) {
            if (advise.lastFailure != null) {
                out.printf("%slast failure of token %d: %s%n", INDENT, advise.token, advise.lastFailure);
            }
        }
    }

    private void printHistory(List<TransitionDTO> history, PrintStream out) {
        int from = Math.max(0, history.size() - TRANSITIONS_SHOWN);
        out.printf("last transitions: %d%s%n", history.size() - from, from > 0 ? " of " + history.size() : "");
        Table table = new Table(
                Table.Column.right("SEQUENCE"),
                Table.Column.left("STARTED"),
                Table.Column.left("CHANGE"),
                Table.Column.left("CAUSE"),
                Table.Column.left("REASON"),
                Table.Column.left("NOT WAITED FOR"));
        for (TransitionDTO transition : history.subList(from, history.size())) {
            table.row(
                    transition.sequence,
                    time.format(Instant.ofEpochMilli(transition.startedAt)),
                    Words.change(transition),
                    transition.cause,
                    transition.reason,
                    Words.joined(transition.laggards));
        }
        table.print(out, INDENT);
    }
}
