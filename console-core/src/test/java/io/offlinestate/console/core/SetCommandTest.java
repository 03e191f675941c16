// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetCommandTest {
    private static final String[] NO_WAIT = {};
    private static final String[] FIVE_SECONDS = {"--wait", "5"};

    private final FakeHost host = new FakeHost();
    private OfflineObjectDTO work;

    @BeforeEach
    void addObject() {
        work = host.add("work", null);
    }

    @Test
    void aChangeThatWasWaitedForIsTold() {
        host.effective = ConnectionState.OFFLINE;
        assertEquals("work: is OFFLINE\n", setOffline(FIVE_SECONDS));
    }

    @Test
    void aChangeThatGoesOnIsTold() {
        host.underWay = true;
        assertEquals("work: the change to OFFLINE is under way; --wait waits for it\n", setOffline(NO_WAIT));
    }

    @Test
    void whatWasRequestedAlreadyIsTold() {
        work.requested = ConnectionState.OFFLINE;
        host.effective = ConnectionState.OFFLINE;
        assertEquals("work: OFFLINE was requested already, and it is OFFLINE\n", setOffline(NO_WAIT));
        assertEquals("work: OFFLINE was requested already, and it is OFFLINE\n", setOffline(FIVE_SECONDS));
    }

    @Test
    void aRequestThatChangesNothingTellsWhy() {
        work.reasons = new String[] {"unreachable: no carrier (eth0)"};
        host.effective = ConnectionState.OFFLINE;
        String expected = "work: ONLINE is requested, but it is OFFLINE: unreachable: no carrier (eth0)\n";
        assertEquals(expected, host.run("set", "work", "online"));
        assertEquals(expected, host.run("set", "--wait", "5", "work", "online"));
    }

    @Test
    void aRefusalIsAnErrorWithTheReason() {
        host.refusal = new OfflineException(ErrorCode.PENDING, "work is in a transition");
        CommandException error = assertThrows(CommandException.class, () -> setOffline(NO_WAIT));
        assertEquals("work: not set to OFFLINE: work is in a transition", error.getMessage());
        assertThrows(CommandException.class, () -> setOffline(FIVE_SECONDS));
    }

    @Test
    void aWaitThatEndsFirstIsAnErrorWithThePhase() {
        host.waitEnds = new TimeoutException();
        work.phase = NotifyType.STATECHANGE_START;
        CommandException error = assertThrows(CommandException.class, () -> setOffline(FIVE_SECONDS));
        assertEquals(
                "work: the change to OFFLINE took longer than 5 s and goes on; now in STATECHANGE_START",
                error.getMessage());
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        host.waitEnds = new InterruptedException();
        CommandException error = assertThrows(CommandException.class, () -> setOffline(FIVE_SECONDS));
        assertTrue(Thread.interrupted());
        assertEquals("work: no longer waiting; the change to OFFLINE goes on", error.getMessage());
    }

    private String setOffline(String... options) {
        return host.run(
                "set",
                Stream.concat(Stream.of("work", "offline"), Stream.of(options)).toArray(String[]::new));
    }
}
