// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.Await;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Two frameworks in one JVM share its MBean server. */
public class TwoFrameworksIT {
    @Rule
    public Timeout limit = Timeout.seconds(90);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<Framework> frameworks = new ArrayList<>();
    private ObjectName bean;

    @Before
    public void startBoth() throws Exception {
        bean = new ObjectName("io.offlinestate:type=Profile,profile=\"default\"");
        start();
        Await.until("the first framework shows its bean", () -> server.isRegistered(bean));
        start();
    }

    @After
    public void stopBoth() throws Exception {
        for (Framework framework : frameworks) {
            stop(framework);
        }
    }

    @Test
    public void firstStops_secondShowsItsBean() throws Exception {
        server.invoke(bean, "goOffline", new Object[] {20L}, new String[] {"long"});
        stop(frameworks.get(0));
        Await.until("the second framework shows its bean", () -> server.isRegistered(bean));
        assertEquals("that of the second framework", "ONLINE", server.getAttribute(bean, "State"));
        stop(frameworks.get(1));
        assertFalse(server.isRegistered(bean));
    }

    @Test
    public void secondStops_firstKeepsItsBean() throws Exception {
        server.invoke(bean, "goOffline", new Object[] {20L}, new String[] {"long"});
        stop(frameworks.get(1));
        assertEquals("that of the first framework", "OFFLINE", server.getAttribute(bean, "State"));
        stop(frameworks.get(0));
        assertFalse(server.isRegistered(bean));
    }

    private void start() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .iterator()
                .next()
                .newFramework(
                        Map.of("org.osgi.framework.storage", folder.newFolder().getPath()));
        frameworks.add(framework);
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (File jar : jars()) {
            bundles.add(framework.getBundleContext().installBundle(jar.toURI().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private static List<File> jars() {
        String leftOut =
                "equinox".equals(System.getProperty("offlinestate.container")) ? "org.apache.felix.log.jar" : "";
        List<File> jars = new ArrayList<>(Arrays.asList(new File(System.getProperty("offlinestate.bundles"))
                .listFiles((directory, name) -> name.endsWith(".jar") && !name.equals(leftOut))));
        jars.add(new File(System.getProperty("offlinestate.bundles.more"), "io.offlinestate.jmx.jar"));
        return jars;
    }

    private static void stop(Framework framework) throws BundleException, InterruptedException {
        framework.stop();
        assertTrue(
                "the framework has stopped",
                framework.waitForStop(TimeUnit.SECONDS.toMillis(Await.SECONDS)).getType() != 0);
    }
}
