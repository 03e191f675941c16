// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.KarafSession;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Every command in a session of Karaf's shell. */
public class KarafCommandsIT extends FrameworkTest {
    private static final List<String> COMMANDS =
            List.of("list", "info", "why", "set", "listeners", "failed", "history", "watch", "report", "withdraw");

    private KarafSession admin;
    private OfflineObjectId profile;

    @Before
    public void openSession() {
        Await.until("the commands are there", () -> {
            try (KarafSession session = new KarafSession(host, "admin")) {
                return session.run("help offline:list").contains("offline:list");
            } catch (Exception e) {
                return false; // not yet
            }
        });
        admin = new KarafSession(host, "admin");
        profile = host.newProfile();
    }

    @After
    public void closeSession() {
        admin.close();
    }

    @Test
    public void listShowsEveryObjectAsTableAndAsJson() throws Exception {
        String table = admin.run("offline:list");
        contains(table, "OBJECT", "LISTENERS", "WHY OFFLINE", profile + " ", "default ", "ONLINE");
        contains(admin.run("offline:list --json"), "{", "\"id\":\"" + profile + "\"", "\"state\":\"ONLINE\"");
    }

    @Test
    public void setWaitsAndTheOthersTellWhatHappened() throws Exception {
        Recorder recorder = host.listen("hears the console", profile).recorder().awaitAdvised(profile, 1);

        assertEquals(
                profile + ": is OFFLINE",
                admin.run("offline:set --wait 10 " + profile + " offline").strip());
        assertEquals(OFFLINE, host.dto(profile).state);
        recorder.awaitDone(profile, 1);
        contains(
                admin.run("offline:info " + profile),
                "state         OFFLINE",
                "requested     OFFLINE",
                "sequence      1");
        contains(admin.run("offline:why " + profile), profile + ": OFFLINE since", "requested OFFLINE by bundle");
        contains(admin.run("offline:listeners " + profile), "DELIVERED", "STALLED", "P99", profile.toString());
        contains(admin.run("offline:set " + profile + " online --wait 10"), profile + ": is ONLINE");
        assertEquals(ONLINE, host.dto(profile).state);

        contains(admin.run("offline:history " + profile), "STARTUP", "ONLINE -> OFFLINE", "OFFLINE -> ONLINE");
        String last = admin.run("offline:history -n 1 " + profile);
        contains(last, "OFFLINE -> ONLINE");
        assertFalse(last, last.contains("ONLINE -> OFFLINE"));
        recorder.awaitDone(profile, 2);
        recorder.verify();
    }

    @Test
    public void failedShowsWhatTheWhiteboardHasRefused() throws Exception {
        contains(admin.run("offline:failed"), "no service has failed");
        host.listen(new Recorder("refused"), Map.of("offline.notify.client.token", "ten"));
        Await.until(
                "the service is refused",
                () -> host.service(OfflineWhiteboardRuntime.class).getRuntimeDTO().failedNotifyServices.length == 1);
        contains(admin.run("offline:failed"), "INVALID_CLIENT_TOKEN", "\"ten\"");
    }

    @Test
    public void reportVotesAndWithdrawTakesItBack() throws Exception {
        contains(
                admin.run("offline:report " + profile + " drill unreachable no carrier"),
                "detector drill says UNREACHABLE");
        Await.until("it is offline", () -> host.dto(profile).state == OFFLINE);
        contains(admin.run("offline:why " + profile), "no carrier");
        contains(admin.run("offline:withdraw " + profile + " drill"), "detector drill says nothing any more");
        Await.until("it is online", () -> host.dto(profile).state == ONLINE);
    }

    @Test
    public void watchPrintsEachPhaseAndLeavesNoListener() throws Exception {
        try (KarafSession watcher = new KarafSession(host)) {
            FutureTask<String> watch = new FutureTask<>(() -> watcher.run("offline:watch --for 3 " + profile));
            new Thread(watch, "watches").start();
            Await.until("the watch is advised", () -> host.advises(profile).size() == 1);
            host.set(profile, OFFLINE);
            contains(
                    watch.get(Await.SECONDS, TimeUnit.SECONDS),
                    "watching 1 object",
                    "STATECHANGE_START",
                    "STATECHANGE_DONE",
                    "sequence 1");
        }
        assertEquals("what the watch left", List.of(), host.advises(profile));
    }

    @Test
    public void eachHasHelp() throws Exception {
        for (String command : COMMANDS) {
            contains(admin.run("offline:" + command + " --help"), "DESCRIPTION", "offline:" + command, "SYNTAX");
        }
    }

    @Test
    public void whatIsWrongIsAnsweredWithWhatWouldBeRight() {
        refuses("offline:set " + profile + " down", "expected online or offline");
        refuses("offline:info defualt", "did you mean default?");
        refuses("offline:set --wait soon " + profile + " offline", "soon", "seconds");
        refuses("offline:withdraw " + profile + " drill", "nothing was reported");
    }

    @Test
    public void whoeverLogsInReadsButOnlyManagersAndAdminsSteer() throws Exception {
        for (String role : List.of("viewer", "ssh", "somebody")) {
            // Karaf denies that there is a command when no rule for it has the role
            String refusal = role.equals("somebody") ? "CommandNotFoundException" : "Insufficient credentials";
            try (KarafSession session = new KarafSession(host, role)) {
                contains(session.run("offline:list"), profile.toString());
                contains(session.run("offline:info " + profile), "requested     ONLINE");
                for (String command : List.of(
                        "set", "set P offline", "set P --help", "report P drill unreachable", "withdraw P drill")) {
                    String line = "offline:" + command.replace("P", profile.toString());
                    Exception refused = assertThrows(role + " may " + line, Exception.class, () -> session.run(line));
                    contains(refused.toString(), refusal);
                }
            }
        }
        assertEquals("nobody has changed it", 0, host.dto(profile).sequence);
        try (KarafSession manager = new KarafSession(host, "manager")) {
            contains(manager.run("offline:set --wait 10 " + profile + " offline"), "is OFFLINE");
            contains(manager.run("offline:report " + profile + " drill unreachable"), "UNREACHABLE");
            contains(manager.run("offline:withdraw " + profile + " drill"), "nothing any more");
        }
    }

    private void refuses(String command, String... words) {
        Exception refusal = assertThrows(command, Exception.class, () -> admin.run(command));
        contains(refusal.getMessage(), words);
    }

    static void contains(String text, String... words) {
        for (String word : words) {
            assertTrue("no \"" + word + "\" in:\n" + text, text.contains(word));
        }
    }
}
