// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.CreateInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.GogoTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Recorder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Test;

/** What an operator reads in a plain Gogo shell. */
public class GogoReadingIT extends GogoTest {
    private static final UUID TYPE = UUID.fromString("0a5ab6ff-5a2d-4b1c-9d9b-111111111111");
    private static final UUID INSTANCE = UUID.fromString("a0000000-0000-0000-0000-000000000001");

    private static final List<String> COMMANDS =
            List.of("list", "info", "why", "set", "listeners", "failed", "history", "watch", "report", "withdraw");

    private OfflineObjectId profile;
    private OfflineObjectId account;

    @Before
    public void createObjects() {
        profile = host.newProfile();
        account = host.create(CreateInfo.child(profile, TYPE, INSTANCE));
    }

    private static void assertLine(String printed, String line) {
        assertTrue(
                line + " is no line of:\n" + printed,
                Pattern.compile("^" + line + "$", Pattern.MULTILINE)
                        .matcher(printed)
                        .find());
    }

    @Test
    public void listShowsTheTreeAndWhyItIsOffline() throws Exception {
        host.listen("one", profile);
        host.set(profile, OFFLINE);
        String printed = shell.printed("offline:list");

        assertLine(printed, "OBJECT +STATE +LISTENERS +WHY OFFLINE");
        assertLine(printed, "default +ONLINE +0");
        assertLine(printed, profile + " +OFFLINE +1 +requested OFFLINE by bundle .+");
        assertLine(printed, "  " + account + " +OFFLINE +0 +its parent " + profile + " is offline");
        assertTrue(printed, printed.indexOf(profile + " ") < printed.indexOf("  " + account));
        assertFalse("no colours: " + printed, printed.contains("\u001b"));
    }

    @Test
    public void listShowsConfigurationsThatAreNotApplied() throws Exception {
        host.configure(Map.of("profile", Host.newName("wrong"), "stall.threshold.ms", "soon"));
        Await.until("the error is listed", () -> host.configurationErrors().length == 1);
        assertLine(shell.printed("offline:list"), "configuration error: .*stall.threshold.ms is \"soon\".*");
    }

    @Test
    public void jsonIsOneLine() throws Exception {
        host.set(profile, OFFLINE);
        for (String command : List.of(
                "offline:list",
                "offline:info " + profile,
                "offline:why " + account,
                "offline:listeners",
                "offline:failed",
                "offline:history " + profile)) {
            String printed = shell.printed(command + " --json");
            assertEquals(command + ": " + printed, 1, printed.lines().count());
            assertTrue(command + ": " + printed, printed.matches("\\{.*\\}\n"));
        }
        String list = shell.printed("offline:list --json");
        assertTrue(
                list,
                list.contains("{\"id\":\"" + account + "\",\"profile\":\"" + profile + "\",\"parent\":\"" + profile
                        + "\",\"children\":[],\"state\":\"OFFLINE\",\"phase\":null,\"requested\":\"ONLINE\""));
    }

    @Test
    public void jsonGoesThroughAPipe() throws Exception {
        String filtered = shell.printed("offline:list --json | grep " + profile);
        assertEquals(shell.printed("offline:list --json"), filtered);
    }

    @Test
    public void infoShowsOneObjectWithAllThereIs() throws Exception {
        host.listen("one", profile);
        host.set(profile, OFFLINE);
        String printed = shell.printed("offline:info " + profile);
        assertLine(printed, profile.toString());
        assertLine(printed, "  state +OFFLINE");
        assertLine(printed, "  children +" + account);
        assertLine(printed, "  sequence +1");
        assertLine(printed, "listeners: 1");
        assertLine(printed, "last transitions: 2");
        assertLine(printed, " +1 +.*ONLINE -> OFFLINE +REQUEST +requested OFFLINE by bundle .*");
        assertLine(shell.printed("offline:info"), "default");
    }

    @Test
    public void whyGoesUpToTheParentThatIsTheReason() throws Exception {
        host.set(profile, OFFLINE);
        String printed = shell.printed("offline:why " + profile + "//a0");
        assertLine(printed, account + ": OFFLINE since .* ago");
        assertLine(printed, "  its parent " + profile + " is offline");
        assertLine(printed, "  " + profile + ": OFFLINE since .*");
        assertLine(printed, "    requested OFFLINE by bundle .*");
    }

    @Test
    public void listenersShowWhoThrowsAndWhoHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        host.undo(release::countDown);
        Recorder throwing = new Recorder("throwing").doing(notification -> {
            throw new IllegalStateException("the disk is full");
        });
        Recorder hanging = new Recorder("hanging").doing(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_DONE) {
                Await.latch("the end of the test", release);
            }
        });
        host.listen(throwing, Map.of("offline.notify.profile", profile.profile(), "offline.notify.client.token", 1));
        host.listen(hanging, Map.of("offline.notify.profile", profile.profile(), "offline.notify.client.token", 2));
        host.set(profile, OFFLINE);

        String bundle = Pattern.quote(host.context().getBundle().getSymbolicName());
        String printed = shell.printed("offline:listeners " + profile);
        String latencies = "( +[0-9.]+ (us|ms|s)){3} ";
        assertLine(
                printed,
                profile + ".* " + bundle + " \\[[0-9]+\\] +1 +0 +all +3 +3 +0 +no" + latencies
                        + " *java.lang.IllegalStateException: the disk is full");
        assertLine(
                printed,
                profile + ".* " + bundle + " \\[[0-9]+\\] +2 +0 +all +2 +0 +0 +hangs for [0-9]+ m?s" + latencies
                        + " *-");

        String stacks = shell.printed("offline:listeners " + profile + " --stack");
        assertLine(
                stacks,
                ".* of " + profile + " hangs for [0-9]+ m?s in java.util.concurrent.CountDownLatch.await,"
                        + " called by io.offlinestate.itest.support.Await.latch\\(Await.java:[0-9]+\\)");
        assertLine(stacks, "  at io.offlinestate.itest.support.Recorder.notify\\(Recorder.java:[0-9]+\\)");
        assertFalse(stacks, stacks.contains("io.offlinestate.impl."));
        assertLine(shell.printed("offline:info " + profile), "  .* of " + profile + " hangs for [0-9]+ m?s in .*");
    }

    @Test
    public void failedShowsWhatTheWhiteboardRefused() throws Exception {
        Host.Listening wrong = host.listen(new Recorder("wrong"), Map.of("offline.notify.types", "STATECHANGED"));
        String printed = shell.printed("offline:failed");
        assertLine(printed, " *" + wrong.serviceId() + " +.*INVALID_TYPES +.*\"STATECHANGED\".*STATECHANGE_START.*");
        wrong.end();
        assertLine(shell.printed("offline:failed"), "no service has failed; services in order: 0");
    }

    @Test
    public void failedSaysWhenThereIsNoWhiteboard() throws Exception {
        host.stop(Host.WHITEBOARD);
        String refused = shell.refused("offline:failed");
        assertTrue(refused, refused.contains("there is no whiteboard"));
    }

    @Test
    public void historyShowsTheLastTransitionsAndHowLongEachPhaseTook() throws Exception {
        for (int i = 0; i < 2; i++) {
            host.set(profile, OFFLINE);
            host.set(profile, ONLINE);
        }
        String printed = shell.printed("offline:history " + profile + " -n 2");
        assertEquals(printed, 3, printed.lines().count());
        String phases = "( +[0-9.]+ (us|ms|s)){3} +-  +-";
        assertLine(printed, " +3 .*ONLINE -> OFFLINE +REQUEST +requested OFFLINE.*" + phases);
        assertLine(printed, " +4 .*OFFLINE -> ONLINE +REQUEST +requested ONLINE.*" + phases);
        assertEquals(6, shell.printed("offline:history " + profile).lines().count());
    }

    @Test
    public void everyCommandExplainsItself() throws Exception {
        for (String command : COMMANDS) {
            String printed = shell.printed("offline:" + command + " --help");
            assertLine(printed, "offline:" + command + ": .*");
            assertLine(printed, "usage: offline:" + command + ".*");
        }
    }

    /** A shell prints what it returns. */
    @Test
    public void theHelpOfGogoExplainsEveryCommand() throws Exception {
        for (String command : COMMANDS) {
            String help = String.valueOf(shell.session().execute("help offline:" + command));
            assertLine(help, command + " - .{20,}");
            assertLine(help, "   scope: offline");
            assertLine(help, " +String\\[\\] .*; --help tells more");
        }
    }
}
