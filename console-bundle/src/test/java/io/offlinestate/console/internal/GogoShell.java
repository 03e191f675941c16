package io.offlinestate.console.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;

/** Gogo itself, without a framework: the commands as a user types them. */
final class GogoShell implements AutoCloseable {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandSession session;

    GogoShell(OfflineCommands commands) {
        threadIo.start();
        CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
        for (String function : new String[] {"list", "info", "set"}) {
            processor.addCommand("offline", commands, function);
        }
        processor.addCommand("test", this, "count");
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /** A command for the far end of a pipe: how many lines come out of it. */
    public long count(CommandSession session) throws Exception {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .count();
    }

    /** What the command line returns. */
    Object run(String line) throws Exception {
        printed.reset();
        return session.execute(line);
    }

    /** What the last command line printed, with the line ends of every platform alike. */
    String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Override
    public void close() {
        session.close();
        threadIo.stop();
    }
}
