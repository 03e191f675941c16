// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.common.Election.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The election in the registry of a real framework. */
@Timeout(60)
class ElectionTest {
    private static final String ROLE = "manager";

    @TempDir
    Path storage;

    private Framework framework;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger mostActive = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private final class Counted implements Election.Candidate {
        private final List<String> calls = new ArrayList<>();
        private volatile boolean isActive;
        private volatile Runnable whenActive = () -> {};

        @Override
        public void activate() {
            int now = active.incrementAndGet();
            mostActive.accumulateAndGet(now, Math::max);
            isActive = true;
            calls.add("activate");
            whenActive.run();
        }

        @Override
        public void passive(ServiceReference<?> reference) {
            Bundle bundle = reference.getBundle();
            calls.add("passive: " + (bundle == null ? "gone" : bundle.getSymbolicName()));
        }

        @Override
        public void deactivate() {
            isActive = false;
            calls.add("deactivate");
            active.decrementAndGet();
        }
    }

    private Bundle bundle(String name) throws Exception {
        return bundle(name, Map.of());
    }

    private Bundle bundle(String name, Map<String, String> headers) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        try (InputStream in = new ByteArrayInputStream(bytes.toByteArray())) {
            Bundle bundle = framework.getBundleContext().installBundle(name, in);
            bundle.start();
            return bundle;
        }
    }

    private Election election(String bundle, Counted candidate) throws Exception {
        return new Election(bundle(bundle).getBundleContext(), ROLE, candidate);
    }

    @Test
    void first_isActive_secondIsPassive() throws Exception {
        Counted first = new Counted();
        Counted second = new Counted();

        election("a", first).open();
        election("b", second).open();

        assertEquals(List.of("activate"), first.calls);
        assertEquals(List.of("passive: a"), second.calls);
    }

    @Test
    void second_takesOverAtOnce_whenFirstCloses() throws Exception {
        Counted first = new Counted();
        Counted second = new Counted();
        Election election = election("a", first);
        election.open();
        election("b", second).open();

        election.close();

        assertEquals(List.of("activate", "deactivate"), first.calls);
        assertEquals(List.of("passive: a", "activate"), second.calls);
        assertEquals(1, mostActive.get(), "active together");
    }

    @Test
    void second_takesOver_whenBundleOfFirstStops() throws Exception {
        Counted second = new Counted();
        Bundle first = bundle("a");
        new Election(first.getBundleContext(), ROLE, new Counted()).open();
        election("b", second).open();

        first.stop(); // the framework unregisters what is still open

        assertTrue(second.isActive);
    }

    @Test
    void waiting_takesNobodysPlace_whenItCloses() throws Exception {
        Counted first = new Counted();
        Counted second = new Counted();
        election("a", first).open();
        Election waiting = election("b", second);
        waiting.open();

        waiting.close();

        assertEquals(List.of("activate"), first.calls);
        assertEquals(List.of("passive: a"), second.calls);
    }

    @Test
    void roles_areIndependent() throws Exception {
        Counted whiteboard = new Counted();
        election("a", new Counted()).open();

        new Election(bundle("b").getBundleContext(), "whiteboard", whiteboard).open();

        assertTrue(whiteboard.isActive);
    }

    @Test
    void lowerId_waits_whenHigherIsActive() throws Exception {
        BundleContext context = bundle("other version").getBundleContext();
        Counted candidate = new Counted();
        Bundle bundle = bundle("a");
        Election[] election = new Election[1];
        bundle.getBundleContext().addServiceListener(event -> {}, "(" + Election.ROLE + "=*)");
        election[0] = new Election(bundle.getBundleContext(), ROLE, candidate);
        // another one becomes active between the registration of the marker and the first look
        List<ServiceRegistration<?>> other = new ArrayList<>();
        context.addServiceListener(
                event -> {
                    if (other.isEmpty()) {
                        other.add(null);
                        other.set(0, context.registerService(Election.MARKER, new Object(), marker(State.ACTIVE)));
                    }
                },
                "(" + Election.ROLE + "=*)");

        election[0].open();
        assertEquals(List.of("passive: other version"), candidate.calls);

        other.get(0).unregister();
        assertTrue(candidate.isActive);
    }

    @Test
    void higherId_takesItsClaimBack_whenLowerClaims() throws Exception {
        BundleContext context = bundle("other version").getBundleContext();
        ServiceRegistration<?> other = context.registerService(Election.MARKER, new Object(), marker(State.WAITING));
        Counted candidate = new Counted();
        BundleContext own = bundle("a").getBundleContext();
        // the other one claims while this one does
        own.addServiceListener(
                event -> {
                    if (State.CLAIMING.name().equals(event.getServiceReference().getProperty(Election.STATE))
                            && State.WAITING.name().equals(other.getReference().getProperty(Election.STATE))) {
                        other.setProperties(marker(State.CLAIMING));
                    }
                },
                "(" + Election.ROLE + "=*)");

        new Election(own, ROLE, candidate).open();
        assertEquals(State.WAITING.name(), stateOf(own));

        other.setProperties(marker(State.ACTIVE));
        assertEquals(List.of("passive: other version"), candidate.calls);
    }

    private static Object stateOf(BundleContext context) {
        return context.getBundle().getRegisteredServices()[0].getProperty(Election.STATE);
    }

    private static Hashtable<String, Object> marker(State state) {
        return new Hashtable<>(Map.of(Election.ROLE, ROLE, Election.STATE, state.name()));
    }

    @Test
    void failedActivation_letsNextOneTakeOver() throws Exception {
        Counted first = new Counted();
        first.whenActive = () -> {
            throw new IllegalStateException("does not start");
        };
        Election failing = election("a", first);

        assertThrows(IllegalStateException.class, failing::open);
        Counted second = new Counted();
        election("b", second).open();

        assertEquals(List.of("activate", "deactivate"), first.calls);
        assertTrue(second.isActive);
    }

    @Test
    void close_insideOfActivation_endsAfterIt() throws Exception {
        Counted candidate = new Counted();
        Election election = election("a", candidate);
        candidate.whenActive = election::close;

        election.open();

        assertEquals(List.of("activate", "deactivate"), candidate.calls);
    }

    @Test
    void passiveBundles_namesBothOfThem() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        PassiveBundles passive = new PassiveBundles(framework.getBundleContext(), changes::incrementAndGet);
        passive.open();
        Bundle first = bundle("a");
        new Election(first.getBundleContext(), ROLE, new Counted()).open();
        assertEquals(List.of(), passive.describe());
        Bundle second = bundle("b");
        new Election(second.getBundleContext(), ROLE, new Counted()).open();

        int before = changes.get();
        assertEquals(
                List.of("a second manager is installed: b 0.0.0 [" + second.getBundleId()
                        + "] is passive while a 0.0.0 [" + first.getBundleId() + "] is active; uninstall one of them"),
                passive.describe());
        first.stop();
        assertEquals(List.of(), passive.describe());
        assertTrue(changes.get() > before, "the change was reported");
    }

    /** A bundle that uses the API of one of two bundles, in which alone the package is. */
    private Bundle user(String name, String api) throws Exception {
        if (framework.getBundleContext().getBundle(api) == null) {
            bundle(api, Map.of(Constants.EXPORT_PACKAGE, "io.offlinestate"));
        }
        return bundle(name, Map.of(Constants.IMPORT_PACKAGE, "io.offlinestate;bundle-symbolic-name=" + api));
    }

    private Election whiteboard(Bundle bundle, Counted candidate) {
        return new Election(bundle.getBundleContext(), "whiteboard", ROLE, candidate);
    }

    @Test
    void follower_givesWay_whenFollowedUsesOtherApi() throws Exception {
        Counted older = new Counted();
        Counted newer = new Counted();
        whiteboard(user("whiteboard1", "api1"), older).open();
        whiteboard(user("whiteboard2", "api2"), newer).open();
        Bundle olderManager = user("manager1", "api1");
        assertEquals(List.of("activate"), older.calls);

        Election manager = new Election(user("manager2", "api2").getBundleContext(), ROLE, new Counted());
        manager.open();

        assertEquals(List.of("activate", "deactivate", "passive: manager2"), older.calls);
        assertEquals(List.of("passive: whiteboard1", "activate"), newer.calls);
        new Election(olderManager.getBundleContext(), ROLE, new Counted()).open(); // and waits
        assertTrue(newer.isActive);

        manager.close();

        assertTrue(older.isActive);
        assertEquals("deactivate", newer.calls.get(2));
        assertEquals(2, active.get(), "a manager and a whiteboard");
    }

    @Test
    void lonelyFollower_waitsForItsApi_andIsShown() throws Exception {
        Counted candidate = new Counted();
        PassiveBundles passive = new PassiveBundles(framework.getBundleContext(), () -> {});
        passive.open();
        Bundle managing = user("manager2", "api2");
        Election manager = new Election(managing.getBundleContext(), ROLE, new Counted());
        manager.open();
        Bundle bundle = user("whiteboard1", "api1");
        Election whiteboard = whiteboard(bundle, candidate);

        whiteboard.open();

        assertEquals(List.of("passive: manager2"), candidate.calls);
        assertEquals(
                List.of("the whiteboard whiteboard1 0.0.0 [" + bundle.getBundleId()
                        + "] is passive: it uses another API bundle than the manager manager2 0.0.0 ["
                        + managing.getBundleId() + "], which is active; expected one API bundle: uninstall the other"),
                passive.describe());
        manager.close(); // without a manager there is nothing to agree with
        assertTrue(candidate.isActive);
        whiteboard.close();
        assertEquals(List.of("passive: manager2", "activate", "deactivate"), candidate.calls);
    }

    /** The registry gives service ids before it shows the services: two may each see themselves as the first. */
    @Test
    void neverTwoActive_whenManyComeAndGoTogether() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Future<?>> running = new ArrayList<>();
        AtomicInteger activations = new AtomicInteger();
        for (int i = 0; i < threads; i++) {
            BundleContext context = bundle("candidate" + i).getBundleContext();
            running.add(executor.submit(() -> {
                for (int round = 0; round < 500; round++) {
                    CountDownLatch activated = new CountDownLatch(1);
                    Counted candidate = new Counted();
                    candidate.whenActive = activated::countDown;
                    Election election = new Election(context, ROLE, candidate);
                    together.await(10, TimeUnit.SECONDS);
                    election.open();
                    assertTrue(activated.await(10, TimeUnit.SECONDS), "each one becomes active in its turn");
                    activations.incrementAndGet();
                    election.close();
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get(50, TimeUnit.SECONDS);
        }
        executor.shutdown();
        assertEquals(1, mostActive.get(), "active together");
        assertEquals(threads * 500, activations.get());
    }
}
