// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.Await;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The manager is uninstalled, and installed from elsewhere: what was requested still holds. */
public class IntentCarryOverIT {
    private static final String IMPL = "io.offlinestate.impl";

    @Rule
    public Timeout limit = Timeout.seconds(90);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private File storage;
    private ObjectName bean;
    private Framework framework;

    @Before
    public void installAll() throws Exception {
        bean = new ObjectName("io.offlinestate:type=Profile,profile=\"default\"");
        storage = folder.newFolder();
        init();
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (File jar : jars()) {
            bundles.add(framework.getBundleContext().installBundle(jar.toURI().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        assertState("ONLINE");
    }

    @After
    public void end() throws Exception {
        stop();
    }

    @Test
    public void uninstalledWhileActive_successorKnowsTheState() throws Exception {
        request("goOffline");
        replaceManager("elsewhere:1");
        assertState("OFFLINE");
        request("goOnline");
        replaceManager("elsewhere:2");
        assertState("ONLINE");
        request("goOffline");
        replaceManager("elsewhere:3");
        assertState("OFFLINE");
    }

    /** As a provisioner that works on a host at rest. */
    @Test
    public void uninstalledWithoutHavingBeenStarted_successorKnowsTheState() throws Exception {
        request("goOffline");
        stop();
        init();
        replaceManager("elsewhere:1");
        framework.start();
        assertState("OFFLINE");
        stop();
        init();
        framework.start();
        assertState("OFFLINE");
    }

    @Test
    public void updatedAndReinstalled_successorKnowsTheLastState() throws Exception {
        request("goOffline");
        try (InputStream jar = new FileInputStream(jar())) {
            manager().update(jar);
        }
        assertState("OFFLINE");
        request("goOnline");
        replaceManager("elsewhere:1");
        assertState("ONLINE");
    }

    private void replaceManager(String location) throws Exception {
        Bundle old = manager();
        old.uninstall();
        try (InputStream jar = new FileInputStream(jar())) {
            Bundle fresh = framework.getBundleContext().installBundle(location, jar);
            assertNotEquals("a bundle of its own", old.getBundleId(), fresh.getBundleId());
            fresh.start();
        }
    }

    private Bundle manager() {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (IMPL.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + IMPL);
    }

    private void request(String operation) throws Exception {
        server.invoke(bean, operation, new Object[] {20L}, new String[] {"long"});
    }

    private void assertState(String state) throws Exception {
        Await.until("the manager is there", () -> server.isRegistered(bean));
        assertEquals(state, server.getAttribute(bean, "State"));
    }

    private void init() throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .iterator()
                .next()
                .newFramework(Map.of("org.osgi.framework.storage", storage.getPath()));
        framework.init();
    }

    private void stop() throws BundleException, InterruptedException {
        framework.stop();
        assertTrue(
                "the framework has stopped",
                framework.waitForStop(TimeUnit.SECONDS.toMillis(Await.SECONDS)).getType() != 0);
    }

    private static File jar() {
        return new File(System.getProperty("offlinestate.bundles"), IMPL + ".jar");
    }

    private static List<File> jars() {
        String leftOut =
                "equinox".equals(System.getProperty("offlinestate.container")) ? "org.apache.felix.log.jar" : "";
        List<File> jars = new ArrayList<>(List.of(new File(System.getProperty("offlinestate.bundles"))
                .listFiles((directory, name) -> name.endsWith(".jar") && !name.equals(leftOut))));
        jars.add(new File(System.getProperty("offlinestate.bundles.more"), "io.offlinestate.jmx.jar"));
        return jars;
    }
}
