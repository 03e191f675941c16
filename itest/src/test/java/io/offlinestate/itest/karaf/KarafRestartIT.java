// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.KarafProcess;
import java.util.Locale;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Karaf ends and starts again: what was requested still holds. */
public class KarafRestartIT {
    @ClassRule
    public static final KarafProcess KARAF = KarafProcess.withConsole(KarafRestartIT.class);

    @Rule
    public Timeout limit = Timeout.seconds(150);

    @Test
    public void whatWasRequestedHoldsAfterAnOrderlyEnd() throws Exception {
        requests("offline");
        KARAF.stop();
        startAgain();
        String why = KARAF.ssh("viewer", "offline:why default").succeeded();
        assertTrue(why, why.contains("default: OFFLINE since"));
        assertTrue(why, why.contains("requested OFFLINE before the restart"));
    }

    @Test
    public void andAfterKarafWasKilled() throws Exception {
        requests("online"); // written over what the other test has left
        requests("offline");
        KARAF.kill();
        startAgain();
        String why = KARAF.ssh("viewer", "offline:why default").succeeded();
        assertTrue(why, why.contains("requested OFFLINE before the restart"));
    }

    /** The file of the profile in {@code etc/} is its configuration. */
    @Test
    public void unlessItsFileSaysHowItStarts() throws Exception {
        requests("offline");
        KARAF.stop();
        KARAF.put("io.offlinestate.profile-default", "startup", "online");
        startAgain();
        Await.until(
                "the profile to start as configured",
                () -> KARAF.ssh("viewer", "offline:info default").succeeded().contains("ONLINE"));
        String why = KARAF.ssh("viewer", "offline:why default").succeeded();
        assertTrue(why, why.contains("default: ONLINE since"));
        KARAF.put("io.offlinestate.profile-default", "startup", "remember");
    }

    private static void requests(String state) throws Exception {
        String answer = KARAF.ssh("manager", "offline:set default " + state + " --wait 20")
                .succeeded();
        assertTrue(answer, answer.contains("is " + state.toUpperCase(Locale.ROOT)));
    }

    private static void startAgain() throws Exception {
        KARAF.start();
        KARAF.awaitConsole();
    }
}
