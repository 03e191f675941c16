// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.GogoTest;
import io.offlinestate.itest.support.Tab;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.Before;
import org.junit.Test;

/** What Tab offers in a Gogo shell that edits lines. */
public class GogoCompletionIT extends GogoTest {
    /** What is offered after a line. */
    private Function<String, List<String>> tab;

    private OfflineObjectId profile;
    private OfflineObjectId account;

    @Override
    protected String[] shellBundles() {
        return new String[] {"jline", "org.apache.felix.gogo.jline"};
    }

    @Before
    public void learn() {
        profile = host.newProfile();
        account = host.create(CreateInfo.child(profile, UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        tab = new Tab(shell.session())::after;
        Await.until("the session has learnt", () -> {
            shell.printed("offline:list");
            return !tab.apply("offline:why ").isEmpty();
        });
    }

    private void assertOffered(String line, String... candidates) {
        List<String> offered = tab.apply(line);
        for (String candidate : candidates) {
            assertTrue(candidate + " is not offered after \"" + line + "\": " + offered, offered.contains(candidate));
        }
    }

    @Test
    public void objectsAndProfiles() {
        for (String command : List.of("info", "why", "set", "listeners", "history", "watch", "report", "withdraw")) {
            assertOffered("offline:" + command + " ", "default", profile.toString(), account.toString());
        }
    }

    @Test
    public void states() {
        assertEquals(List.of("online", "offline"), tab.apply("offline:set " + profile + " "));
        assertEquals(List.of("reachable", "unreachable"), tab.apply("offline:report " + profile + " drill "));
    }

    @Test
    public void detectors() throws Exception {
        assertEquals(List.of(), tab.apply("offline:withdraw " + profile + " "));
        shell.printed("offline:report " + profile + " drill reachable");
        assertEquals(List.of("drill"), tab.apply("offline:withdraw " + profile + " "));
        shell.printed("offline:withdraw " + profile + " drill");
    }

    @Test
    public void options() {
        assertOffered("offline:set " + profile + " offline -", "--wait", "-w");
        assertOffered("offline:history -", "-n", "--json");
    }

    @Test
    public void nothingAfterTheConsoleHasGone() throws Exception {
        host.stop("io.offlinestate.console");
        assertFalse(tab.apply("offline:why ").contains("default"));
    }
}
