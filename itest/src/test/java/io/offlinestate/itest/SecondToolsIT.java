// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.GogoTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.JarVariant;
import io.offlinestate.itest.support.MoreBundles;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Two console or JMX bundles of one API, as they are when both are installed by hand: nothing is there twice. */
public class SecondToolsIT extends GogoTest {
    private static final String JMX = "io.offlinestate.jmx";

    private Bundle startSecond(String symbolicName) throws Exception {
        File jar = new File(System.getProperty("offlinestate.bundles.more"), symbolicName + ".jar");
        Bundle bundle = host.context()
                .installBundle(
                        "variant:" + symbolicName, JarVariant.stream(jar, Map.of("Bundle-Version", old -> "1.0.1")));
        host.undo(() -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        });
        bundle.start();
        return bundle;
    }

    private void answersOnce() throws Exception {
        String list = shell.printed("offline:list");
        assertEquals(
                list,
                1,
                Pattern.compile("(?m)^default ").matcher(list).results().count());
        String help = shell.session().execute("help").toString();
        assertEquals(
                help,
                1,
                Pattern.compile("(?m)^offline:history\\b")
                        .matcher(help)
                        .results()
                        .count());
    }

    @Test
    public void secondConsole_answersOnce() throws Exception {
        answersOnce();
        Bundle second = startSecond(Host.CONSOLE);
        assertEquals("both run", Bundle.ACTIVE, second.getState());
        answersOnce();

        host.stop(Host.CONSOLE);
        answersOnce();
    }

    @Test
    public void secondJmxBundle_showsItsBeanWhenTheFirstIsGone() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName all = new ObjectName("io.offlinestate:*");
        new MoreBundles(host).start(JMX);
        Await.until("the bean is there", () -> server.queryNames(all, null).size() == 1);
        Set<ObjectName> names = server.queryNames(all, null);
        startSecond(JMX);
        assertEquals(names, server.queryNames(all, null));

        host.stop(JMX);
        Await.until("it is there again", () -> server.queryNames(all, null).equals(names));
        assertTrue(server.getAttribute(names.iterator().next(), "State") != null);
    }
}
