// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.CommandSpec;
import io.offlinestate.console.core.CommandSpecs;
import io.offlinestate.console.core.FakeHost;
import io.offlinestate.console.core.Votes;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;

/**
 * The shell of Karaf itself, without a framework: it makes the actions, hands them their services, takes lines apart and
 * completes them. What its extender does in Karaf (finding the classes, tracking the services) is done by hand.
 */
final class KarafShell implements AutoCloseable {
    /** Without its own System.out, which no action is to use. */
    private final SessionFactoryImpl factory = new SessionFactoryImpl(null);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Session session;

    KarafShell(FakeHost host, OfflineWhiteboardRuntime whiteboard) {
        Registry registry = factory.getRegistry();
        registry.register(host);
        registry.register(host.services().context());
        registry.register(new Votes());
        if (whiteboard != null) {
            registry.register(whiteboard);
        }
        ManagerImpl manager = new ManagerImpl(registry, registry);
        manager.register(ObjectCompleter.class);
        manager.register(DetectorCompleter.class);
        CommandSpecs.ALL.forEach(spec -> manager.register(action(spec)));
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        session = factory.create(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /** The action of a command. */
    static Class<? extends Action> action(CommandSpec spec) {
        String name = spec.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + spec.name().substring(1) + "Action";
        try {
            return Class.forName(KarafShell.class.getPackageName() + "." + name).asSubclass(Action.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("command " + spec.name() + " has no action", e);
        }
    }

    Session session() {
        return session;
    }

    /** What the line prints. */
    String run(String line) throws Exception {
        printed.reset();
        session.execute(line);
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** What Tab offers behind these words, of which the last one is to be completed. */
    List<String> tab(String... words) {
        List<Candidate> candidates = new ArrayList<>();
        String name = words[0].substring(words[0].indexOf(':') + 1);
        factory.getCommand("offline", name)
                .getCompleter(false)
                .completeCandidates(session, new Line(words), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Override
    public void close() {
        session.close();
    }

    private record Line(String... words) implements CommandLine {
        @Override
        public int getCursorArgumentIndex() {
            return words.length - 1;
        }

        @Override
        public String getCursorArgument() {
            return words[words.length - 1];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public String[] getArguments() {
            return words.clone();
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", words);
        }
    }
}
