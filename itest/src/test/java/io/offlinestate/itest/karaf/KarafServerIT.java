// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.KarafProcess;
import io.offlinestate.itest.support.SshChannel;
import java.util.List;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What a script gets over ssh, with the role of whoever it logs in as. */
public class KarafServerIT {
    @ClassRule
    public static final KarafProcess KARAF = KarafProcess.withConsole(KarafServerIT.class);

    private static final List<String> LOOKING = List.of(
            "list",
            "list --json",
            "info default",
            "why default",
            "listeners",
            "failed",
            "history default",
            "watch --for 1");

    @Rule
    public Timeout limit = Timeout.seconds(120);

    @After
    public void goOnline() throws Exception {
        KARAF.ssh("admin", "offline:withdraw default drill"); // refused unless a test has left it
        KARAF.ssh("admin", "offline:set default online --wait 20").succeeded();
    }

    @Test
    public void everybodyLooks() throws Exception {
        for (String user : List.of("viewer", "manager", "admin")) {
            for (String command : LOOKING) {
                assertFalse(
                        command,
                        KARAF.ssh(user, "offline:" + command).succeeded().isBlank());
            }
        }
        contains(KARAF.ssh("viewer", "offline:list").succeeded(), "default", "ONLINE");
        contains(KARAF.ssh("viewer", "offline:info default").succeeded(), "requested     ONLINE");
        contains(KARAF.ssh("viewer", "offline:failed").succeeded(), "no service has failed");
    }

    @Test
    public void aViewerDoesNotSteer() throws Exception {
        String before = KARAF.ssh("viewer", "offline:history default").succeeded();
        for (String command : List.of(
                "set default offline",
                "set --wait 5 default offline",
                "set default --help",
                "set",
                "report default drill unreachable",
                "report default drill unreachable --help",
                "withdraw default drill")) {
            contains(KARAF.ssh("viewer", "offline:" + command).failed(), "Insufficient credentials");
        }
        contains(
                KARAF.ssh("viewer", "alias 'mine = { offline:set $args }'; mine default offline")
                        .failed(),
                "Insufficient credentials");
        assertEquals(
                "nothing has happened",
                before,
                KARAF.ssh("viewer", "offline:history default").succeeded());
    }

    @Test
    public void whoeverMayNotSteerIsToldWhoMay() throws Exception {
        for (String user : List.of("viewer", "manager", "admin")) {
            for (String command : List.of("set", "report", "withdraw")) {
                contains(
                        KARAF.ssh(user, "offline:" + command + " --help").succeeded(),
                        "SYNTAX",
                        "For the roles manager and admin");
            }
        }
    }

    @Test
    public void managersAndAdminsSteer() throws Exception {
        for (String user : List.of("manager", "admin")) {
            contains(KARAF.ssh(user, "offline:set default offline --wait 20").succeeded(), "default: is OFFLINE");
            contains(
                    KARAF.ssh("viewer", "offline:why default").succeeded(),
                    "default: OFFLINE since",
                    "requested OFFLINE by bundle");
            contains(KARAF.ssh(user, "offline:set default online --wait 20").succeeded(), "default: is ONLINE");

            contains(
                    KARAF.ssh(user, "offline:report default drill unreachable no carrier")
                            .succeeded(),
                    "UNREACHABLE (no carrier)");
            Await.until("the drill is on", () -> says("offline:why default", "no carrier"));
            contains(KARAF.ssh(user, "offline:withdraw default drill").succeeded(), "drill says nothing any more");
            Await.until("the drill is over", () -> says("offline:why default", "default: ONLINE since"));
        }
    }

    private static boolean says(String command, String words) throws Exception {
        return KARAF.ssh("viewer", command).succeeded().contains(words);
    }

    @Test
    public void aScriptGetsJsonAndNothingElse() throws Exception {
        KARAF.ssh("manager", "offline:set default offline --wait 20").succeeded();

        SshChannel.Result list = KARAF.ssh("viewer", "offline:list --json");
        assertEquals("", list.err());
        JsonArray objects =
                JsonParser.parseString(list.succeeded()).getAsJsonObject().getAsJsonArray("objects");
        assertEquals(1, objects.size());
        JsonObject object = objects.get(0).getAsJsonObject();
        assertEquals("default", object.get("id").getAsString());
        assertEquals("OFFLINE", object.get("state").getAsString());
        assertEquals(0, object.get("listenerCount").getAsInt());
    }

    @Test
    public void aScriptIsToldWhatIsWrong() throws Exception {
        contains(KARAF.ssh("manager", "offline:set defualt offline").failed(), "defualt", "did you mean default?");
        contains(KARAF.ssh("manager", "offline:set default down").failed(), "expected online or offline");
        contains(KARAF.ssh("viewer", "offline:why default --jsno").failed(), "--jsno", "did you mean --json?");
        contains(KARAF.ssh("viewer", "offline:list --jsno").failed(), "--jsno", "--help"); // Karaf answers before us
        contains(KARAF.ssh("viewer", "offline:why nothing").failed(), "nothing", "there are: default");
    }

    @Test
    public void aScriptGetsNoColours() throws Exception {
        assertFalse(KARAF.ssh("viewer", "offline:list").succeeded().contains("\u001b"));
        assertFalse(KARAF.ssh("viewer", "offline:why nothing").failed().contains("\u001b"));
    }

    @Test
    public void watchEndsWithTheConnection() throws Exception {
        try (SshChannel watch = KARAF.begin("viewer", "offline:watch default")) {
            watch.awaitPrinted("watching 1 object");
            KARAF.ssh("manager", "offline:set default offline --wait 20").succeeded();
            watch.awaitPrinted("STATECHANGE_DONE");
            assertTrue(listeners(), listeners().contains("offline:watch"));
        }
        Await.until("the watch has gone", () -> !listeners().contains("offline:watch"));
        contains(listeners(), "no listeners");
    }

    private static String listeners() throws Exception {
        return KARAF.ssh("viewer", "offline:listeners default").succeeded();
    }

    private static void contains(String text, String... words) {
        for (String word : words) {
            assertTrue("no \"" + word + "\" in:\n" + text, text.contains(word));
        }
    }
}
