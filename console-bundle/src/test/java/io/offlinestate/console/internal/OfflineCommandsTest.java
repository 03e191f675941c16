// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.common.SafeText;
import io.offlinestate.console.core.CommandException;
import io.offlinestate.console.core.CommandSpec;
import io.offlinestate.console.core.CommandSpecs;
import io.offlinestate.console.core.FakeHost;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command lines, through Gogo's own parser: the words arrive as they were typed, and what is printed goes there. */
@Timeout(30)
class OfflineCommandsTest {
    private final FakeHost host = new FakeHost();
    private OfflineCommands commands;
    private GogoShell shell;

    @BeforeEach
    void open() {
        host.add("default", null);
        host.add("work", null);
        host.effective = ConnectionState.OFFLINE;
        commands = new OfflineCommands(host, host, host, host.services().context());
        shell = new GogoShell(commands);
    }

    @AfterEach
    void close() {
        shell.close();
        assertEquals(List.of(), host.tokens);
        assertTrue(host.context.isQuiet());
    }

    @Test
    void everyCommandIsThereAndDescribedAsTheCoreDoes() throws Exception {
        for (CommandSpec spec : CommandSpecs.ALL) {
            Method method = OfflineCommands.class.getMethod(spec.name(), String[].class);
            assertEquals(
                    spec.description(), method.getAnnotation(Descriptor.class).value());
            Descriptor words = (Descriptor) method.getParameterAnnotations()[0][0];
            assertEquals(
                    spec.usage(),
                    "usage: " + spec.fullName() + " " + words.value().replace("; --help tells more", ""));
            shell.run(spec.fullName() + " --help");
            assertTrue(shell.printed().startsWith(spec.fullName() + ": " + spec.description() + "\n"), shell.printed());
        }
    }

    @Test
    void listPrintsAndReturnsNothing() throws Exception {
        assertNull(shell.run("offline:list"));
        assertTrue(shell.printed().startsWith("OBJECT"), shell.printed());
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
            shell.run("offline:report " + form + " " + form + " reachable");
            String printed = shell.printed();
            String line = printed.strip().replaceFirst("(?s).*, until ", "");
            shell.run(line);
            String detector = SafeText.clean(name); // what is typed for a new name is its name
            assertEquals("withdraw " + name + " " + detector, host.requests.get(1), line);
        }
    }

    @Test
    void outputGoesIntoAPipe() throws Exception {
        assertEquals(3L, shell.run("offline:list | count"));
    }

    @Test
    void optionsAndNumbersArrive() throws Exception {
        shell.run("offline:set work OFFLINE --wait 5");
        shell.run("offline:set -w 0.25 work offline");
        shell.run("set default --wait=0 online");
        assertEquals(List.of("work OFFLINE PT5S", "work OFFLINE PT0.25S", "default ONLINE PT0S"), host.requests);
    }

    @Test
    void wordsArriveAsTheyWereTypedAlsoWhenTheyLookLikeSomethingElse() throws Exception {
        for (String name : List.of("007", "1e3", "null", "true", "0x10", "1.50", "a b", "50%", "$HOME", "-")) {
            host.add(name, null);
            shell.run("offline:set '" + name + "' offline");
            assertEquals(name + " OFFLINE", host.requests.get(host.requests.size() - 1));
        }
        for (String name : List.of("007", "1e3", "null", "true", "0x10", "1.50", "-")) {
            shell.run("offline:set " + name + " offline");
            assertEquals(name + " OFFLINE", host.requests.get(host.requests.size() - 1));
        }
        shell.run("offline:report work 007 unreachable '100% of \"packets\"' 1.0 lost");
        assertEquals(
                "report work 007 UNREACHABLE 100% of \"packets\" 1.0 lost",
                host.requests.get(host.requests.size() - 1));
    }

    @Test
    void aRefusalIsPrintedByShellsWithoutAClassName() {
        assertRefused(
                "offline:set work down",
                "\"down\" is no state; expected online or offline; usage: offline:set <object> online|offline [--wait"
                        + " <seconds>]");
        assertRefused("offline:info home", "there is no object \"home\"; there are: default, work");
        assertRefused("offline:history work -n many", "-n is \"many\"; expected a number from 1, such as -n 5");
        assertRefused(
                "offline:set work offline --wait",
                "--wait lacks its <seconds>; usage: offline:set <object>" + " online|offline [--wait <seconds>]");
    }

    @Test
    void theWhiteboardMayComeAndGo() throws Exception {
        CommandException refusal = assertThrows(CommandException.class, () -> shell.run("offline:failed"));
        assertTrue(refusal.getMessage().startsWith("there is no whiteboard"), refusal.getMessage());
        OfflineWhiteboardRuntime whiteboard = host.services().whiteboard().get().orElseThrow();
        commands.whiteboard = whiteboard;
        shell.run("offline:failed");
        assertEquals("no service has failed; services in order: 3\n", shell.printed());
    }

    @Test
    void aWatchEndsWithItsSession() throws Exception {
        CompletableFuture<Object> watch = watch("offline:watch");
        assertTrue(host.advises.tryAcquire(2, 20, TimeUnit.SECONDS));
        shell.close();
        assertEnds(watch);
    }

    @Test
    void aWatchEndsWithCtrlC() throws Exception {
        CompletableFuture<Object> watch = watch("offline:watch work");
        assertTrue(host.advises.tryAcquire(20, TimeUnit.SECONDS));
        shell.session().foregroundJob().interrupt();
        assertEnds(watch);
    }

    @Test
    void aWatchEndsWhenTheOtherEndOfThePipeDoes() throws Exception {
        CompletableFuture<Object> watch = watch("offline:watch work | first");
        assertTrue(host.advises.tryAcquire(20, TimeUnit.SECONDS));
        host.tellUntil(watch::isDone, "work");
        assertEnds(watch);
    }

    private CompletableFuture<Object> watch(String line) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return shell.run(line);
            } catch (Exception e) {
                return e;
            }
        });
    }

    /** The job ends at once, the command a moment later: when it does, nobody is advised. */
    private void assertEnds(CompletableFuture<Object> watch) throws Exception {
        watch.get(20, TimeUnit.SECONDS);
        assertTrue(host.context.awaitQuiet(20, TimeUnit.SECONDS));
    }

    private void assertRefused(String line, String expected) {
        CommandException refusal = assertThrows(CommandException.class, () -> shell.run(line), line);
        assertEquals(expected, refusal.toString());
        assertEquals(List.of(), host.requests, line);
    }
}
