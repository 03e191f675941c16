// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;

import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.plugin.ForwardingListener;
import io.offlinestate.itest.plugin.Journals;
import io.offlinestate.itest.plugin.ListenerPlugin;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Journal;
import io.offlinestate.itest.support.KarafSession;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.Unrest;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What an operator of Karaf does to bundles while it runs. */
public class KarafDynamicsIT extends FrameworkTest {
    private static final int ROUNDS = 2;
    private static final List<String> PLUGINS = List.of("deployed.one", "deployed.two", "deployed.three");

    @Test
    public void bundlesAreDroppedIntoDeployAndRemovedWhileTheStateChanges() throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        Recorder steady = host.listen("stays all the time", profile).recorder().awaitAdvised(profile, 1);
        List<Recorder> settled = new ArrayList<>();

        for (int round = 1; round <= ROUNDS; round++) {
            int runs = round;
            try (Unrest unrest = host.unrest(profile)) {
                unrest.awaitUnderWay();
                for (String plugin : PLUGINS) {
                    deploy(plugin, profile);
                }
                for (String plugin : PLUGINS) {
                    Journal journal = host.journal(plugin);
                    Await.until(plugin + " runs", () -> journal.runs().size() == runs);
                    journal.lastRun().awaitAdvised(profile, 1).awaitCount(30);
                }
                remove(PLUGINS.get(0)); // in the midst of it
                Await.until("the removed one is gone", () -> isGone(PLUGINS.get(0)));
                int told = host.journal(PLUGINS.get(1)).lastRun().count();
                host.journal(PLUGINS.get(1)).lastRun().awaitCount(told + 30);
            }
            long sequence = host.dto(profile).sequence;
            ConnectionState state = host.dto(profile).state;
            for (String plugin : PLUGINS.subList(1, PLUGINS.size())) {
                Recorder run = host.journal(plugin).lastRun();
                run.awaitDone(profile, sequence);
                assertEquals("what " + run + " was told adds up to the state", state, run.folded(profile));
                settled.add(run);
                remove(plugin);
            }
            PLUGINS.forEach(plugin -> Await.until(plugin + " is gone", () -> isGone(plugin)));
            assertEquals("only the steady one is left", 1, host.advises(profile).size());
        }

        steady.awaitDone(profile, host.dto(profile).sequence);
        steady.verify();
        assertEquals(host.dto(profile).state, steady.folded(profile));
        assertEquals((PLUGINS.size() - 1) * ROUNDS, settled.size());
        PLUGINS.forEach(plugin -> host.journal(plugin).verify());
    }

    @Test
    public void theWhiteboardIsUpdatedAndRefreshedWhileTheStateChanges() throws Exception {
        operateWhileTheStateChanges(Host.WHITEBOARD);
    }

    @Test
    public void theManagerIsUpdatedAndRefreshedWhileTheStateChanges() throws Exception {
        operateWhileTheStateChanges(Host.IMPL);
    }

    /** A bundle of ours goes and comes back; those who listen stay, and know the state in the end. */
    private void operateWhileTheStateChanges(String bundle) throws Exception {
        OfflineObjectId profile = host.newBusyProfile();
        String plugin = PLUGINS.get(0);
        deploy(plugin, profile);
        Journal journal = host.journal(plugin);
        Await.until(plugin + " runs", () -> journal.runs().size() == 1);
        List<Recorder> listeners = List.of(
                journal.lastRun(),
                host.listen("one", profile).recorder(),
                host.listen("two", profile).recorder());
        for (Recorder listener : listeners) {
            listener.awaitAdvised(profile, 1);
        }

        try (Unrest unrest = host.unrest(profile, ErrorCode.NOT_FOUND);
                KarafSession admin = new KarafSession(host, "admin", "manager", "systembundles")) {
            unrest.awaitUnderWay();
            for (String command : List.of("update", "refresh", "restart", "update", "refresh")) {
                List<Integer> advised = listeners.stream()
                        .map(listener -> listener.timesAdvised(profile))
                        .toList();
                admin.run("bundle:" + command + " " + bundle);
                for (int i = 0; i < listeners.size(); i++) {
                    Recorder listener = listeners.get(i);
                    listener.awaitAdvised(profile, advised.get(i) + 1).awaitCount(listener.count() + 30);
                }
            }
        }

        long sequence = host.dto(profile).sequence;
        for (Recorder listener : listeners) {
            listener.awaitDone(profile, sequence);
            assertEquals(
                    "what " + listener + " was told adds up to the state",
                    host.dto(profile).state,
                    listener.folded(profile));
            listener.verify();
        }
        assertEquals(
                "each is advised once", listeners.size(), host.advises(profile).size());
        assertEquals("the plug-in has not been restarted", 1, journal.runs().size());
        remove(plugin);
        Await.until(plugin + " is gone", () -> isGone(plugin));
    }

    @Test
    public void theManagerIsUpdatedAndRefreshedAndGoesOnWithTheIntent() throws Exception {
        Recorder recorder = host.listen(
                        new Recorder("listens"), Map.of("offline.notify.profile", Host.DEFAULT.profile()))
                .recorder()
                .awaitAdvised(Host.DEFAULT, 1);
        host.undo(() -> host.settleOnline(Host.DEFAULT));
        ConnectionState wanted = ONLINE;
        try (KarafSession admin = new KarafSession(host, "admin", "manager", "systembundles")) {
            for (String command : List.of("update", "refresh", "restart")) {
                int advised = recorder.timesAdvised(Host.DEFAULT);
                wanted = wanted == ONLINE ? OFFLINE : ONLINE;
                host.set(Host.DEFAULT, wanted);
                admin.run("bundle:" + command + " " + Host.IMPL);
                recorder.awaitAdvised(Host.DEFAULT, advised + 1);
                host.awaitObject(Host.DEFAULT);
                assertEquals("after bundle:" + command, wanted, recorder.startedFrom(Host.DEFAULT));
                assertEquals("after bundle:" + command, wanted, host.dto(Host.DEFAULT).requested);
                Await.until("the commands are back", () -> says(admin, "offline:list", "default"));
            }
        }
        recorder.verify();
    }

    private static boolean says(KarafSession session, String command, String words) {
        try {
            return session.run(command).contains(words);
        } catch (Exception e) {
            return false; // not yet
        }
    }

    private void deploy(String plugin, OfflineObjectId profile) throws Exception {
        host.journal(plugin);
        PluginJar jar = PluginJar.named(plugin)
                .header(ListenerPlugin.PROFILE, profile.profile())
                .activator(ListenerPlugin.class)
                .classes(ForwardingListener.class, Journals.class);
        Path aside = Files.createTempFile(plugin, ".jar");
        try (InputStream in = jar.open()) {
            Files.copy(in, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(aside, deployed(plugin));
        host.undo(() -> Files.deleteIfExists(deployed(plugin)));
    }

    private static void remove(String plugin) throws Exception {
        Files.delete(deployed(plugin));
    }

    private static Path deployed(String plugin) {
        return Path.of(System.getProperty("karaf.base"), "deploy", plugin + ".jar");
    }

    /** Neither the bundle nor anything that it has advised is there. */
    private boolean isGone(String plugin) {
        return Arrays.stream(host.context().getBundles())
                .map(Bundle::getSymbolicName)
                .noneMatch(plugin::equals);
    }
}
