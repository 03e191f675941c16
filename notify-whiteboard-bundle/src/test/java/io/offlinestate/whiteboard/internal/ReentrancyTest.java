// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceEvent;

/** Foreign code that the whiteboard calls may call it back from there. */
class ReentrancyTest extends WhiteboardFixture {
    private final Listener listener = new Listener();

    @Test
    void aServiceFactoryUnregistersItsService() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        Supplier<OfflineNotify> factory = () -> {
            framework.registrations(OfflineNotify.class).get(0).unregister();
            return listener;
        };

        FakeRegistration<OfflineNotify> registration =
                framework.registerFactory(OfflineNotify.class, factory, Map.of());

        assertEquals(0, manager.advised.get());
        assertFalse(registration.held());
        assertEquals(List.of(), log.entries);
    }

    @Test
    void aServiceFactoryChangesTheProperties() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager news = manager("news");
        Supplier<OfflineNotify> factory = () -> {
            framework.registrations(OfflineNotify.class).get(0).setProperties(Map.of(PROFILE, "news", TOKEN, 2));
            return listener;
        };

        framework.registerFactory(OfflineNotify.class, factory, Map.of(PROFILE, "mail"));

        assertEquals(List.of(), mail.advises());
        assertEquals(2, news.advises().get(0).clientToken());
    }

    @Test
    void aServiceFactoryRegistersListenersAndObjects() {
        whiteboard.open();
        manager("mail");
        FakeManager news = FakeManager.global(framework, "news");
        Listener other = new Listener();
        Supplier<OfflineNotify> factory = () -> {
            news.register();
            register(other, Map.of());
            assertEquals(1, news.advisesOf(other));
            return listener;
        };

        framework.registerFactory(OfflineNotify.class, factory, Map.of());

        assertEquals(1, news.advisesOf(listener));
    }

    @Test
    void aListenerThatComesWhileAnObjectArrivesFindsIt() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        Listener other = new Listener();
        Supplier<OfflineNotify> factory = () -> {
            register(other, Map.of());
            assertEquals(1, manager.advisesOf(other));
            return listener;
        };
        framework.registerFactory(OfflineNotify.class, factory, Map.of());

        manager.register();

        assertEquals(2, manager.advises().size());
    }

    @Test
    void anObjectGoesWhileItIsAdvised() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> object = manager.register();
        manager.whenAdvised = info -> object.unregister();

        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());

        assertFalse(registration.held());
        assertFalse(object.held());
        assertEquals(0, snapshot().notifyServices[0].objects.length);
    }

    @Test
    void aListenerGoesWhileItIsAdvised() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        manager.whenAdvised =
                info -> framework.registrations(OfflineNotify.class).get(0).unregister();

        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());

        assertEquals(List.of(), manager.advises());
        assertFalse(registration.held());
    }

    @Test
    void whoeverWatchesTheChangeCountOrTheLogRegistersListeners() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        AtomicInteger left = new AtomicInteger(30);
        Runnable registerAnother = () -> {
            if (left.getAndDecrement() > 0) {
                register(new Listener(), Map.of());
                register(new Listener(), Map.of(TYPES, "wrong"));
            }
        };
        log.whenLogged = registerAnother;
        framework.addListener("(objectClass=" + OfflineWhiteboardRuntime.class.getName() + ")", event -> {
            if (event.getType() == ServiceEvent.MODIFIED) {
                registerAnother.run();
            }
        });

        register(listener, Map.of(TYPES, "wrong"));

        assertEquals(30, manager.advises().size());
        assertEquals(31, snapshot().failedNotifyServices.length);
        assertEquals(31, log.entries.size());
    }

    @Test
    void whoeverReadsTheLogPutsTheListenerRight() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        List<Integer> advised = new ArrayList<>();
        log.whenLogged = () -> {
            framework.registrations(OfflineNotify.class).get(0).setProperties(Map.of());
            advised.add(manager.advises().size());
        };

        register(listener, Map.of(TYPES, "wrong"));

        assertEquals(List.of(1), advised, "by the time setProperties returns: nobody was in its way");
    }

    @Test
    void aListenerClosesTheWhiteboardFromWithinItsFactory() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        Supplier<OfflineNotify> factory = () -> {
            whiteboard.close();
            return listener;
        };

        FakeRegistration<OfflineNotify> registration =
                framework.registerFactory(OfflineNotify.class, factory, Map.of());

        assertEquals(0, manager.advised.get());
        assertFalse(registration.held());
    }
}
