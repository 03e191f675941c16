// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.oldest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.Await;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * All bundles on the oldest hosts of each kind, with a listener that Declarative Services makes. Pax Exam does not run there: the test starts the framework
 * that is on the class path, and acts over JMX.
 */
public class OldestHostIT {
    private static final String LISTENER = "io.offlinestate.examples.listener";

    @Rule
    public Timeout limit = Timeout.seconds(90);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private Framework framework;
    private ObjectName bean;

    @Before
    public void start() throws Exception {
        bean = new ObjectName("io.offlinestate:type=Profile,profile=\"default\"");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .iterator()
                .next()
                .newFramework(
                        Map.of("org.osgi.framework.storage", folder.newFolder().getPath()));
        framework.start();
        File[] jars = new File(System.getProperty("offlinestate.bundles"))
                .listFiles((directory, name) -> name.endsWith(".jar"));
        Arrays.sort(jars);
        for (File jar : jars) {
            framework.getBundleContext().installBundle(jar.toURI().toString());
        }
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            bundle.start();
        }
        Await.until("the profile is shown", () -> server.isRegistered(bean));
        Await.until("the listener is advised", () -> listeners().length == 1);
    }

    @After
    public void stop() throws Exception {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(Await.SECONDS));
    }

    @Test
    public void hostIsAsOldAsTheBuildSays() {
        assertEquals(
                System.getProperty("offlinestate.oldest"),
                framework.getVersion().toString().replaceAll("\\.v.*", ""));
    }

    @Test
    public void allBundles_areActive() {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            assertEquals(bundle.toString(), Bundle.ACTIVE, bundle.getState());
        }
    }

    @Test
    public void listener_hearsEveryPhaseUntilItStops() throws Exception {
        assertEquals("OFFLINE", go("goOffline"));
        Await.until("it heard three phases", () -> delivered() == 3);
        assertEquals("ONLINE", go("goOnline"));
        Await.until("it heard six phases", () -> delivered() == 6);
        bundle(LISTENER).stop();
        assertEquals(0, listeners().length);
        assertEquals("OFFLINE", go("goOffline"));
    }

    @Test
    public void runtimes_answer() throws Exception {
        for (String type : List.of(
                "io.offlinestate.runtime.OfflineRuntime",
                "io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime")) {
            Await.until(type + " is there", () -> references(type) != null);
            ServiceReference<?> reference = references(type)[0];
            Object runtime = framework.getBundleContext().getService(reference);
            Object dto = reference
                    .getBundle()
                    .loadClass(type)
                    .getMethod("getRuntimeDTO")
                    .invoke(runtime);
            Object service = dto.getClass().getField("serviceDTO").get(dto);
            assertEquals(
                    type,
                    reference.getProperty("service.id"),
                    service.getClass().getField("id").get(service));
        }
    }

    @Test
    public void restartedManager_advisesTheListenerAgain() throws Exception {
        Bundle manager = bundle("io.offlinestate.impl");
        assertEquals("OFFLINE", go("goOffline"));
        manager.stop();
        assertTrue("the bean goes with the manager", !server.isRegistered(bean));
        manager.start();
        Await.until("the profile is shown", () -> server.isRegistered(bean));
        Await.until("the listener is advised", () -> listeners().length == 1);
        assertEquals("the requested state is kept", "OFFLINE", server.getAttribute(bean, "State"));
    }

    /** All of them: the API on the class path of the test is another one than that of the bundles. */
    private ServiceReference<?>[] references(String type) throws InvalidSyntaxException {
        return framework.getBundleContext().getAllServiceReferences(type, null);
    }

    private Bundle bundle(String name) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Object go(String operation) throws Exception {
        return server.invoke(bean, operation, new Object[] {20L}, new String[] {"long"});
    }

    private CompositeData[] listeners() throws Exception {
        return (CompositeData[])
                server.invoke(bean, "listListeners", new Object[] {"default"}, new String[] {String.class.getName()});
    }

    private long delivered() throws Exception {
        return ((Number) server.getAttribute(bean, "DeliveredCount")).longValue();
    }
}
