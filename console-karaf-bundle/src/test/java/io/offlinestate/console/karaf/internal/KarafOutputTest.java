// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.console.core.FakeHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.impl.console.JLineTerminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

/** Colours and lines where the terminal has them, and how the end of a session shows. */
class KarafOutputTest {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";

    private final FakeHost host = new FakeHost();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    KarafOutputTest() {
        host.add("default", null);
        host.add("work", null).state = ConnectionState.OFFLINE;
    }

    @Test
    void aTerminalHasColoursAndLines() throws IOException {
        KarafOutput output = output(terminal("xterm-256color", StandardCharsets.UTF_8), true);
        String list = list(output);
        assertTrue(list.contains("\u2502 " + GREEN + "ONLINE"), list);
        assertTrue(list.contains("\u2502 " + RED + "OFFLINE"), list);
        assertTrue(output.error("no").startsWith(RED), output.error("no"));
    }

    @Test
    void aTerminalThatDoesNotKnowTheLinesGetsAscii() throws IOException {
        String list = list(output(terminal("xterm-256color", StandardCharsets.US_ASCII), true));
        assertTrue(list.contains("| " + GREEN + "ONLINE"), list);
    }

    @Test
    void aPipeHasNoColours() throws IOException {
        assertPlain(output(terminal("xterm-256color", StandardCharsets.UTF_8), false));
    }

    @Test
    void aDumbTerminalHasNoColours() throws IOException {
        assertPlain(output(terminal("dumb", StandardCharsets.UTF_8), true));
    }

    @Test
    void withoutATerminalThereAreNoColoursAndNoLines() {
        KarafOutput output = output(null, true);
        assertPlain(output);
        assertTrue(list(output).contains("work    | OFFLINE"), list(output));
    }

    @Test
    void table_wideCharacters_linesUp() throws IOException {
        host.add("\u90f5\u4ef6", null).reasons = new String[] {"because"};
        String list = list(output(terminal("xterm-256color", StandardCharsets.UTF_8), false));
        assertTrue(list.contains("\ndefault \u2502 ONLINE "), list);
        assertTrue(list.contains("\n\u90f5\u4ef6    \u2502 ONLINE "), list);
        assertTrue(list.contains("\n\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u253c"), list);
    }

    @Test
    void aBrokenConnectionShows() {
        PrintStream broken = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) {
                // the connection takes what it is given, and breaks when that is to be sent
            }

            @Override
            public void flush() throws IOException {
                throw new IOException("closed");
            }
        });
        assertTrue(new KarafOutput(session(null, new byte[0], out), process(true)).flush());
        assertFalse(new KarafOutput(session(null, new byte[0], broken), process(true)).flush());
    }

    @Test
    void ctrlCThatNoTerminalSeesShows() throws IOException {
        assertFalse(new KarafOutput(session(null, new byte[] {'x', 3}, out), process(true)).flush());
        assertTrue(new KarafOutput(session(null, new byte[] {'x'}, out), process(true)).flush());
        Terminal terminal = terminal("xterm", StandardCharsets.UTF_8);
        assertTrue(
                new KarafOutput(session(terminal, new byte[] {3}, out), process(true)).flush(),
                "what is typed ahead belongs to the shell");
    }

    private void assertPlain(KarafOutput output) {
        assertFalse(list(output).contains("\u001b"), list(output));
        assertEquals("no", output.error("no"));
    }

    private String list(KarafOutput output) {
        printed.reset();
        host.console().run("list", List.of(), output);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private KarafOutput output(Terminal terminal, boolean tty) {
        return new KarafOutput(session(terminal, new byte[0], out), process(tty));
    }

    private Terminal terminal(String type, Charset charset) throws IOException {
        return new JLineTerminal(new LineDisciplineTerminal("test", type, OutputStream.nullOutputStream(), charset));
    }

    private static Session session(Terminal terminal, byte[] typed, PrintStream console) {
        InputStream keyboard = new ByteArrayInputStream(typed);
        return fake(Session.class, method -> switch (method) {
            case "getTerminal" -> terminal;
            case "getConsole" -> console;
            case "getKeyboard" -> keyboard;
            default -> throw new AssertionError(method);
        });
    }

    private Process process(boolean tty) {
        return fake(Process.class, method -> switch (method) {
            case "out" -> out;
            case "isTty" -> tty;
            default -> throw new AssertionError(method);
        });
    }

    private static <T> T fake(Class<T> type, Function<String, Object> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> methods.apply(method.getName())));
    }
}
