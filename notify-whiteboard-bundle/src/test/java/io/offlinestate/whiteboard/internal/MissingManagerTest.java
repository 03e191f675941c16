// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.OfflineObjects;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application that was put together without the manager. */
class MissingManagerTest extends WhiteboardFixture {
    private void isWarned() {
        assertEquals(1, log.entries.size(), log.entries::toString);
        String warning = log.entries.get(0);
        assertTrue(warning.contains("no OfflineManager service"), warning);
        assertTrue(warning.contains("io.offlinestate.impl"), warning);
        assertTrue(warning.contains("-resolve.effective"), warning);
    }

    private void isSilent() {
        assertEquals(0, log.entries.size(), log.entries::toString);
    }

    @Test
    void listenersWithoutManager_areWarnedOfOnceAtStart() {
        whiteboard.open();
        register(new Listener(), Map.of());
        isSilent();
        framework.start();
        isWarned();
        framework.start();
        register(new Listener(), Map.of());
        isWarned();
    }

    @Test
    void manager_warnsOfNothing() {
        whiteboard.open();
        register(new Listener(), Map.of());
        manager("mail");
        framework.start();
        register(new Listener(), Map.of());
        isSilent();
    }

    @Test
    void noListener_warnsOfNothing() {
        whiteboard.open();
        framework.start();
        isSilent();
    }

    @Test
    void listenerOfARunningFramework_withoutManagerBundle_isWarnedOf() {
        framework.start(); // as bnd's launcher does it: the bundles come later
        framework.install("com.acme.Other");
        register(new Listener(), Map.of());
        whiteboard.open();
        isWarned();
    }

    @Test
    void listenerOfARunningFramework_withManagerBundle_waitsForIt() {
        framework.start();
        framework.install("com.acme.Other", OfflineObjects.class.getName());
        whiteboard.open();
        register(new Listener(), Map.of());
        isSilent();
    }
}
