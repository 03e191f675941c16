package io.offlinestate.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command lines, through Gogo's own parser: which arguments reach which command, and what is refused. */
@Timeout(30)
class OfflineCommandsTest {
    private final FakeHost host = new FakeHost();
    private GogoShell shell;

    @BeforeEach
    void open() {
        host.add("default", null);
        host.add("work", null);
        host.effective = ConnectionState.OFFLINE;
        shell = new GogoShell(new OfflineCommands(host, host));
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void listPrintsAndReturnsNothing() throws Exception {
        assertNull(shell.run("offline:list"));
        assertTrue(shell.printed().startsWith("OBJECT"), shell.printed());
    }

    @Test
    void outputGoesIntoAPipe() throws Exception {
        assertEquals(3L, shell.run("offline:list | count"));
    }

    @Test
    void infoShowsTheDefaultProfileUnlessToldOtherwise() throws Exception {
        shell.run("offline:info");
        assertTrue(shell.printed().startsWith("default\n"), shell.printed());
        shell.run("offline:info work");
        assertTrue(shell.printed().startsWith("work\n"), shell.printed());
    }

    @Test
    void setDoesNotWaitUnlessToldTo() throws Exception {
        shell.run("offline:set work offline");
        assertEquals(List.of("work OFFLINE"), host.requests);
    }

    @Test
    void setWaitsAsLongAsTold() throws Exception {
        shell.run("offline:set work OFFLINE --wait 5");
        shell.run("offline:set -w 0.25 work offline");
        shell.run("offline:set default --wait 0 online");
        assertEquals(List.of("work OFFLINE PT5S", "work OFFLINE PT0.25S", "default ONLINE PT0S"), host.requests);
    }

    @Test
    void aWrongNumberOfSecondsIsRefused() {
        for (String seconds : List.of("soon", "-1", "86401", "1e99", "''")) {
            assertRefused("offline:set work offline --wait " + seconds, "from 0 to 86400, such as --wait 5");
        }
    }

    @Test
    void waitWithoutANumberIsRefused() {
        assertRefused("offline:set work offline --wait", "--wait has no number of seconds; usage: offline:set");
        assertRefused("offline:set work offline -w", "--wait has no number of seconds; usage: offline:set");
    }

    @Test
    void aWrongStateIsRefused() {
        assertRefused("offline:set work down", "\"down\" is no state; expected online or offline");
        assertRefused("offline:set work null", "is no state; expected online or offline");
    }

    @Test
    void missingArgumentsAreNamed() {
        assertRefused("offline:set", "the object is missing; usage: offline:set <object> online|offline");
        assertRefused("offline:set work", "the state is missing; usage: offline:set <object> online|offline");
        assertRefused("offline:set --wait 5", "the object is missing");
    }

    @Test
    void argumentsTooManyAreNamed() {
        assertRefused("offline:list work", "unexpected argument \"work\"; usage: offline:list");
        assertRefused("offline:info work default", "unexpected argument \"default\"; usage: offline:info [object]");
        assertRefused("offline:set work offline --wiat 5", "unexpected argument \"--wiat\"; usage: offline:set");
    }

    @Test
    void anUnknownObjectIsNamedWithThoseThatAreThere() {
        assertRefused("offline:info home", "there is no object \"home\"; there are: default, work");
        assertRefused("offline:set home offline", "there is no object \"home\"; there are: default, work");
    }

    @Test
    void whatNamesNoObjectIsRefused() {
        assertRefused("offline:info work/inbox", "\"work/inbox\" names no object: expected a profile, or profile/type");
        assertRefused("offline:set work/inbox offline", "there are: default, work");
    }

    private void assertRefused(String line, String expected) {
        CommandException refusal = assertThrows(CommandException.class, () -> shell.run(line), line);
        assertTrue(refusal.getMessage().contains(expected), line + ": " + refusal.getMessage());
        assertEquals(refusal.getMessage(), refusal.toString());
        assertEquals(List.of(), host.requests, line);
    }
}
