// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;

/** A session of Gogo with a terminal that only remembers. Used by one thread, except as said. */
public final class Shell implements AutoCloseable {
    private static final String COMMANDS =
            "(&(" + CommandProcessor.COMMAND_SCOPE + "=offline)(" + CommandProcessor.COMMAND_FUNCTION + "=list))";

    private final Terminal printed = new Terminal();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final CommandSession session;

    /** Takes what is printed, as long as it is there. */
    private static final class Terminal extends ByteArrayOutputStream {
        private volatile boolean gone;

        @Override
        public void flush() throws IOException {
            if (gone) {
                throw new IOException("the connection is broken");
            }
        }
    }

    /** Opens a session once the commands are there. */
    public Shell(Host host) {
        CommandProcessor processor = host.service(CommandProcessor.class);
        Await.until(
                "the commands are there", () -> host.context().getServiceReferences((String) null, COMMANDS) != null);
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    }

    public CommandSession session() {
        return session;
    }

    /** What a line prints. */
    public String printed(String line) throws Exception {
        printed.reset();
        session.execute(line);
        return printed();
    }

    /** What a refused line says; nothing else may be printed. */
    public String refused(String line) {
        printed.reset();
        String refusal =
                assertThrows(line, Exception.class, () -> session.execute(line)).toString();
        return refusal + printed();
    }

    /** Begins to execute a line on another thread. */
    public CompletableFuture<Object> begin(String line) {
        printed.reset();
        CompletableFuture<Object> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(session.execute(line));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "shell: " + line);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** Waits until something has been printed. */
    public void awaitPrinted(String text) {
        if (!Await.within(Await.SECONDS, () -> printed().contains(text))) {
            throw new AssertionError("\"" + text + "\" is not in: " + printed());
        }
    }

    /** What was printed since the line began. Thread-safe. */
    public String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** What a shell does with Ctrl-C. */
    public void ctrlC() {
        Job foreground = session.foregroundJob();
        foreground.interrupt();
    }

    /** The connection breaks: what is printed goes nowhere. */
    public void hangUp() {
        printed.gone = true;
    }

    /** Waits until a line has come to its end, be it by an interrupt. */
    public static void awaitEnd(CompletableFuture<Object> line) throws Exception {
        try {
            line.get(Await.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof InterruptedException)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
