// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.ForwardingListener;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.plugin.ListenerPlugin;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.Refusal;
import io.offlinestate.itest.support.Threads;
import io.offlinestate.itest.support.Unrest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The manager stops, starts, is refreshed; whoever listens as a service need not notice more than a new starting point. */
public class ImplRestartIT extends FrameworkTest {
    @Before
    public void leaveItOnline() {
        host.undo(() -> host.settleOnline(Host.DEFAULT)); // the wish may survive restarts; the next test starts online
    }

    @Test
    public void everyListenerServiceIsAdvisedAgain() throws Exception {
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            recorders.add(host.listen(new Recorder("survivor " + i), Map.of("service.ranking", i))
                    .recorder());
        }
        Bundle plugin = host.start(PluginJar.named("plugin.survivor")
                .header(ListenerPlugin.PROFILE, "default")
                .activator(ListenerPlugin.class)
                .classes(ForwardingListener.class, Journals.class));
        recorders.add(host.journal("plugin.survivor").lastRun());
        host.set(Host.DEFAULT, OFFLINE);
        host.set(Host.DEFAULT, ONLINE);
        for (Recorder recorder : recorders) {
            recorder.awaitAdvised(Host.DEFAULT, 1).awaitDone(Host.DEFAULT, recorder.startSequence(Host.DEFAULT) + 2);
        }

        Bundle impl = host.stop(Host.IMPL);
        assertNull("no object is left", host.context().getServiceReference(OfflineManager.class));
        impl.start();
        for (Recorder recorder : recorders) {
            recorder.awaitAdvised(Host.DEFAULT, 2);
            assertEquals("sequences begin anew", 0, recorder.startSequence(Host.DEFAULT));
        }
        host.set(Host.DEFAULT, OFFLINE);
        for (Recorder recorder : recorders) {
            recorder.awaitDone(Host.DEFAULT, 1);
            assertEquals("twice, once for each life of the manager", 2, recorder.timesAdvised(Host.DEFAULT));
            recorder.verify();
        }
        assertEquals(Bundle.ACTIVE, plugin.getState());
    }

    @Test
    public void refreshingTheProvidersRestartsNoClient() throws Exception {
        Bundle plugin = host.start(PluginJar.named("plugin.client")
                .header(ListenerPlugin.PROFILE, "default")
                .activator(ListenerPlugin.class)
                .classes(ForwardingListener.class, Journals.class));
        Recorder run = host.journal("plugin.client").lastRun().awaitAdvised(Host.DEFAULT, 1);

        host.refresh(host.bundle(Host.IMPL), host.bundle(Host.WHITEBOARD));
        run.awaitAdvised(Host.DEFAULT, 2);
        host.set(Host.DEFAULT, OFFLINE);
        run.awaitDone(Host.DEFAULT, 1);

        assertEquals("one run only", 1, host.journal("plugin.client").runs().size());
        assertEquals(Bundle.ACTIVE, plugin.getState());
        run.verify();
    }

    @Test
    public void whatIsUnderWayFailsAndThePhasesThatHaveNotBegunAreNotDelivered() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder recorder = new Recorder("busy in START");
        Listening listening = host.listen(recorder, Map.of("offline.notify.profile", "default"));
        recorder.awaitAdvised(Host.DEFAULT, 1).doing(notification -> {
            inside.countDown();
            Await.latch("the callback may return", goOn);
        });
        OfflineObjectId other = host.newProfile();
        CountDownLatch alsoInside = new CountDownLatch(1);
        Recorder alsoBusy = new Recorder("also busy in START");
        host.listen(alsoBusy, Map.of("offline.notify.profile", other.profile()));
        alsoBusy.awaitAdvised(other, 1).doing(notification -> {
            alsoInside.countDown();
            Await.latch("the callback may return", goOn);
        });

        CompletableFuture<ConnectionState> stage =
                host.manager(Host.DEFAULT).setCurrentState(OFFLINE).toCompletableFuture();
        OfflineManager manager = host.manager(other);
        FutureTask<ConnectionState> blocking = new FutureTask<>(() -> manager.setCurrentState(OFFLINE, Host.PATIENCE));
        new Thread(blocking, "sets and waits").start();
        Await.latch("the callback runs", inside);
        Await.latch("the other callback runs", alsoInside);
        Thread stops = new Thread(
                () -> {
                    try {
                        host.stop(Host.IMPL);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                "stops the manager");
        stops.start();
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> stage.get(Await.SECONDS, TimeUnit.SECONDS));
        ExecutionException alsoFailed =
                assertThrows(ExecutionException.class, () -> blocking.get(Await.SECONDS, TimeUnit.SECONDS));
        goOn.countDown();
        Await.end(stops);

        assertEquals(ErrorCode.NOT_FOUND, ((OfflineException) failed.getCause()).code());
        assertEquals(ErrorCode.NOT_FOUND, ((OfflineException) alsoFailed.getCause()).code());
        assertEquals(List.of("STATECHANGE_START"), types(recorder));
        assertEquals(List.of("STATECHANGE_START"), types(alsoBusy));
        listening.end();
        recorder.verify();
        alsoBusy.verify();
    }

    private static List<String> types(Recorder recorder) {
        return recorder.notifications().stream()
                .map(notification -> notification.type().name())
                .toList();
    }

    @Test
    public void managersAndTokensOfTheFormerLifeAreGone() throws Exception {
        OfflineManager manager = host.manager(Host.DEFAULT);
        Recorder recorder = new Recorder("of the former life");
        AdviseToken token = manager.advise(AdviseInfo.of(recorder));
        recorder.awaitAdvised(Host.DEFAULT, 1);

        Bundle impl = host.stop(Host.IMPL);
        recorder.close();
        Refusal.expect(ErrorCode.NOT_FOUND, "default", manager::getCurrentState);
        impl.start();
        host.awaitObject(Host.DEFAULT);
        Refusal.expect(ErrorCode.NOT_FOUND, "default", manager::getCurrentState);
        Refusal.expect(ErrorCode.NOT_FOUND, "default", () -> manager.setCurrentState(OFFLINE));
        Refusal.expect(ErrorCode.NOT_FOUND, "default", () -> manager.advise(AdviseInfo.of(recorder)));
        manager.unadvise(token);
        token.close();
        host.set(Host.DEFAULT, OFFLINE);

        assertEquals(0, recorder.count());
        recorder.verify();
    }

    @Test
    public void noThreadOutlivesTheManager() throws Exception {
        host.listen("keeps threads busy", Host.DEFAULT);
        try (Unrest unrest = host.unrest(Host.DEFAULT)) {
            unrest.awaitUnderWay();
        }

        Bundle impl = host.stop(Host.IMPL);
        Await.until(
                "no thread is left, but " + Threads.named("offline-"),
                () -> Threads.named("offline-").isEmpty());
        assertNull("no service is held", impl.getServicesInUse());
        impl.start();
    }

    @Test
    public void aHungCallbackKeepsItsThreadUntilItReturnsAndNoLonger() throws Exception {
        OfflineObjectId profile = OfflineObjectId.global(Host.newName("short-hold"));
        host.configure(Map.of("profile", profile.profile(), "hold.timeout.ms", 50L));
        host.awaitObject(profile);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder recorder = new Recorder("hangs").doing(notification -> {
            inside.countDown();
            Await.latch("the callback may return", goOn);
        });
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        recorder.awaitAdvised(profile, 1); // the whiteboard may hear of the object after us
        host.manager(profile).setCurrentState(OFFLINE);
        Await.latch("the callback runs", inside);

        Bundle impl = host.stop(Host.IMPL);
        Await.until(
                "the hung one alone is left", () -> Threads.named("offline-").size() == 1);
        goOn.countDown();
        Await.until("none is left", () -> Threads.named("offline-").isEmpty());
        impl.start();

        assertEquals("it got no more", 1, recorder.count());
    }

    /** Each profile has a hold of its own, but they all run out together. */
    @Test
    public void stoppingTheManagerWaitsForAllHungCallbacksTogether() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        host.undo(goOn::countDown);
        for (int i = 0; i < 4; i++) {
            OfflineObjectId profile = OfflineObjectId.global(Host.newName("hangs"));
            host.configure(Map.of("profile", profile.profile(), "hold.timeout.ms", 200L));
            host.awaitObject(profile);
            CountDownLatch inside = new CountDownLatch(1);
            Recorder recorder = new Recorder("hangs").doing(notification -> {
                inside.countDown();
                Await.latch("the callback may return", goOn);
            });
            host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
            recorder.awaitAdvised(profile, 1);
            host.manager(profile).setCurrentState(OFFLINE);
            Await.latch("the callback runs", inside);
        }

        long begun = System.nanoTime();
        host.stop(Host.IMPL);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);

        assertTrue("it took " + millis + " ms", millis < 3_000);
    }

    @Test
    public void theManagerComesAndGoesUnderLoad() throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        Recorder steady = host.listen("stays all the time", profile).recorder();
        List<Recorder> passing = new ArrayList<>();
        Bundle impl = host.bundle(Host.IMPL);
        host.undo(impl::start);

        try (Unrest unrest = host.unrest(profile, ErrorCode.NOT_FOUND)) {
            unrest.awaitUnderWay();
            for (int i = 0; i < 9; i++) {
                Listening listening = host.listen("passes by " + i, profile);
                passing.add(listening.recorder().awaitAdvised(profile, 1));
                listening.recorder().awaitCount(3);
                int before = steady.timesAdvised(profile);
                if (i % 3 == 0) {
                    impl.update();
                } else if (i % 3 == 1) {
                    host.refresh(impl);
                } else {
                    impl.stop();
                    listening.end();
                    impl.start();
                }
                steady.awaitAdvised(profile, before + 1);
                steady.awaitCount(steady.count() + 3);
                listening.end();
            }
        }
        steady.awaitDone(profile, host.dto(profile).sequence);

        assertEquals(10, steady.timesAdvised(profile));
        assertEquals(ONLINE, steady.folded(profile));
        steady.verify();
        passing.forEach(Recorder::verify);
        assertEquals("the steady one alone is left", 1, host.advises(profile).size());
    }

    @Test
    public void theClassLoadersOfFormerLivesGo() throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        Recorder recorder = host.listen("keeps listening", profile).recorder().awaitAdvised(profile, 1);
        WeakReference<ClassLoader> manager = classLoader(Host.IMPL);
        WeakReference<ClassLoader> whiteboard = classLoader(Host.WHITEBOARD);
        try (Unrest unrest = host.unrest(profile)) {
            unrest.awaitUnderWay();
        }

        host.bundle(Host.IMPL).update();
        host.bundle(Host.WHITEBOARD).update();
        host.refresh(host.bundle(Host.IMPL), host.bundle(Host.WHITEBOARD));
        recorder.awaitAdvised(profile, 2);

        Await.until("the class loader of the former manager is collected", () -> isCollected(manager));
        Await.until("the class loader of the former whiteboard is collected", () -> isCollected(whiteboard));
        recorder.verify();
    }

    private WeakReference<ClassLoader> classLoader(String bundle) {
        return new WeakReference<>(host.bundle(bundle).adapt(BundleWiring.class).getClassLoader());
    }

    private static boolean isCollected(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() == null;
    }
}
