// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.GogoTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Shell;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.Test;

/** {@code offline:watch} in a plain Gogo shell: what it shows, how it ends, and that nothing is left of it. */
public class GogoWatchIT extends GogoTest {
    private OfflineObjectId profile;

    @Before
    public void createProfile() {
        profile = host.newProfile();
    }

    private CompletableFuture<Object> watch() {
        CompletableFuture<Object> watch = shell.begin("offline:watch " + profile);
        shell.awaitPrinted(profile + ": is ONLINE");
        return watch;
    }

    private void assertNothingIsLeft() {
        Await.until("its advise has ended", () -> host.advises(profile).isEmpty());
    }

    @Test
    public void itShowsEachPhaseAndEndsWithCtrlC() throws Exception {
        CompletableFuture<Object> watch = watch();
        assertEquals("offline:watch", host.advises(profile).get(0).label);
        host.set(profile, OFFLINE);
        for (String phase : List.of("STATECHANGE_START ", "STATECHANGE ", "STATECHANGE_DONE ")) {
            shell.awaitPrinted(profile + ": " + phase);
        }
        assertFalse(watch.isDone());
        shell.ctrlC();
        Shell.awaitEnd(watch);
        assertNothingIsLeft();
        assertTrue(shell.printed("offline:why " + profile).contains("OFFLINE since"));
    }

    @Test
    public void itEndsWithTheConnection() throws Exception {
        CompletableFuture<Object> watch = watch();
        shell.hangUp();
        Shell.awaitEnd(watch);
        assertNothingIsLeft();
    }

    @Test
    public void itEndsWithTheSession() throws Exception {
        CompletableFuture<Object> watch = watch();
        shell.close();
        Shell.awaitEnd(watch);
        assertNothingIsLeft();
    }

    @Test
    public void itEndsAfterTheTimeThatWasSaid() throws Exception {
        String printed = shell.printed("offline:watch " + profile + " --for 0.2");
        assertTrue(printed, printed.contains("watching 1 object; Ctrl-C ends"));
        assertNothingIsLeft();
    }

    @Test
    public void itEndsWithTheManager() throws Exception {
        CompletableFuture<Object> watch = watch();
        host.stop(Host.IMPL);
        Shell.awaitEnd(watch);
    }

    @Test
    public void itEndsWithTheConsole() throws Exception {
        CompletableFuture<Object> watch = watch();
        host.stop(Host.CONSOLE);
        Shell.awaitEnd(watch);
        assertNothingIsLeft();
    }
}
