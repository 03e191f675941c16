// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.Cause;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.GogoTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Recorder;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Test;

/** What an operator changes in a plain Gogo shell, and what is refused. */
public class GogoSteeringIT extends GogoTest {
    private OfflineObjectId profile;

    @Before
    public void createProfile() {
        profile = host.newProfile();
    }

    private void assertRefused(String line, String... words) {
        String refused = shell.refused(line);
        for (String word : words) {
            assertTrue(line + ": \"" + word + "\" is not in: " + refused, refused.contains(word));
        }
    }

    @Test
    public void setWithWaitIsDoneWhenItReturns() throws Exception {
        assertEquals(profile + ": is OFFLINE\n", shell.printed("offline:set " + profile + " offline --wait 20"));
        assertEquals(OFFLINE, host.dto(profile).state);
        assertEquals(
                profile + ": OFFLINE was requested already, and it is OFFLINE\n",
                shell.printed("offline:set " + profile + " offline"));
        assertEquals(profile + ": is ONLINE\n", shell.printed("offline:set --wait=20 " + profile + " ONLINE"));
        assertTrue(host.history(profile).get(2).reason.contains(Host.CONSOLE));
    }

    @Test
    public void setDoesNotWaitUnlessItIsTold() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        host.undo(release::countDown);
        Recorder flushing = new Recorder("flushing").doing(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_START) {
                Await.latch("the end of the test", release);
            }
        });
        host.listen(flushing, Map.of("offline.notify.profile", profile.profile()));
        assertEquals(
                profile + ": the change to OFFLINE is under way; --wait waits for it\n",
                shell.printed("offline:set " + profile + " offline"));
        assertRefused("offline:set " + profile + " offline", "not set to OFFLINE", "transition");
        release.countDown();
        Await.until("it is offline", () -> host.dto(profile).phase == null && host.dto(profile).state == OFFLINE);
    }

    @Test
    public void setSaysThatTheWaitIsOverAndTheChangeGoesOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        host.undo(release::countDown);
        Recorder flushing = new Recorder("flushing").doing(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_START) {
                Await.latch("the end of the test", release);
            }
        });
        host.listen(flushing, Map.of("offline.notify.profile", profile.profile()));
        assertRefused(
                "offline:set " + profile + " offline -w 0.05",
                profile + ": the change to OFFLINE took longer than 0.05 s and goes on; now in STATECHANGE_START");
        assertTrue(shell.printed("offline:list").contains("ONLINE (STATECHANGE_START)"));
    }

    @Test
    public void aDrillIsADetectedOutage() throws Exception {
        assertEquals(
                profile + ": detector drill says UNREACHABLE (no carrier), until offline:withdraw " + profile
                        + " drill\n",
                shell.printed("offline:report " + profile + " drill unreachable no carrier"));
        Await.until("it is offline", () -> host.dto(profile).phase == null && host.dto(profile).state == OFFLINE);
        assertEquals(Cause.DETECTION, host.history(profile).get(1).cause);
        assertTrue(shell.printed("offline:why " + profile)
                .contains("unreachable, says detector drill of " + Host.CONSOLE + ": no carrier"));
        String set = shell.printed("offline:set " + profile + " offline; offline:set " + profile + " online");
        assertTrue(set, set.contains(profile + ": ONLINE is requested, but it is OFFLINE: unreachable"));

        assertEquals(
                profile + ": detector drill says nothing any more\n",
                shell.printed("offline:withdraw " + profile + " drill"));
        Await.until("it is online", () -> host.dto(profile).phase == null && host.dto(profile).state == ONLINE);
    }

    @Test
    public void aDrillEndsWithTheConsole() throws Exception {
        shell.printed("offline:report " + profile + " drill unreachable");
        Await.until("it is offline", () -> host.dto(profile).state == OFFLINE);
        host.stop(Host.CONSOLE);
        Await.until("it is online", () -> host.dto(profile).phase == null && host.dto(profile).state == ONLINE);
    }

    @Test
    public void whatIsWrongIsSaidAndWhatWouldBeRight() {
        String name = profile.profile();
        String typo = name.replace("profile", "porfile");
        assertRefused("offline:info " + typo, "there is no object \"" + typo + "\"; did you mean " + name + "?");
        assertRefused("offline:why", "the object is missing; usage: offline:why <object>", "there are: default, ");
        assertRefused("offline:set " + name + " down", "\"down\" is no state; expected online or offline; usage:");
        assertRefused("offline:set " + name, "the state is missing; usage: offline:set <object> online|offline");
        assertRefused("offline:set " + name + " online --wiat 5", "no option \"--wiat\"; did you mean --wait?");
        assertRefused(
                "offline:set " + name + " online --wait soon", "--wait is \"soon\"; expected a number of seconds");
        assertRefused("offline:history " + name + " -n 0", "-n is \"0\"; expected a number from 1, such as -n 5");
        assertRefused("offline:list " + name, "unexpected argument \"" + name + "\"; usage: offline:list [--json]");
        assertRefused(
                "offline:report " + name + " drill broken",
                "\"broken\" can't be reported; expected reachable or unreachable");
        assertRefused("offline:report " + name, "the detector is missing; usage: offline:report <object> <detector>");
    }

    @Test
    public void aDetectorThatSaidNothingCannotBeWithdrawn() throws Exception {
        assertRefused("offline:withdraw " + profile + " drill", "only what offline:report has told can be withdrawn");
        shell.printed("offline:report " + profile + " drill reachable");
        assertRefused("offline:withdraw " + profile + " dril", "did you mean drill?");
        shell.printed("offline:withdraw " + profile + " drill");
    }

    @Test
    public void theCommandsComeAndGoWithTheManager() throws Exception {
        host.stop(Host.IMPL);
        assertRefused("offline:list", "offline:list");
        host.bundle(Host.IMPL).start();
        Await.until("the commands are back", () -> {
            try {
                return shell.printed("offline:list").contains("default");
            } catch (Exception notYet) {
                return false;
            }
        });
    }
}
