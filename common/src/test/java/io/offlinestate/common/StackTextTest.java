// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a thread is, in a line. */
class StackTextTest {
    private static final String FLUSH = "org.example.Outbox.flush(Outbox.java:42)";
    private static final String READ = "java.net.Socket$SocketInputStream.read(Socket.java:966)";
    private static final String POLL = "sun.nio.ch.Net.poll(Native Method)";

    @Test
    void frame_isAsAStackTracePrintsIt() {
        assertEquals(FLUSH, StackText.frame(new StackTraceElement("org.example.Outbox", "flush", "Outbox.java", 42)));
        assertEquals(POLL, StackText.frame(new StackTraceElement("sun.nio.ch.Net", "poll", "Net.java", -2)));
        assertEquals("a.B.c(Unknown Source)", StackText.frame(new StackTraceElement("a.B", "c", null, 7)));
        assertEquals("a.B.c(B.java)", StackText.frame(new StackTraceElement("a.B", "c", "B.java", -1)));
    }

    @Test
    void frame_inAModule_isNamedByItsClass() {
        StackTraceElement frame =
                new StackTraceElement("app", "java.base", "17.0.9", "java.lang.Object", "wait", "Object.java", 338);
        assertEquals("java.lang.Object.wait(Object.java:338)", StackText.frame(frame));
    }

    @Test
    void frame_longName_isCut() {
        String name = "x".repeat(60_000);
        assertEquals(
                SafeText.FAILURE_LENGTH,
                StackText.frame(new StackTraceElement(name, name, name, 1)).length());
    }

    @Test
    void where_inThePlatform_isTheMethodThatWasCalled() {
        assertEquals(
                "java.net.Socket$SocketInputStream.read, called by " + FLUSH,
                StackText.where(List.of(POLL, READ, FLUSH, "org.example.Outbox.notify(Outbox.java:7)")));
    }

    @Test
    void where_inTheCallbackItself_isItsFrame() {
        assertEquals(FLUSH, StackText.where(List.of(FLUSH, READ)));
    }

    @Test
    void where_onlyPlatform_isTheInnermostFrame() {
        assertEquals(POLL, StackText.where(List.of(POLL, READ)));
    }

    @Test
    void where_nothing_isEmpty() {
        assertEquals("", StackText.where(List.of()));
    }

    @Test
    void where_cutFrame_doesNotFail() {
        assertEquals(FLUSH, StackText.where(List.of(FLUSH)));
        assertEquals("java.x\u2026", StackText.where(List.of("java.x\u2026", FLUSH)));
    }
}
