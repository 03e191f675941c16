// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.Output;
import io.offlinestate.console.core.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.ansi.SimpleAnsi;

/** The console of the session, or the next command of the pipe; with Karaf's tables, in colours on a terminal. */
final class KarafOutput implements Output {
    private static final int STDOUT = 1;
    private static final int CTRL_C = 3;

    private final Session session;
    private final PrintStream out;
    private final boolean colours;

    KarafOutput(Session session, Process process) {
        this.session = session;
        out = process == null ? session.getConsole() : process.out();
        colours = isTerminal(session.getTerminal()) && (process == null || process.isTty(STDOUT));
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public boolean flush() {
        // what is printed to the process, the console has to flush; and each knows of its own errors alone
        return !out.checkError() && !session.getConsole().checkError() && !isCancelled();
    }

    @Override
    public void table(Table table, String indent) {
        new KarafTable(charset(), colours).print(table, out);
    }

    /** The text of an error, in red where there are colours. */
    String error(String message) {
        return colours ? SimpleAnsi.COLOR_RED + message + SimpleAnsi.COLOR_DEFAULT : message;
    }

    /** What the lines of the table can be drawn with; without a terminal it is ASCII. */
    private Charset charset() {
        return session.getTerminal() instanceof org.jline.terminal.Terminal terminal ? terminal.encoding() : null;
    }

    private static boolean isTerminal(Terminal terminal) {
        return terminal != null
                && terminal.isAnsiSupported()
                && !org.jline.terminal.Terminal.TYPE_DUMB.equals(terminal.getType());
    }

    /** Over ssh without a shell nobody but the command itself sees the Ctrl-C of a terminal. */
    private boolean isCancelled() {
        if (session.getTerminal() != null) {
            return false;
        }
        InputStream keyboard = session.getKeyboard();
        try {
            while (keyboard != null && keyboard.available() > 0) {
                if (keyboard.read() == CTRL_C) {
                    return true;
                }
            }
        } catch (IOException e) {
            return true;
        }
        return false;
    }
}
