// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.KarafProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The features come and go: what they leave is what the readme of the features says. */
public class KarafUninstallIT {
    @ClassRule
    public static final KarafProcess KARAF = KarafProcess.stock(KarafUninstallIT.class);

    private static final Set<String> FILES = Set.of(
            "io.offlinestate.profile-default.cfg",
            "jmx.acl.io.offlinestate.cfg",
            "org.apache.karaf.command.acl.offline.cfg");

    private static final List<String> COMMANDS =
            List.of("list", "info", "why", "set", "listeners", "failed", "history", "watch", "report", "withdraw");

    @Rule
    public Timeout limit = Timeout.seconds(150);

    /** What there is in a Karaf, by name. */
    private record Inventory(Set<String> bundles, Set<String> features, Set<String> services) {
        static Inventory now() throws Exception {
            return new Inventory(
                    column(4, "bundle:list -t 0 -s"), column(0, "feature:list -i"), column(0, "service:list -n"));
        }

        /** A column of what a command prints. */
        private static Set<String> column(int index, String command) throws Exception {
            String printed = KARAF.ssh("admin", command).succeeded();
            Set<String> cells = printed.lines()
                    .map(line -> line.strip().split(" *[|\u2502] *| *\\(|  +"))
                    .filter(columns -> columns.length > index)
                    .map(columns -> columns[index].strip())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue("not understood: " + printed, cells.size() > 10);
            return cells;
        }
    }

    @Test
    public void theFeatureLeavesItsFilesOrNothingAndCanBeInstalledAgain() throws Exception {
        Inventory before = Inventory.now();
        Set<String> etc = KARAF.etc();
        installs();

        KARAF.ssh("admin", "feature:uninstall offline-console").succeeded();
        isGone(before);
        leftInEtc(etc, FILES);

        installs(); // over what was left
        KARAF.ssh("admin", "feature:uninstall --delete-configurations offline-console")
                .succeeded();
        isGone(before);
        leftInEtc(etc, Set.of());
        assertEquals("configurations", List.of(), configurations());

        installs(); // anew, in the same Karaf
        String refusal = KARAF.ssh("viewer", "offline:set default offline").failed();
        assertTrue(refusal, refusal.contains("Insufficient credentials"));
        Await.until(
                "the profile is configured", () -> ("" + configurations()).contains("io.offlinestate.profile~default"));
    }

    /** What is in {@code etc/} that was not; Karaf may write a moment later. */
    private static void leftInEtc(Set<String> before, Set<String> left) throws Exception {
        Set<String> expected = new TreeSet<>(before);
        expected.addAll(left);
        Await.within(Await.SECONDS, () -> expected.equals(KARAF.etc()));
        assertEquals("etc/", expected, KARAF.etc());
    }

    private static void installs() throws Exception {
        KARAF.installConsole();
        Inventory now = Inventory.now();
        assertTrue("" + now.bundles(), now.bundles().contains("io.offlinestate.impl"));
        assertTrue("" + now.features(), now.features().contains("offline-console"));
        assertTrue("" + now.services(), now.services().contains("io.offlinestate.OfflineObjects"));
        Await.until("its files", () -> KARAF.etc().containsAll(FILES));
        Await.until("the bean and threads of ours", () -> !ours().isEmpty());
    }

    private static void isGone(Inventory before) throws Exception {
        Inventory now = Inventory.now();
        assertEquals("bundles", before.bundles(), now.bundles());
        assertEquals("features", before.features(), now.features());
        assertEquals("services", before.services(), now.services());
        for (String command : COMMANDS) {
            String answer = KARAF.ssh("admin", "offline:" + command).failed();
            assertTrue(answer, answer.contains("Command not found") && answer.contains("offline:" + command));
        }
        Await.until("no bean and no thread of ours is left", () -> ours().isEmpty());
    }

    private static List<String> configurations() throws Exception {
        return KARAF.ssh("admin", "config:list")
                .succeeded()
                .lines()
                .filter(line -> line.contains("offline"))
                .toList();
    }

    /** The beans and threads of ours. */
    private static Set<String> ours() throws Exception {
        try (JMXConnector connector = KARAF.jmx("admin")) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ThreadMXBean threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
            Set<String> names = Arrays.stream(threads.dumpAllThreads(false, false))
                    .map(ThreadInfo::getThreadName)
                    .filter(name -> name.startsWith("offline-"))
                    .collect(Collectors.toCollection(TreeSet::new));
            server.queryNames(new ObjectName("io.offlinestate:*"), null).forEach(bean -> names.add(bean.toString()));
            return names;
        }
    }
}
