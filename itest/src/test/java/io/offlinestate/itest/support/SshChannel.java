// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** A command, or a terminal, with an ssh connection of its own. Used by one thread. */
public final class SshChannel implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // installing a feature takes a while

    private final String command;
    private final ClientSession session;
    private final ClientChannel channel;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** What a script sees of a command that has ended. */
    public record Result(String command, int status, String out, String err) {
        /** What it printed, unless it failed. */
        public String succeeded() {
            if (status != 0) {
                throw new AssertionError("should have succeeded: " + this);
            }
            return out;
        }

        /** What it said, unless it succeeded. */
        public String failed() {
            if (status == 0) {
                throw new AssertionError("should have failed: " + this);
            }
            return out + err;
        }
    }

    /** Opens the channel of a session; the session ends with it. */
    SshChannel(ClientSession session, String command, ClientChannel channel) throws IOException {
        this.command = command;
        this.session = session;
        this.channel = channel;
        channel.setOut(out);
        channel.setErr(err);
        channel.open().verify(PATIENCE);
    }

    /** Types something. */
    public void type(String keys) throws IOException {
        channel.getInvertedIn().write(keys.getBytes(StandardCharsets.UTF_8));
        channel.getInvertedIn().flush();
    }

    /** Types something, and waits until it has been answered. */
    public void type(String keys, String answer) throws IOException {
        out.reset();
        type(keys);
        awaitPrinted(answer);
    }

    /** What was printed up to now. */
    public String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Waits until something has been printed. */
    public void awaitPrinted(String text) {
        if (!Await.within(Await.SECONDS, () -> printed().contains(text))) {
            throw new AssertionError("\"" + text + "\" is not in: " + printed() + err);
        }
    }

    /** Waits for the end of the command. */
    public Result awaitEnd() {
        if (!channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE).contains(ClientChannelEvent.CLOSED)) {
            throw new AssertionError("not within " + PATIENCE + ": " + command + " has printed " + printed() + err);
        }
        Integer status = channel.getExitStatus();
        if (status == null) {
            throw new AssertionError("no exit status: " + command + " has printed " + printed() + err);
        }
        return new Result(command, status, printed(), err.toString(StandardCharsets.UTF_8));
    }

    /** Ends the connection, whatever the command does. */
    @Override
    public void close() {
        session.close(true);
    }
}
