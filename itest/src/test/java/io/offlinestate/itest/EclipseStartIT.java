// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assume.assumeTrue;

import io.offlinestate.itest.plugin.RelayingListener;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.JarVariant;
import io.offlinestate.itest.support.PluginJar;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * An Eclipse product as p2 installs it: Eclipse's own simpleconfigurator reads {@code bundles.info}, in which SCR is marked as
 * started and our bundles are not. It starts these lazily, for which they need the header.
 */
public class EclipseStartIT {
    private static final String LISTENER = "plugin.eclipse";
    private static final String SCR = "org.apache.felix.scr";
    private static final Set<String> INSTALLED_ONLY = Set.of(Host.API, Host.IMPL, Host.WHITEBOARD, LISTENER);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public Timeout limit = Timeout.seconds(90);

    private Framework framework;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Before
    public void needsEquinox() {
        assumeTrue("equinox".equals(System.getProperty("offlinestate.container")));
    }

    @After
    public void stop() throws Exception {
        if (framework != null) {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(Await.SECONDS));
        }
    }

    @Test
    public void bundlesThatAreOnlyInstalled_work() throws Exception {
        start(value -> value);
        Await.until("the manager is there", () -> reference() != null);

        setOffline();

        assertEquals(List.of("STATECHANGE_START OFFLINE", "STATECHANGE OFFLINE", "STATECHANGE_DONE OFFLINE"), heard);
        for (String name : Set.of(Host.IMPL, Host.WHITEBOARD, LISTENER)) {
            assertEquals(name, Bundle.ACTIVE, bundle(name).getState());
        }
    }

    /** What the header is for: without it the same product has no manager. */
    @Test
    public void withoutLazyActivation_nothingIsStarted() throws Exception {
        start(value -> null);

        for (String name : INSTALLED_ONLY) {
            assertEquals(name, Bundle.RESOLVED, bundle(name).getState());
        }
        assertEquals(Bundle.ACTIVE, bundle(SCR).getState());
        assertNull(reference());
    }

    /** @param activationPolicy what becomes of the header in our bundles; null to take it away */
    private void start(UnaryOperator<String> activationPolicy) throws Exception {
        Path bundles = folder.newFolder("plugins").toPath();
        TreeSet<String> lines = new TreeSet<>();
        File configurator =
                new File(System.getProperty("offlinestate.bundles.more"), "org.eclipse.equinox.simpleconfigurator.jar");
        lines.add(line(configurator.toPath(), "1,true"));
        for (File file : new File(System.getProperty("offlinestate.bundles")).listFiles()) {
            if (!file.getName().equals("org.apache.felix.log.jar")) { // Equinox has a log of its own
                Path copy = bundles.resolve(file.getName());
                Files.write(
                        copy,
                        file.getName().startsWith("io.offlinestate.")
                                ? JarVariant.of(file, Map.of(Constants.BUNDLE_ACTIVATIONPOLICY, activationPolicy))
                                : Files.readAllBytes(file.toPath()));
                lines.add(line(copy, file.getName().equals(SCR + ".jar") ? "2,true" : "4,false"));
            }
        }
        lines.add(line(listener(bundles, activationPolicy), "4,false"));
        Path info = folder.newFile("bundles.info").toPath();
        Files.write(
                info,
                Stream.concat(Stream.of("#encoding=UTF-8", "#version=1"), lines.stream())
                        .toList());
        Map<String, String> properties = new TreeMap<>();
        properties.put("osgi.framework.useSystemProperties", "false");
        properties.put(
                "osgi.configuration.area",
                folder.newFolder("configuration").toURI().toString());
        properties.put("osgi.install.area", folder.getRoot().toURI().toString());
        properties.put(
                "org.eclipse.equinox.simpleconfigurator.configUrl", info.toUri().toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "6");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.init();
        Consumer<String> journal = heard::add;
        context().registerService(Consumer.class, journal, new Hashtable<>(Map.of("journal", "eclipse")));
        Bundle bundle = context().installBundle("reference:" + configurator.toURI());
        framework.start();
        bundle.start();
    }

    private Path listener(Path bundles, UnaryOperator<String> activationPolicy) throws Exception {
        PluginJar jar = PluginJar.named(LISTENER)
                .header("Service-Component", "OSGI-INF/listener.xml")
                .classes(RelayingListener.class)
                .entry("OSGI-INF/listener.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="listener" activate="activate">
                          <property name="offline.notify.profile" type="String" value="default"/>
                          <service><provide interface="io.offlinestate.OfflineNotify"/></service>
                          <implementation class="%s"/>
                        </scr:component>
                        """.formatted(RelayingListener.class.getName()));
        String policy = activationPolicy.apply(Constants.ACTIVATION_LAZY);
        if (policy != null) {
            jar.header(Constants.BUNDLE_ACTIVATIONPOLICY, policy);
        }
        Path file = bundles.resolve(LISTENER + ".jar");
        try (InputStream in = jar.open()) {
            Files.copy(in, file);
        }
        return file;
    }

    /** A line as p2 writes it: name, version, location, start level, whether it is started. */
    private static String line(Path file, String start) throws Exception {
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME).replaceFirst(";.*", "");
            return String.join(
                    ",",
                    name,
                    manifest.getValue(Constants.BUNDLE_VERSION),
                    file.toUri().toString(),
                    start);
        }
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private Bundle bundle(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    private ServiceReference<?> reference() throws Exception {
        ServiceReference<?>[] all = context().getAllServiceReferences("io.offlinestate.OfflineObjects", null);
        return all == null ? null : all[0];
    }

    /** The API's classes are those of its bundle, not the test's. */
    private void setOffline() throws Exception {
        Bundle api = bundle(Host.API);
        Object objects = context().getService(reference());
        Object manager = api.loadClass("io.offlinestate.OfflineObjects")
                .getMethod("open", String.class)
                .invoke(objects, "default");
        Class<?> states = api.loadClass("io.offlinestate.ConnectionState");
        Method set = api.loadClass("io.offlinestate.Offline").getMethod("setCurrentState", states, Duration.class);
        set.invoke(manager, states.getField("OFFLINE").get(null), Duration.ofSeconds(10));
    }
}
