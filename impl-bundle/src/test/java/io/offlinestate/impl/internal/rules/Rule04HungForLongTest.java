// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.reachability.Reachability;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 4, for plug-ins that are dead: each is waited for once, and all of them together not longer than one of them. */
@Timeout(60)
class Rule04HungForLongTest {
    private static final long HOLD_MILLIS = 1_000;
    private static final long MARGIN_MILLIS = 700;

    private final Host host = new Host();
    private final List<Hanging> hanging = new ArrayList<>();

    {
        host.configure(HOLD_MILLIS, 20);
    }

    @AfterEach
    void close() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    /** A listener of a bundle that hangs in the next transition of the object. */
    private AdviseToken advise(BundleSession bundle, OfflineManager object, NotifyType where) {
        Hanging listener = Hanging.in(where);
        hanging.add(listener);
        return host.manager(bundle, object.id()).advise(AdviseInfo.of(listener));
    }

    private List<BundleSession> hungBundles(int count) {
        List<BundleSession> bundles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bundles.add(host.newSession("hung." + i));
            advise(bundles.get(i), host.open(), NotifyType.STATECHANGE_START);
        }
        host.report(host.open(), Reachability.UNREACHABLE);
        hanging.forEach(Hanging::awaitHanging);
        return bundles;
    }

    private static long millis(Runnable stop) {
        long begun = System.nanoTime();
        stop.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private static void assertAtMost(long most, long millis) {
        assertTrue(millis <= most, () -> "it took " + millis + " ms");
    }

    @Test
    void unadvise_ofCallbackOlderThanHold_returnsAtOnce() {
        AdviseToken token = advise(host.session, host.open(), NotifyType.STATECHANGE_START);
        host.report(host.open(), Reachability.UNREACHABLE);
        hanging.get(0).awaitHanging();
        Waits.workFor(HOLD_MILLIS);
        assertAtMost(MARGIN_MILLIS, millis(token::close));
        assertTrue(hanging.get(0).isHanging());
    }

    @Test
    void unadvise_ofYoungerCallback_waitsForTheRestOfTheHold() {
        AdviseToken token = advise(host.session, host.open(), NotifyType.STATECHANGE_START);
        host.report(host.open(), Reachability.UNREACHABLE);
        long begun = System.nanoTime();
        hanging.get(0).awaitHanging();
        Waits.workFor(HOLD_MILLIS / 2);
        token.close();
        long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(age >= HOLD_MILLIS, () -> "it has waited until " + age + " ms after the beginning");
        assertAtMost(HOLD_MILLIS + 400, age);
    }

    @Test
    void bundles_stoppedOneAfterAnother_costTheHoldOnce() {
        List<BundleSession> bundles = hungBundles(5);
        assertAtMost(HOLD_MILLIS + MARGIN_MILLIS, millis(() -> bundles.forEach(BundleSession::close)));
        assertAtMost(MARGIN_MILLIS, millis(host.table::close));
        assertTrue(hanging.stream().allMatch(Hanging::isHanging));
    }

    @Test
    void manager_stoppedWithHungBundles_costsTheHoldOnce() {
        hungBundles(5);
        assertAtMost(HOLD_MILLIS + MARGIN_MILLIS, millis(host.table::close));
        assertAtMost(MARGIN_MILLIS, millis(host.dispatcher::close)); // all of its threads together
    }

    /** Other bundles make changes while they stop, and each change finds another listener that hangs. */
    @Test
    void framework_stoppingWhileNewCallbacksHang_costsTheHoldOnce() {
        List<BundleSession> bundles = new ArrayList<>();
        List<OfflineManager> objects = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            bundles.add(host.newSession("hung." + i));
            objects.add(host.child(host.open()));
            advise(bundles.get(i), objects.get(i), NotifyType.STATECHANGE_START);
        }
        host.table.stopping();
        long took = millis(() -> {
            for (int i = 0; i < 4; i++) {
                host.report(objects.get(i), Reachability.UNREACHABLE);
                hanging.get(i).awaitHanging();
                bundles.get(i).close();
            }
            host.table.close();
        });
        assertAtMost(HOLD_MILLIS + MARGIN_MILLIS, took);
    }

    @Test
    void stop_afterExitFromCallback_doesNotWaitForIt() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exiting.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = child.inputReader()) {
            assertEquals("exits", output.readLine());
            long begun = System.nanoTime();
            assertEquals("stopped", output.readLine());
            assertAtMost(2_000, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)); // the hold is 5 s
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
            assertEquals(3, child.exitValue());
        } finally {
            child.destroyForcibly();
        }
    }

    /** A host that stops everything in a shutdown hook, and a plug-in that ends the process from inside a callback. */
    static final class Exiting {
        private Exiting() {}

        public static void main(String[] arguments) {
            Host host = new Host();
            BundleSession plugin = host.newSession("plugin");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                plugin.close();
                host.close();
                System.out.println("stopped");
            }));
            host.manager(plugin, host.open().id()).advise(AdviseInfo.of(notification -> {
                System.out.println("exits");
                System.exit(3);
            }));
            host.report(host.open(), Reachability.UNREACHABLE);
            Waits.workFor(20_000);
        }
    }
}
