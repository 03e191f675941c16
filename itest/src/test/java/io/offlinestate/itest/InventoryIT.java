// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Dump;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.MoreBundles;
import io.offlinestate.itest.support.Recorder;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The state in support dumps. One test: first without Felix Inventory, then with it. */
public class InventoryIT extends FrameworkTest {
    private static final String INVENTORY = "io.offlinestate.inventory";

    @Test
    public void itIsInEveryDumpWhereThereAreDumpsAndNoLossElsewhere() throws Exception {
        MoreBundles more = new MoreBundles(host);
        Bundle ours = more.install(INVENTORY);
        BundleException without = assertThrows(BundleException.class, ours::start);
        assertTrue(without.getMessage(), without.getMessage().contains("org.apache.felix.inventory"));
        OfflineObjectId profile = host.newProfile();
        host.listen("one", profile);
        host.listen(new Recorder("wrong"), Map.of("offline.notify.types", "STATECHANGED"));
        host.set(profile, OFFLINE);

        more.start("org.apache.felix.inventory", INVENTORY);
        Dump dump = new Dump(host);
        assertEquals("offlinestate: Offline State", dump.title());

        String text = dump.text();
        assertTrue(text, text.contains("Objects: 2, offline: 1, listeners: 1"));
        assertTrue(text, text.contains("  " + profile + "  OFFLINE: requested OFFLINE by bundle "));
        assertTrue(text, text.contains("delivered 3, failed 0"));
        assertTrue(text, text.contains("listener services 1, failed 1"));
        assertTrue(text, text.contains("INVALID_TYPES"));

        String json = dump.json();
        assertTrue(json, json.matches("(?s)\\s*\\{.*\\}\\s*"));
        assertTrue(json, json.contains("\"configurationErrors\""));
        assertTrue(json, json.contains("\"" + profile + "\""));

        host.stop(Host.WHITEBOARD);
        assertTrue(dump.text().contains(profile + "  OFFLINE"));
        host.stop(Host.IMPL);
        assertFalse("without the manager there is nothing to print", dump.isThere());
    }
}
