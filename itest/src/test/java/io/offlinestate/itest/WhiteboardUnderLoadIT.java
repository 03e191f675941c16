// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.ForwardingListener;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.plugin.ListenerPlugin;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.Journal;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.Unrest;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Listener services come, change and go while the state changes all the time. */
public class WhiteboardUnderLoadIT extends FrameworkTest {
    private static final int ROUNDS = 8;

    @Test
    public void listenerBundlesComeAndGoWhileTheStateChanges() throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        Recorder steady = host.listen("stays all the time", profile).recorder().awaitAdvised(profile, 1);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Journal> journals = new ArrayList<>();
        List<Thread> operators = new ArrayList<>();
        for (String plugin : List.of("plugin.one", "plugin.two")) {
            journals.add(host.journal(plugin));
            operators.add(new Thread(
                    () -> {
                        try {
                            for (int i = 0; i < ROUNDS; i++) {
                                liveOneLife(plugin, profile);
                            }
                        } catch (Throwable e) {
                            failures.add(e);
                        }
                    },
                    "operates " + plugin));
        }

        try (Unrest unrest = host.unrest(profile)) {
            unrest.awaitUnderWay();
            operators.forEach(Thread::start);
            for (Thread operator : operators) {
                operator.join();
            }
        }
        steady.awaitDone(profile, host.dto(profile).sequence);

        assertEquals(List.of(), failures);
        steady.verify();
        for (Journal journal : journals) {
            assertEquals(
                    "runs: started, updated, refreshed and started again",
                    4 * ROUNDS,
                    journal.runs().size());
            journal.verify();
        }
    }

    /** Installs, starts, updates, refreshes, restarts and uninstalls a plug-in; each run hears of some changes. */
    private void liveOneLife(String plugin, OfflineObjectId profile) throws Exception {
        Journal journal = host.journal(plugin);
        PluginJar jar = PluginJar.named(plugin)
                .header(ListenerPlugin.PROFILE, profile.profile())
                .activator(ListenerPlugin.class)
                .classes(ForwardingListener.class, Journals.class);
        Bundle bundle = host.start(jar);
        hearsSomething(journal, profile);
        bundle.update(jar.version("1.1.0").open());
        hearsSomething(journal, profile);
        host.refresh(bundle);
        hearsSomething(journal, profile);
        bundle.stop();
        assertFalse("listed after stop", isListed(plugin));
        bundle.start();
        assertTrue("not listed after start", isListed(plugin));
        hearsSomething(journal, profile);
        bundle.uninstall();
        assertFalse("listed after uninstall", isListed(plugin));
        assertFalse(
                "advised after uninstall",
                host.advises(profile).stream().anyMatch(advise -> plugin.equals(advise.bundleSymbolicName)));
    }

    private static void hearsSomething(Journal journal, OfflineObjectId profile) throws InterruptedException {
        journal.lastRun().awaitAdvised(profile, 1).awaitCount(6);
    }

    private boolean isListed(String plugin) {
        return Arrays.stream(host.service(OfflineWhiteboardRuntime.class).getRuntimeDTO().notifyServices)
                .anyMatch(service -> plugin.equals(service.bundleSymbolicName));
    }

    @Test
    public void servicesRegisteredAndUnregisteredInQuickSuccessionAreToldNothingOutOfTurn() throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Recorder> recorders = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                try {
                    for (int n = 0; n < 150; n++) {
                        Listening listening = host.listen("short-lived " + n, profile);
                        recorders.add(listening.recorder());
                        if (n % 3 != 0) {
                            listening.recorder().awaitCount(n % 3);
                        }
                        listening.end();
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }

        try (Unrest unrest = host.unrest(profile)) {
            unrest.awaitUnderWay();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertEquals(List.of(), failures);
        assertEquals(600, recorders.size());
        recorders.forEach(Recorder::verify);
        assertEquals("nothing is left", List.of(), host.advises(profile));
    }

    @Test
    public void changedPropertiesTakeEffectWithoutAMissedOrDoubledNotification() throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        OfflineObjectId other = host.newProfile();
        Recorder recorder = new Recorder("changes its properties");
        Map<String, Object> properties =
                Map.of("offline.notify.profile", profile.profile(), "offline.notify.client.token", 0);
        Listening listening = host.listen(recorder, properties);
        recorder.awaitAdvised(profile, 1);
        long token = host.advises(profile).get(0).token;

        try (Unrest unrest = host.unrest(profile)) {
            unrest.awaitUnderWay();
            for (int i = 1; i <= 200; i++) {
                Hashtable<String, Object> changed = new Hashtable<>();
                // the other profile comes and goes, ours stays: its notifications must not notice
                changed.put(
                        "offline.notify.profile",
                        i % 2 == 0 ? profile.profile() : new String[] {profile.profile(), other.profile()});
                changed.put("offline.notify.client.token", i);
                changed.put("service.ranking", i % 5);
                changed.put("something.else", i);
                listening.registration().setProperties(changed);
                if (i % 10 == 0) {
                    recorder.awaitCount(recorder.count() + 3);
                }
            }
        }
        long sequence = host.dto(profile).sequence;
        recorder.awaitDone(profile, sequence);

        recorder.verify();
        assertEquals("advised once", 1, recorder.timesAdvised(profile));
        assertEquals("the advise was kept", token, host.advises(profile).get(0).token);
        List<OfflineNotification> notifications = recorder.notifications();
        assertEquals("every phase of every change", 3 * sequence, notifications.size());
        assertEquals(200, notifications.get(notifications.size() - 1).clientToken());
        assertTrue("tokens only grow", isSorted(notifications));
        assertEquals(List.of(), host.advises(other));
    }

    private static boolean isSorted(List<OfflineNotification> notifications) {
        for (int i = 1; i < notifications.size(); i++) {
            if (notifications.get(i).clientToken() < notifications.get(i - 1).clientToken()) {
                return false;
            }
        }
        return true;
    }
}
