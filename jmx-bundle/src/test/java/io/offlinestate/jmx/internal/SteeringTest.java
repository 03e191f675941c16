// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operations lead to, and how they refuse. */
class SteeringTest {
    private static final String MAIL = "work/00000000-0000-0000-0000-0000000000aa/00000000-0000-0000-0000-000000000001";

    @RegisterExtension
    final Shown shown = new Shown();

    private final FakeHost host = new FakeHost();
    private ObjectName bean;

    @BeforeEach
    void showTree() throws Exception {
        host.add("work", null);
        host.add(MAIL, "work");
        host.add("home", null);
        bean = shown.show(host, "work");
    }

    @Test
    void theRootIsSetAndItsStateGiven() throws Exception {
        assertEquals("OFFLINE", shown.invoke(bean, "goOffline", 5L));
        assertEquals("ONLINE", shown.invoke(bean, "goOnline", 0L));
        assertEquals(List.of("set work OFFLINE PT5S", "set work ONLINE"), host.calls);
    }

    @Test
    void anObjectBelowIsSet() throws Exception {
        assertEquals("OFFLINE", shown.invoke(bean, "goOffline", MAIL, 0L));
        assertEquals("ONLINE", shown.invoke(bean, "goOnline", MAIL, 1L));
        assertEquals(List.of("set " + MAIL + " OFFLINE", "set " + MAIL + " ONLINE PT1S"), host.calls);
    }

    @Test
    void aVoteIsCastAndTakenBack() throws Exception {
        shown.invoke(bean, "report", MAIL, "drill", "unreachable", "a drill");
        shown.invoke(bean, "withdraw", MAIL, "drill");
        shown.invoke(bean, "report", "", "drill", "REACHABLE", null);
        assertEquals(
                List.of(
                        "report " + MAIL + " drill UNREACHABLE a drill",
                        "withdraw " + MAIL + " drill",
                        "report work drill REACHABLE "),
                host.calls);
    }

    @Test
    void anObjectOfAnotherTreeIsRefusedWithTheNameOfItsBean() {
        assertRefused(
                IllegalArgumentException.class,
                "offline object home is not in the tree of work but in that of home; use"
                        + " io.offlinestate:type=Profile,profile=\"home\"",
                "goOffline",
                "home",
                0L);
        assertTrue(host.calls.isEmpty(), host.calls.toString());
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertRefused(
                IllegalArgumentException.class,
                "NOT_FOUND: there is no offline object String",
                "report",
                "String",
                "drill",
                "UNREACHABLE",
                "");
        assertRefused(
                IllegalArgumentException.class, "INVALID_ARGUMENT: argument text is \"a/b\"", "listHistory", "a/b");
    }

    @Test
    void aWaitOutOfRangeIsRefused() {
        assertRefused(
                IllegalArgumentException.class,
                "waitSeconds is -1; expected 0 (do not wait) to 86400",
                "goOffline",
                -1L);
        assertRefused(
                IllegalArgumentException.class,
                "waitSeconds is 86401; expected 0 (do not wait) to 86400",
                "goOnline",
                86401L);
    }

    @Test
    void aWrongVoteIsRefused() {
        assertRefused(
                IllegalArgumentException.class,
                "value is \"down\"; expected one of [UNKNOWN, REACHABLE, UNREACHABLE]",
                "report",
                "work",
                "drill",
                "down",
                "");
        assertRefused(
                IllegalArgumentException.class,
                "detector is \" \"; expected a name that tells the vote from others",
                "withdraw",
                "work",
                " ");
    }

    @Test
    void whatTheManagerRefusesComesAsAnExceptionOfTheJdk() {
        host.refusal = new OfflineException(
                ErrorCode.PENDING, "work is in a transition", new OfflineException(ErrorCode.PENDING, ""));
        assertRefused(IllegalStateException.class, "PENDING: work is in a transition", "goOffline", 0L);
        assertRefused(IllegalStateException.class, "PENDING: work is in a transition", "goOffline", 5L);
        assertRefused(
                IllegalStateException.class, "PENDING: work is in a transition", "report", "", "drill", "UNKNOWN", "");
        assertRefused(IllegalStateException.class, "PENDING: work is in a transition", "withdraw", "", "drill");
        host.refusal = new OfflineException(ErrorCode.NO_SUPPORT, "work cannot go offline");
        assertRefused(IllegalStateException.class, "NO_SUPPORT: work cannot go offline", "goOffline", 0L);
        host.refusal = new OfflineException(ErrorCode.INVALID_ARGUMENT, "wrong");
        assertRefused(IllegalArgumentException.class, "INVALID_ARGUMENT: wrong", "goOffline", 0L);
    }

    @Test
    void aWaitThatEndsFirstIsTold() {
        host.refusal = new TimeoutException();
        assertRefused(
                IllegalStateException.class,
                "work: the change to OFFLINE took longer than 5 s and goes on",
                "goOffline",
                5L);
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        host.refusal = new InterruptedException();
        assertRefused(
                IllegalStateException.class, "work: no longer waiting; the change to OFFLINE goes on", "goOffline", 5L);
        assertTrue(Thread.interrupted());
    }

    /** The message begins like this, and there is nothing behind it that only we could read. */
    private void assertRefused(Class<? extends Exception> type, String message, String operation, Object... arguments) {
        Exception error = assertThrows(Exception.class, () -> shown.invoke(bean, operation, arguments));
        assertEquals(type, error.getClass());
        assertTrue(error.getMessage().startsWith(message), error.getMessage());
        assertNull(error.getCause());
        assertEquals(0, error.getSuppressed().length);
    }
}
