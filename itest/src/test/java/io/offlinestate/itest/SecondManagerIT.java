// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.itest.plugin.DeployedListener;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.JarVariant;
import io.offlinestate.itest.support.PluginJar;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/** Two managers or two whiteboards in one framework: one of each is active, whatever versions and class spaces they have. */
public class SecondManagerIT extends FrameworkTest {
    private static final List<Class<?>> SERVICES = List.of(
            OfflineManager.class,
            OfflineObjects.class,
            OfflineRuntime.class,
            OfflineWhiteboardRuntime.class,
            ReachabilityReporter.class);

    private Bundle install(String symbolicName, String version, Map<String, UnaryOperator<String>> headers)
            throws Exception {
        File jar = new File(System.getProperty("offlinestate.bundles"), symbolicName + ".jar");
        Map<String, UnaryOperator<String>> all = new HashMap<>(headers);
        all.put("Bundle-Version", old -> version);
        Bundle bundle = host.context().installBundle("variant:" + symbolicName + version, JarVariant.stream(jar, all));
        host.undo(() -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        });
        return bundle;
    }

    private Bundle startSecond(String symbolicName) throws Exception {
        Bundle bundle = install(symbolicName, "1.0.1", Map.of());
        bundle.start();
        return bundle;
    }

    /** The bundles that provide each of our services, whatever class space they are in. */
    private List<Bundle> providers(Class<?> service) throws Exception {
        ServiceReference<?>[] all = host.context().getAllServiceReferences(service.getName(), null);
        return Stream.of(all == null ? new ServiceReference<?>[0] : all)
                .<Bundle>map(ServiceReference::getBundle)
                .toList();
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion() + " [" + bundle.getBundleId() + "]";
    }

    private static String line(String role, Bundle passive, Bundle active) {
        return "a second " + role + " is installed: " + name(passive) + " is passive while " + name(active)
                + " is active; uninstall one of them";
    }

    private List<String> warnings() {
        List<String> messages = new CopyOnWriteArrayList<>();
        LogReaderService reader = host.service(LogReaderService.class);
        LogListener listener = entry -> {
            if (entry.getLogLevel() == LogLevel.WARN) {
                messages.add(name(entry.getBundle()) + ": " + entry.getMessage());
            }
        };
        reader.addLogListener(listener);
        host.undo(() -> reader.removeLogListener(listener));
        return messages;
    }

    @Test
    public void secondManager_registersNothingAndSaysSo() throws Exception {
        List<String> warnings = warnings();
        Bundle first = host.bundle(Host.IMPL);

        Bundle second = startSecond(Host.IMPL);

        assertEquals(Bundle.ACTIVE, second.getState());
        for (Class<?> service : SERVICES) {
            assertEquals(service.getName(), 1, providers(service).size());
        }
        Await.until(
                "the runtime says so",
                () -> List.of(host.configurationErrors()).equals(List.of(line("manager", second, first))));
        Await.until(
                "the log says so",
                () -> warnings.stream()
                        .anyMatch(text ->
                                text.startsWith(name(second) + ": This manager stays passive: " + name(first))));

        second.stop();
        assertEquals(List.of(), List.of(host.configurationErrors()));
    }

    @Test
    public void secondManager_takesOverAtOnce() throws Exception {
        Recorder recorder = host.listen("listener", Host.DEFAULT).recorder();
        recorder.awaitAdvised(Host.DEFAULT, 1);
        host.set(Host.DEFAULT, OFFLINE);
        host.set(Host.DEFAULT, ONLINE);
        Bundle second = startSecond(Host.IMPL);

        Bundle first = host.stop(Host.IMPL);

        // without waiting: within the stop
        assertEquals(List.of(second), providers(OfflineObjects.class));
        assertEquals(List.of(second), providers(OfflineManager.class));
        recorder.awaitAdvised(Host.DEFAULT, 2);
        host.set(Host.DEFAULT, OFFLINE);
        host.set(Host.DEFAULT, ONLINE);
        recorder.awaitDone(Host.DEFAULT, 2);

        first.start();
        assertEquals(List.of(second), providers(OfflineObjects.class));
        assertEquals(List.of(line("manager", first, second)), List.of(host.configurationErrors()));
        host.set(Host.DEFAULT, OFFLINE);
        recorder.awaitDone(Host.DEFAULT, 3);
        host.set(Host.DEFAULT, ONLINE);
        recorder.awaitDone(Host.DEFAULT, 4);
        assertEquals("advised once per active manager", 2, recorder.timesAdvised(Host.DEFAULT));
        recorder.verify();

        second.uninstall();
        assertEquals(List.of(first), providers(OfflineObjects.class));
        recorder.awaitAdvised(Host.DEFAULT, 3);
    }

    @Test
    public void configuredProfile_isThereOnce() throws Exception {
        host.configure(Map.of("profile", "mail", "startup", "offline"));
        OfflineObjectId mail = OfflineObjectId.global("mail");
        host.awaitObject(mail);
        Bundle first = host.bundle(Host.IMPL);
        Bundle second = startSecond(Host.IMPL);

        assertEquals(List.of(line("manager", second, first)), List.of(host.configurationErrors()));
        assertEquals(2, providers(OfflineManager.class).size()); // default and mail
        host.configure(Map.of("profile", "calendar"));
        host.awaitObject(OfflineObjectId.global("calendar"));
        assertEquals(3, providers(OfflineManager.class).size());

        host.stop(Host.IMPL);
        host.awaitObject(mail);
        assertEquals(OFFLINE, host.dto(mail).state);
        assertEquals(List.of(), List.of(host.configurationErrors()));
        Await.until("each profile once", () -> providers(OfflineManager.class).equals(List.of(second, second, second)));
    }

    @Test
    public void secondWhiteboard_advisesNobodyUntilTheFirstIsGone() throws Exception {
        Recorder recorder = host.listen("listener", Host.DEFAULT).recorder();
        recorder.awaitAdvised(Host.DEFAULT, 1);
        Bundle first = host.bundle(Host.WHITEBOARD);

        Bundle second = startSecond(Host.WHITEBOARD);

        assertEquals(List.of(first), providers(OfflineWhiteboardRuntime.class));
        assertEquals(1, host.advises(Host.DEFAULT).size());
        Await.until(
                "the runtime says so",
                () -> List.of(host.configurationErrors()).equals(List.of(line("whiteboard", second, first))));
        host.set(Host.DEFAULT, OFFLINE);
        host.set(Host.DEFAULT, ONLINE);
        recorder.awaitDone(Host.DEFAULT, host.dto(Host.DEFAULT).sequence);

        host.stop(Host.WHITEBOARD);

        assertEquals(List.of(second), providers(OfflineWhiteboardRuntime.class));
        recorder.awaitAdvised(Host.DEFAULT, 2);
        assertEquals(1, host.advises(Host.DEFAULT).size());
        recorder.verify();
    }

    private static UnaryOperator<String> ownApi() {
        return imports -> imports.replaceAll(
                "(io\\.offlinestate[a-z.]*);version=", "$1;bundle-version=\"[1.0.1,1.0.1]\";version=");
    }

    /** Another version of a bundle, which uses an API bundle of that version. */
    private Bundle startWithOwnApi(String symbolicName) throws Exception {
        Bundle bundle = install(symbolicName, "1.0.1", Map.of("Import-Package", ownApi()));
        bundle.start();
        return bundle;
    }

    /** A second set with an API of its own: no class of the two is the same. */
    @Test
    public void otherClassSpace_isPassiveToo() throws Exception {
        install(Host.API, "1.0.1", Map.of());
        Bundle impl = startWithOwnApi(Host.IMPL);
        Bundle whiteboard = startWithOwnApi(Host.WHITEBOARD);
        Bundle first = host.bundle(Host.IMPL);

        assertTrue("another class", impl.loadClass(OfflineNotify.class.getName()) != OfflineNotify.class);
        for (Class<?> service : SERVICES) {
            assertEquals(service.getName(), 1, providers(service).size());
        }
        Await.until(
                "the runtime names both",
                () -> List.of(host.configurationErrors())
                        .equals(List.of(
                                line("manager", impl, first),
                                line("whiteboard", whiteboard, host.bundle(Host.WHITEBOARD)))));

        host.stop(Host.IMPL);
        assertEquals(List.of(impl), providers(OfflineObjects.class));
        assertEquals("follows the manager", List.of(whiteboard), providers(OfflineWhiteboardRuntime.class));
    }

    /** However the active manager and the active whiteboard come and go, they use one API. */
    @Test
    public void whiteboard_followsTheManagerToItsApi() throws Exception {
        Recorder recorder = host.listen("listener", Host.DEFAULT).recorder();
        recorder.awaitAdvised(Host.DEFAULT, 1);
        install(Host.API, "1.0.1", Map.of());
        Bundle ownImpl = host.bundle(Host.IMPL);
        Bundle ownWhiteboard = host.bundle(Host.WHITEBOARD);
        Bundle impl = startWithOwnApi(Host.IMPL);
        Bundle whiteboard = startWithOwnApi(Host.WHITEBOARD);

        host.stop(Host.WHITEBOARD);

        assertEquals("none for this manager", List.of(), providers(OfflineWhiteboardRuntime.class));
        Await.until(
                "the runtime says so",
                () -> List.of(host.configurationErrors())
                        .equals(List.of(
                                line("manager", impl, ownImpl),
                                "the whiteboard " + name(whiteboard)
                                        + " is passive: it uses another API bundle than the manager " + name(ownImpl)
                                        + ", which is active; expected one API bundle: uninstall the other")));
        ownWhiteboard.start();
        recorder.awaitAdvised(Host.DEFAULT, 2);
        for (int i = 0; i < 5; i++) {
            ownImpl.stop();
            assertEquals(List.of(whiteboard), providers(OfflineWhiteboardRuntime.class));
            ownImpl.start();
            assertEquals(List.of(whiteboard), providers(OfflineWhiteboardRuntime.class));
            impl.stop();
            assertEquals(List.of(ownWhiteboard), providers(OfflineWhiteboardRuntime.class));
            recorder.awaitAdvised(Host.DEFAULT, 3 + i);
            impl.start();
        }
        host.set(Host.DEFAULT, OFFLINE);
        host.set(Host.DEFAULT, ONLINE);
        recorder.awaitDone(Host.DEFAULT, host.dto(Host.DEFAULT).sequence);
        recorder.verify();
    }

    @Test
    public void listenerOfAnotherApi_isShown() throws Exception {
        List<String> warnings = warnings();
        install(Host.API, "1.0.1", Map.of());
        Bundle own = host.bundle(Host.IMPL);

        Bundle bundle = host.start(PluginJar.named("other")
                .activator(DeployedListener.class)
                .header(
                        "Import-Package",
                        "io.offlinestate;bundle-version=\"[1.0.1,1.0.1]\",org.osgi.framework;version=\"[1.8,2)\""));

        String line = "the listeners of " + name(bundle)
                + " are not advised: it uses another API bundle than the manager " + name(own)
                + "; expected one API bundle: uninstall the other and refresh";
        assertEquals(List.of(line), List.of(host.configurationErrors()));
        Await.until("the log says so", () -> warnings.contains(name(own) + ": " + line));
        bundle.stop();
        assertEquals(List.of(), List.of(host.configurationErrors()));
    }

    @Test
    public void mutualStartAndStop_neverLeavesTwoOrNone() throws Exception {
        Bundle first = host.bundle(Host.IMPL);
        Bundle second = startSecond(Host.IMPL);
        host.undo(first::start);
        for (int i = 0; i < 20; i++) {
            Bundle stopped = i % 2 == 0 ? first : second;
            stopped.stop();
            CountDownLatch restarted = new CountDownLatch(1);
            Thread thread = new Thread(
                    () -> {
                        try {
                            stopped.start();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        } finally {
                            restarted.countDown();
                        }
                    },
                    "restart");
            thread.start();
            (i % 2 == 0 ? second : first).stop();
            Await.latch("restarted", restarted);
            (i % 2 == 0 ? second : first).start();
            assertEquals(1, providers(OfflineObjects.class).size());
            assertEquals(1, providers(OfflineManager.class).size());
        }
    }
}
