// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.offlinestate.itest.plugin.DeployedListener;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FeatureVersions;
import io.offlinestate.itest.support.KarafProcess;
import io.offlinestate.itest.support.PluginJar;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** An operator upgrades and downgrades a stock Karaf: one of each bundle is left, and what was requested still holds. */
public class KarafUpgradeIT {
    @ClassRule
    public static final KarafProcess KARAF = KarafProcess.stock(KarafUpgradeIT.class);

    @ClassRule
    public static final TemporaryFolder VERSIONS = new TemporaryFolder();

    private static final List<String> BUNDLES = List.of("api", "console.karaf", "impl", "jmx", "whiteboard");

    @Rule
    public Timeout limit = Timeout.seconds(240);

    @BeforeClass
    public static void addVersions() throws Exception {
        FeatureVersions versions = new FeatureVersions(VERSIONS.getRoot().toPath());
        for (String version : List.of("1.0.0", "1.0.1", "1.1.0")) {
            KARAF.ssh("admin", "feature:repo-add " + versions.write(version)).succeeded();
        }
        KARAF.ssh("admin", "feature:install offline-console/1.0.0").succeeded();
        KARAF.awaitConsole();
        KARAF.deploy(listener("deployed"));
        Await.until(
                "the listener is advised",
                () -> !listener("deployed", "default").isJsonNull());
    }

    private static PluginJar listener(String name) {
        return PluginJar.named(name).activator(DeployedListener.class);
    }

    @Test
    public void upgradeAndDowngrade_keepOneOfEachAndTheIntent() throws Exception {
        upgrade("1.0.0");
        isThere("1.0.0");
        set("offline");
        KARAF.put("io.offlinestate.profile-default", "hold.timeout.ms", 4321);
        KARAF.put("org.apache.karaf.command.acl.offline", "why", "manager, admin");
        KARAF.put("jmx.acl.io.offlinestate", "list*", "manager, admin");
        Set<String> etc = KARAF.etc();
        for (String version : List.of("1.0.1", "1.1.0", "1.0.1", "1.0.0", "1.1.0", "1.0.0")) {
            upgrade(version);
            isThere(version);
            assertEquals(version, "OFFLINE", state());
            hears("deployed");
            assertEquals("etc/", etc, KARAF.etc());
            isKept("io.offlinestate.profile-default", "hold.timeout.ms = 4321");
            isKept("org.apache.karaf.command.acl.offline", "why = manager, admin");
            isKept("jmx.acl.io.offlinestate", "list* = manager, admin");
        }
    }

    @Test
    public void upgradeWithAHungListenerInMidTransition_keepsOneOfEachAndTheIntent() throws Exception {
        KARAF.deploy(listener("hung"));
        Await.until(
                "the hung listener is advised",
                () -> !listener("hung", "default").isJsonNull());
        for (String version : List.of("1.0.1", "1.1.0", "1.0.0")) {
            Await.until("the object is online and settled", () -> {
                KARAF.ssh("admin", "offline:set default online");
                return state().equals("ONLINE");
            });
            KARAF.ssh("admin", "offline:set default offline").succeeded(); // and the listener holds it up
            upgrade(version);
            isThere(version);
            assertEquals(version, "OFFLINE", state());
        }
        KARAF.undeploy("hung");
    }

    /** Karaf stops and wires bundles anew, so either version may be active. */
    @Test
    public void secondVersionBesideTheFirst_leavesOnePairActive() throws Exception {
        upgrade("1.0.0");
        KARAF.ssh("admin", "feature:install offline-console/1.0.1").succeeded();
        KARAF.awaitConsole();
        for (String api : List.of("1.0.0", "1.0.1")) {
            String range = ";bundle-version=\"[" + api + "," + api + "]\"";
            KARAF.deploy(listener("uses" + api)
                    .header("Import-Package", "io.offlinestate" + range + ",org.osgi.framework;version=\"[1.8,2)\""));
        }
        Await.until(
                "one of the listeners is advised",
                () -> !listener("uses1.0.0", "default").isJsonNull()
                        || !listener("uses1.0.1", "default").isJsonNull());
        boolean older = !listener("uses1.0.0", "default").isJsonNull();
        String advised = older ? "uses1.0.0" : "uses1.0.1";
        String other = older ? "uses1.0.1" : "uses1.0.0";

        Await.until(
                "the other one is shown",
                () -> KARAF.ssh("viewer", "offline:list")
                        .succeeded()
                        .contains("configuration error: the listeners of " + other + " 1.0.0 ["));
        String list = KARAF.ssh("viewer", "offline:list").succeeded();
        assertTrue(list, list.contains("a second manager is installed: io.offlinestate.impl 1.0."));
        assertTrue(list, list.contains("a second whiteboard is installed: io.offlinestate.whiteboard 1.0."));
        assertTrue(list, !list.contains("the listeners of " + advised));
        assertEquals(
                list,
                1,
                Pattern.compile("(?m)^default ").matcher(list).results().count());
        hears(advised);

        KARAF.undeploy("uses1.0.0");
        KARAF.undeploy("uses1.0.1");
        KARAF.ssh("admin", "feature:uninstall offline-console/1.0.1").succeeded();
        isThere("1.0.0");
        hears("deployed");
    }

    private static void upgrade(String version) throws Exception {
        KARAF.ssh("admin", "feature:install --upgrade offline-console/" + version)
                .succeeded();
        KARAF.awaitConsole();
    }

    /** One of each bundle, one object, one MBean. */
    private static void isThere(String version) throws Exception {
        String bundles = KARAF.ssh("admin", "bundle:list -t 0 -s --no-format").succeeded();
        Set<String> expected = new TreeSet<>();
        BUNDLES.forEach(name -> expected.add("io.offlinestate." + name + " " + version + " Active"));
        List<String> found = bundles.lines()
                .map(line -> line.split("\t"))
                .filter(cells -> cells[cells.length - 1].startsWith("io.offlinestate."))
                .map(cells -> cells[4].strip() + " " + cells[3].strip() + " " + cells[1].strip())
                .sorted()
                .toList();
        assertEquals(bundles, List.copyOf(expected), found);
        String list = KARAF.ssh("viewer", "offline:list").succeeded();
        assertEquals(
                list,
                1,
                Pattern.compile("(?m)^default ").matcher(list).results().count());
        assertTrue(list, !list.contains("configuration error"));
        Await.until("one bean", () -> {
            try (JMXConnector connector = KARAF.jmx("admin")) {
                return connector
                                .getMBeanServerConnection()
                                .queryNames(new ObjectName("io.offlinestate:*"), null)
                                .size()
                        == 1;
            }
        });
    }

    /** The operator's setting is in the file and holds. */
    private static void isKept(String pid, String setting) throws Exception {
        String file = KARAF.read(pid);
        assertTrue(file, file.lines().anyMatch(setting::equals));
        String read = pid.replace('-', '~'); // what follows is the name of a factory configuration
        Await.until(
                setting + " holds",
                () -> KARAF.ssh("admin", "config:property-list --pid " + read)
                        .succeeded()
                        .lines()
                        .anyMatch(line -> line.strip().equals(setting)));
    }

    /** A listener gets three phases of each of three changes, after which the object is offline. */
    private static void hears(String name) throws Exception {
        Await.until("the listener is advised", () -> !listener(name, "default").isJsonNull());
        set("online");
        long before = delivered(name);
        set("offline");
        set("online");
        set("offline");
        assertEquals("notifications", before + 9, delivered(name));
    }

    private static void set(String state) throws Exception {
        KARAF.ssh("manager", "offline:set default " + state + " --wait 20").succeeded();
    }

    private static String state() throws Exception {
        return JsonParser.parseString(
                        KARAF.ssh("viewer", "offline:info default --json").succeeded())
                .getAsJsonObject()
                .get("state")
                .getAsString();
    }

    private static long delivered(String name) throws Exception {
        return listener(name, "default").getAsJsonObject().get("delivered").getAsLong();
    }

    private static JsonElement listener(String bundle, String object) throws Exception {
        JsonArray listeners = JsonParser.parseString(KARAF.ssh("viewer", "offline:listeners " + object + " --json")
                        .succeeded())
                .getAsJsonObject()
                .getAsJsonArray("listeners");
        for (JsonElement each : listeners) {
            JsonObject listener = each.getAsJsonObject();
            if (listener.toString().contains("\"" + bundle + "\"")) {
                return listener;
            }
        }
        return JsonNull.INSTANCE;
    }
}
