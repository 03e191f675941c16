// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.state.BundleSession;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;

/** Rules 4, 19: what a bundle does ends with it, however its threads and its stop overlap. */
class BundleSessionsTest {
    private static final OfflineObjectId DEFAULT = OfflineObjectId.global("default");

    private final Host host = new Host();
    private final BundleSessions sessions = new BundleSessions(host.table, host.dispatcher);
    private int state = Bundle.ACTIVE;
    private final Bundle bundle = (Bundle) Proxy.newProxyInstance(
            BundleSessionsTest.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> {
                return switch (method.getName()) {
                    case "getBundleId" -> 42L;
                    case "getSymbolicName" -> "plugin";
                    case "getState" -> state;
                    case "hashCode" -> 42;
                    default -> throw new UnsupportedOperationException(method.getName());
                };
            });

    @AfterEach
    void close() {
        host.close();
    }

    private void stopped() {
        state = Bundle.RESOLVED;
        sessions.bundleChanged(new BundleEvent(BundleEvent.STOPPED, bundle, bundle));
    }

    private int advises() {
        return host.inspector.object(DEFAULT).advises.length;
    }

    @Test
    void itLastsFromItsFirstUseUntilTheBundleHasStopped() {
        BundleSession session = sessions.of(bundle);
        host.manager(session, DEFAULT).advise(AdviseInfo.of(new Recorder()));
        assertSame(session, sessions.of(bundle));
        assertEquals(1, advises());
        stopped();
        assertEquals(0, advises());
        state = Bundle.STARTING;
        assertNotSame(session, sessions.of(bundle));
    }

    /** A thread of the bundle was let into the framework before the stop, and comes to the service after it. */
    @Test
    void whoGetsAServiceWhileTheBundleStopsLeavesNothingBehind() {
        stopped();
        OfflineManager late = host.manager(sessions.of(bundle), DEFAULT);
        Recorder recorder = new Recorder();
        late.advise(AdviseInfo.of(recorder));
        assertEquals(0, advises());
        state = Bundle.STARTING;
        host.manager(sessions.of(bundle), DEFAULT).advise(AdviseInfo.of(new Recorder()));
        late.advise(AdviseInfo.of(recorder));
        assertEquals(1, advises());
    }

    private Thread threadOfAnAction() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        host.dispatcher.executeApart("default", () -> ran.complete(Thread.currentThread()));
        return ran.get(10, TimeUnit.SECONDS);
    }

    /** What it has left in thread locals must not keep its class loader. */
    @ParameterizedTest
    @ValueSource(ints = {BundleEvent.UNRESOLVED, BundleEvent.UNINSTALLED})
    void bundle_unloaded_endsThreadsThatItMayHaveUsed(int event) throws Exception {
        Thread before = threadOfAnAction();
        sessions.bundleChanged(new BundleEvent(event, bundle, bundle));
        before.join(900); // an idle one would live for a second
        assertFalse(before.isAlive());
        assertNotSame(before, threadOfAnAction());
    }

    @Test
    void bundle_resolved_endsNoThread() throws Exception {
        Thread before = threadOfAnAction();
        sessions.bundleChanged(new BundleEvent(BundleEvent.RESOLVED, bundle, bundle));
        sessions.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle, bundle));
        assertTrue(before.isAlive());
    }
}
