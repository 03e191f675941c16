// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.common.SafeText;
import io.offlinestate.console.core.FakeHost;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The command lines, through Karaf's own shell: which words reach the core, and what is printed. */
@Timeout(30)
@DisabledForJreRange(min = JRE.JAVA_24, disabledReason = "the shell of Karaf 4.4 needs Subject.getSubject")
class ActionsTest {
    private final FakeHost host = new FakeHost();
    private KarafShell shell;

    @BeforeEach
    void open() {
        host.add("default", null);
        host.add("work", null);
        host.effective = ConnectionState.OFFLINE;
        shell = new KarafShell(host, host.services().whiteboard().get().orElseThrow());
    }

    @AfterEach
    void close() {
        shell.close();
        assertEquals(List.of(), host.tokens);
        assertTrue(host.context.isQuiet());
    }

    @Test
    void tablesAreKarafs() throws Exception {
        OfflineObjectDTO work = host.objects.get("work");
        work.state = ConnectionState.OFFLINE;
        work.reasons = new String[] {"requested \u001b[31moffline"};
        work.advises = new AdviseDTO[] {FakeHost.advise(1, "a")};
        assertEquals("""
                OBJECT  | STATE   | LISTENERS | WHY OFFLINE
                --------+---------+-----------+----------------------------
                default | ONLINE  |         0 |
                work    | OFFLINE |         1 | requested \\u001b[31moffline
                """, shell.run("offline:list").replaceAll("(?m) +$", ""));
    }

    /** What is printed to be typed can be typed as it stands: the refusal names the object, and report says how to go on. */
    @Test
    void typedForms_hardNames_work() throws Exception {
        for (String name : FakeHost.HARD_TO_TYPE) {
            host.objects.keySet().retainAll(List.of("default"));
            host.add(name, null);
            host.requests.clear();
            String refusal = assertThrows(Exception.class, () -> shell.run("offline:why nowhere-to-be-found"))
                    .getMessage();
            String form = refusal.substring(refusal.indexOf("there are: ") + "there are: ".length())
                    .replaceFirst("^default, |, default$", "");
            String printed = shell.run("offline:report " + form + " " + form + " reachable");
            String line = printed.strip().replaceFirst("(?s).*, until ", "");
            shell.run(line);
            String detector = SafeText.clean(name); // what is typed for a new name is its name
            assertEquals("withdraw " + name + " " + detector, host.requests.get(1), line);
        }
    }

    @Test
    void outputGoesIntoAPipe() throws Exception {
        assertEquals("1", shell.run("offline:list | grep work | wc -l").strip());
    }

    @Test
    void optionsMayStandInFrontOfTheArgumentsAndBehind() throws Exception {
        shell.run("offline:set --wait 5 work offline");
        shell.run("offline:set -w 5 work offline");
        shell.run("offline:set work offline --wait 5");
        shell.run("offline:set work --wait 5 offline");
        shell.run("offline:set work offline -w 5");
        assertEquals(
                List.of(
                        "work OFFLINE PT5S",
                        "work OFFLINE PT5S",
                        "work OFFLINE PT5S",
                        "work OFFLINE PT5S",
                        "work OFFLINE PT5S"),
                host.requests);
        assertEquals(shell.run("offline:history --json -n 1 work"), shell.run("offline:history work -n 1 --json"));
        assertEquals(shell.run("offline:info --json work"), shell.run("offline:info work --json"));
        assertEquals(shell.run("offline:why --json work"), shell.run("offline:why work --json"));
        assertEquals(shell.run("offline:listeners --json work"), shell.run("offline:listeners work --json"));
        assertTrue(shell.run("offline:list --json").startsWith("{\"objects\":"));
        assertTrue(shell.run("offline:failed --json").startsWith("{\"failed\":"));
        assertTrue(shell.run("offline:watch work --for 0 --json").startsWith("{\"at\":"));
        assertTrue(shell.run("offline:watch --for 0 --json").startsWith("{\"at\":"));
    }

    @Test
    void whatIsReportedArrives() throws Exception {
        shell.run("offline:report work eth0 unreachable 'no carrier' again");
        shell.run("offline:report work eth0 reachable");
        shell.run("offline:withdraw work eth0");
        assertEquals(
                List.of(
                        "report work eth0 UNREACHABLE no carrier again",
                        "report work eth0 REACHABLE ",
                        "withdraw work eth0"),
                host.requests);
    }

    @Test
    void wordsArriveAsTheyWereTypedAlsoWhenTheyLookLikeSomethingElse() throws Exception {
        for (String name : List.of("007", "1e3", "null", "true", "1.50")) {
            host.add(name, null);
            shell.run("offline:set " + name + " offline");
            assertEquals(name + " OFFLINE", host.requests.get(host.requests.size() - 1));
        }
        shell.run("offline:report work 007 unreachable 1.0 lost");
        assertEquals("report work 007 UNREACHABLE 1.0 lost", host.requests.get(host.requests.size() - 1));
    }

    @Test
    void aRefusalIsWhatKarafTakesForAnError() {
        assertRefused("offline:info home", "there is no object \"home\"; there are: default, work");
        assertRefused(
                "offline:set work down",
                "\"down\" is no state; expected online or offline; usage: offline:set <object> online|offline [--wait"
                        + " <seconds>]");
        assertRefused("offline:history work -n many", "-n is \"many\"; expected a number from 1, such as -n 5");
        assertRefused(
                "offline:set work offline --wiat 5",
                "there is no option \"--wiat\"; did you mean --wait? usage: offline:set <object> online|offline [--wait"
                        + " <seconds>]");
        assertRefused(
                "offline:withdraw work eth0",
                "nothing was reported here as detector \"eth0\" about work; nor as"
                        + " any other; only what offline:report has told can be withdrawn");
    }

    @Test
    void whatKarafRefusesByItself() {
        assertThrows(CommandException.class, () -> shell.run("offline:set work"));
        assertThrows(CommandException.class, () -> shell.run("offline:why"));
        assertThrows(CommandException.class, () -> shell.run("offline:list work"));
        assertThrows(CommandException.class, () -> shell.run("offline:list --wiat"));
    }

    @Test
    void withoutAWhiteboardTheCommandsAreThere() throws Exception {
        shell.close();
        shell = new KarafShell(host, null);
        assertTrue(shell.run("offline:list").startsWith("OBJECT"));
        CommandException refusal = assertThrows(CommandException.class, () -> shell.run("offline:failed"));
        assertTrue(refusal.getMessage().startsWith("there is no whiteboard"), refusal.getMessage());
    }

    @Test
    void aWatchEndsWithItsSession() throws Exception {
        CompletableFuture<Object> watch = CompletableFuture.supplyAsync(() -> {
            try {
                return shell.run("offline:watch");
            } catch (Exception e) {
                return e;
            }
        });
        assertTrue(host.advises.tryAcquire(2, 20, TimeUnit.SECONDS));
        shell.session().close();
        watch.get(20, TimeUnit.SECONDS);
        assertTrue(host.context.awaitQuiet(20, TimeUnit.SECONDS));
    }

    private void assertRefused(String line, String expected) {
        CommandException refusal = assertThrows(CommandException.class, () -> shell.run(line), line);
        assertEquals(expected, refusal.getMessage());
        assertEquals(expected, refusal.getNiceHelp(), "no colours where there is no terminal");
        assertFalse(host.requests.contains(line));
    }
}
