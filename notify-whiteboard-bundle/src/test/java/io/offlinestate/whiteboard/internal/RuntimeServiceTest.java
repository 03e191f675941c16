// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceEvent;

/** What the whiteboard shows of itself. */
class RuntimeServiceTest extends WhiteboardFixture {
    @Test
    void anAdvisedServiceIsShownAsItIs() {
        whiteboard.open();
        manager("news");
        FakeManager.child(framework, "mail", 1).register();
        manager("mail");
        FakeRegistration<OfflineNotify> registration = register(
                new Listener(),
                Map.of(
                        PROFILE,
                        new String[] {"news", "mail"},
                        TARGET,
                        "(offline.profile=*)",
                        TOKEN,
                        4,
                        TYPES,
                        "STATECHANGE",
                        "service.ranking",
                        2));

        NotifyServiceDTO dto = snapshot().notifyServices[0];

        assertEquals(registration.id, dto.serviceId);
        assertEquals(7, dto.bundleId);
        assertEquals("com.acme.mail", dto.bundleSymbolicName);
        assertArrayEquals(new String[] {"mail", "news"}, dto.profiles);
        assertEquals("(offline.profile=*)", dto.target);
        assertEquals(4, dto.clientToken);
        assertArrayEquals(new NotifyType[] {NotifyType.STATECHANGE}, dto.notifyTypes);
        assertEquals(2, dto.ranking);
        assertArrayEquals(
                new String[] {
                    "mail", "mail/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001", "news"
                },
                dto.objects);
    }

    @Test
    void aServiceThatAsksForNothingInParticularIsShownWithItsDefaults() {
        whiteboard.open();
        register(new Listener(), Map.of());

        NotifyServiceDTO dto = snapshot().notifyServices[0];

        assertArrayEquals(new String[] {"*"}, dto.profiles);
        assertNull(dto.target);
        assertEquals(0, dto.clientToken);
        assertArrayEquals(NotifyType.values(), dto.notifyTypes);
        assertEquals(0, dto.objects.length);
    }

    @Test
    void servicesAreShownInTheOrderOfTheirIds() {
        whiteboard.open();
        for (int i = 0; i < 50; i++) {
            register(new Listener(), i % 2 == 0 ? Map.of() : Map.of(TOKEN, "x"));
            for (int gap = 0; gap < 77; gap++) {
                register(new Listener(), Map.of()).unregister(); // so that the order does not come by itself
            }
        }
        List<Long> ids = new ArrayList<>();
        for (NotifyServiceDTO each : snapshot().notifyServices) {
            ids.add(each.serviceId);
        }
        assertEquals(25, ids.size());
        assertEquals(ids.stream().sorted().toList(), ids);
        ids.clear();
        for (FailedNotifyServiceDTO each : snapshot().failedNotifyServices) {
            ids.add(each.serviceId);
        }
        assertEquals(25, ids.size());
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    void theRuntimeShowsItsOwnReference() {
        whiteboard.open();
        FakeRegistration<OfflineWhiteboardRuntime> runtime = runtime();
        register(new Listener(), Map.of());

        OfflineWhiteboardDTO dto = snapshot();

        assertEquals(runtime.id, dto.serviceDTO.id);
        assertEquals(1, dto.serviceDTO.bundle);
        assertEquals(changeCount(), dto.serviceDTO.properties.get("service.changecount"));
        assertArrayEquals(new String[] {OfflineWhiteboardRuntime.class.getName()}, (String[])
                dto.serviceDTO.properties.get("objectClass"));
        assertEquals(0, dto.serviceDTO.usingBundles.length);
    }

    @Test
    void snapshotsShareNothing() {
        whiteboard.open();
        manager("mail");
        register(new Listener(), Map.of(PROFILE, "mail"));
        OfflineWhiteboardDTO first = snapshot();
        OfflineWhiteboardDTO second = snapshot();
        first.notifyServices[0].profiles[0] = "changed";
        first.notifyServices[0].objects[0] = "changed";
        first.notifyServices[0].notifyTypes[0] = null;
        ((String[]) first.serviceDTO.properties.get("objectClass"))[0] = "changed";
        assertNotSame(first, second);
        for (OfflineWhiteboardDTO each : List.of(second, snapshot())) {
            assertEquals("mail", each.notifyServices[0].profiles[0]);
            assertEquals("mail", each.notifyServices[0].objects[0]);
            assertEquals(NotifyType.STATECHANGE_START, each.notifyServices[0].notifyTypes[0]);
            assertEquals(
                    OfflineWhiteboardRuntime.class.getName(),
                    ((String[]) each.serviceDTO.properties.get("objectClass"))[0]);
        }
    }

    @Test
    void itCanBeAskedWhileItIsBeingRegistered() {
        List<OfflineWhiteboardDTO> seen = new ArrayList<>();
        framework.addListener("(objectClass=" + OfflineWhiteboardRuntime.class.getName() + ")", event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                seen.add(snapshot());
            }
        });
        register(new Listener(), Map.of());
        whiteboard.open();
        assertEquals(1, seen.get(0).notifyServices.length);
    }

    @Test
    void theChangeCountGrowsWithEveryChange() {
        whiteboard.open();
        long[] before = {changeCount()};
        Runnable grown = () -> {
            assertTrue(changeCount() > before[0], "changed");
            before[0] = changeCount();
        };
        FakeRegistration<OfflineNotify> registration = register(new Listener(), Map.of());
        grown.run();
        FakeRegistration<OfflineManager> object =
                FakeManager.global(framework, "mail").register();
        grown.run();
        object.unregister();
        grown.run();
        registration.setProperties(Map.of(TOKEN, 1));
        grown.run();
        registration.setProperties(Map.of(TOKEN, "x"));
        grown.run();
        registration.setProperties(Map.of(TOKEN, "y"));
        grown.run();
        registration.unregister();
        grown.run();
    }

    @Test
    void theChangeCountStaysWhereNothingChanges() {
        whiteboard.open();
        FakeRegistration<OfflineNotify> registration = register(new Listener(), Map.of(PROFILE, "mail"));
        long before = changeCount();
        registration.setProperties(Map.of(PROFILE, "mail", "color", "blue"));
        manager("news");
        assertEquals(before, changeCount());
    }

    @Test
    void afterTheCloseThereIsNoRuntime() {
        whiteboard.open();
        whiteboard.close();
        assertEquals(List.of(), framework.registrations(OfflineWhiteboardRuntime.class));
    }
}
