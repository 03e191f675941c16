// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.ForwardingListener;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.plugin.ListenerPlugin;
import io.offlinestate.itest.plugin.SelfUninstallingListener;
import io.offlinestate.itest.plugin.SelfUninstallingPlugin;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Once an end has been called for and that call has returned, nothing is called any more: rules 4 and 10. */
public class CleanEndIT extends FrameworkTest {
    @Test
    public void unregisteringWaitsForTheCallbackInProgressAndNoneBeginsAfter() throws Exception {
        OfflineObjectId profile = host.newProfile();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder recorder = new Recorder("busy").doing(notification -> {
            inside.countDown();
            Await.latch("the callback may return", goOn);
        });
        Listening listening = host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        CompletableFuture<?> change =
                host.manager(profile).setCurrentState(OFFLINE).toCompletableFuture();
        Await.latch("the callback runs", inside);

        Thread unregisters = new Thread(listening::end, "unregisters"); // its recorder notices if it returns too early
        unregisters.start();
        Await.untilWaiting(unregisters);
        goOn.countDown();
        Await.end(unregisters);
        change.get(Await.SECONDS, TimeUnit.SECONDS);
        host.set(profile, ONLINE);

        recorder.verify();
        assertEquals("nothing but the callback that was running", 1, recorder.count());
    }

    @Test
    public void stoppingABundleWaitsForItsCallbackInProgressAndNoneBeginsAfter() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Bundle plugin = host.start(listenerPlugin("plugin.busy", profile));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder run = host.journal("plugin.busy")
                .lastRun()
                .doing(notification -> {
                    inside.countDown();
                    Await.latch("the callback may return", goOn);
                })
                .awaitAdvised(profile, 1);
        CompletableFuture<?> change =
                host.manager(profile).setCurrentState(OFFLINE).toCompletableFuture();
        Await.latch("the callback runs", inside);

        AtomicBoolean stopped = new AtomicBoolean();
        Thread stops = new Thread(
                () -> {
                    try {
                        plugin.stop();
                        stopped.set(true);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                "stops");
        stops.start();
        Await.untilWaiting(stops);
        goOn.countDown();
        Await.end(stops);
        change.get(Await.SECONDS, TimeUnit.SECONDS);
        host.set(profile, ONLINE);

        assertTrue(stopped.get());
        run.verify();
        assertEquals("nothing but the callback that was running", 1, run.count());
    }

    private static PluginJar listenerPlugin(String name, OfflineObjectId profile) {
        return PluginJar.named(name)
                .header(ListenerPlugin.PROFILE, profile.profile())
                .activator(ListenerPlugin.class)
                .classes(ForwardingListener.class, Journals.class);
    }

    @Test
    public void unregisteringWaitsNoLongerThanTheHoldTimeout() throws Exception {
        OfflineObjectId profile = OfflineObjectId.global(Host.newName("short-hold"));
        host.configure(Map.of("profile", profile.profile(), "hold.timeout.ms", 100L));
        host.awaitObject(profile);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder recorder = new Recorder("hangs").doing(notification -> {
            inside.countDown();
            Await.latch("the callback may return", goOn);
        });
        Listening listening = host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        recorder.awaitAdvised(profile, 1); // the whiteboard may hear of the object after us
        CompletableFuture<?> change =
                host.manager(profile).setCurrentState(OFFLINE).toCompletableFuture();
        Await.latch("the callback runs", inside);

        long begun = System.nanoTime();
        listening.registration().unregister(); // returns, though the callback does not
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue("it took " + millis + " ms", millis < 3_000); // the default would be 5 s
        change.get(Await.SECONDS, TimeUnit.SECONDS);
        assertEquals("none has begun since", 1, recorder.count());
        goOn.countDown();
        host.set(profile, ONLINE);

        assertEquals("none has begun since", 1, recorder.count());
        recorder.verify();
    }

    @Test
    public void aListenerMayUnregisterItselfInsideItsCallback() throws Exception {
        for (NotifyType type : NotifyType.values()) {
            OfflineObjectId profile = host.newProfile();
            CountDownLatch unregistered = new CountDownLatch(1);
            Recorder recorder = new Recorder("unregisters itself in " + type);
            Listening listening = host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
            recorder.doing(notification -> {
                if (notification.type() == type) {
                    listening.end();
                    unregistered.countDown();
                }
            });
            Recorder other = host.listen("goes on", profile).recorder();

            host.set(profile, OFFLINE);
            Await.latch("it has unregistered itself", unregistered);
            host.set(profile, ONLINE);
            other.awaitDone(profile, 2);

            assertEquals(type.ordinal() + 1, recorder.count());
            recorder.verify();
            other.verify();
        }
    }

    @Test
    public void aListenerAdvisedByHandMayUninstallItsOwnBundleInsideItsCallback() throws Exception {
        for (NotifyType phase : NotifyType.values()) {
            uninstallsItself(phase, false);
        }
    }

    @Test
    public void aListenerServiceMayUninstallItsOwnBundleInsideItsCallback() throws Exception {
        for (NotifyType phase : NotifyType.values()) {
            uninstallsItself(phase, true);
        }
    }

    private void uninstallsItself(NotifyType phase, boolean byService) throws Exception {
        OfflineObjectId profile = host.newProfile();
        String name = Host.newName("plugin.uninstalls.itself");
        Bundle plugin = host.start(PluginJar.named(name)
                .header(SelfUninstallingPlugin.PROFILE, profile.profile())
                .header(SelfUninstallingPlugin.PHASE, phase.name())
                .header(SelfUninstallingPlugin.BY_SERVICE, String.valueOf(byService))
                .activator(SelfUninstallingPlugin.class)
                .classes(SelfUninstallingListener.class, ForwardingListener.class, Journals.class));
        Recorder uninstaller = host.journal(name).runs().get(0).awaitAdvised(profile, 1);
        Recorder witness = host.journal(name).runs().get(1).awaitAdvised(profile, 1);
        Recorder other = host.listen("goes on", profile).recorder();

        host.set(profile, OFFLINE);
        Await.until("it is uninstalled", () -> plugin.getState() == Bundle.UNINSTALLED);
        uninstaller.close();
        witness.close();
        host.set(profile, ONLINE);
        other.awaitDone(profile, 2);

        uninstaller.verify();
        witness.verify();
        other.verify();
        assertEquals(phase.ordinal() + 1, uninstaller.count());
        assertEquals("none of its advises is left", 1, host.advises(profile).size());
        assertFalse(Arrays.stream(host.service(OfflineWhiteboardRuntime.class).getRuntimeDTO().notifyServices)
                .anyMatch(service -> service.bundleSymbolicName.equals(name)));
    }
}
