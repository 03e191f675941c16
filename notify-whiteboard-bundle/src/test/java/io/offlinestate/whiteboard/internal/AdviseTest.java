// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Capability;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every listener is advised on every object that it selects, whichever comes first, and on nothing else. */
class AdviseTest extends WhiteboardFixture {
    private final Listener listener = new Listener();

    @Test
    void aListenerIsAdvisedByTheTimeItsRegistrationReturns() {
        whiteboard.open();
        FakeManager manager = manager("mail");

        register(listener, Map.of());

        AdviseInfo info = manager.advises().get(0);
        assertSame(listener, info.callback(), "the service object itself, never a wrapper");
        assertEquals(AdviseInfo.of(listener), info);
    }

    @Test
    void listenersAndObjectsThatWereThereBeforeAreFound() {
        FakeManager manager = manager("mail");
        register(listener, Map.of());

        whiteboard.open();

        assertEquals(1, manager.advises().size());
    }

    @Test
    void anObjectThatComesLaterIsFound() {
        whiteboard.open();
        register(listener, Map.of());

        assertEquals(1, manager("mail").advises().size());
        assertEquals(1, manager("news").advises().size());
    }

    @Test
    void everythingAListenerAsksForIsInTheAdvise() {
        whiteboard.open();
        FakeManager manager = manager("mail");

        register(
                listener,
                Map.of(
                        TOKEN,
                        42,
                        TYPES,
                        new String[] {"STATECHANGE_DONE", "STATECHANGE"},
                        "service.ranking",
                        -7,
                        "component.name",
                        "com.acme.Outbox"));

        AdviseInfo expected = AdviseInfo.builder(listener)
                .clientToken(42)
                .notifyTypes(NotifyType.STATECHANGE, NotifyType.STATECHANGE_DONE)
                .ranking(-7)
                .label("com.acme.Outbox")
                .build();
        assertEquals(List.of(expected), manager.advises());
    }

    @Test
    void aProfileSelectsItsGlobalObjectOnly() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager news = manager("news");
        FakeManager account = FakeManager.child(framework, "mail", 1);
        account.register();

        register(listener, Map.of(PROFILE, "mail"));

        FakeManager accountThatComesLater = FakeManager.child(framework, "mail", 2);
        accountThatComesLater.register();
        assertEquals(1, mail.advises().size());
        assertEquals(0, news.advises().size());
        assertEquals(0, account.advises().size());
        assertEquals(0, accountThatComesLater.advises().size());
    }

    @Test
    void aTargetSelectsWithinTheProfiles() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager mailAccount = FakeManager.child(framework, "mail", 1);
        mailAccount.register();
        FakeManager newsAccount = FakeManager.child(framework, "news", 1);
        newsAccount.register();

        register(listener, Map.of(PROFILE, "mail", TARGET, "(offline.type=" + FakeManager.ACCOUNT + ")"));

        FakeManager mailAccountThatComesLater = FakeManager.child(framework, "mail", 2);
        mailAccountThatComesLater.register();
        assertEquals(0, mail.advises().size());
        assertEquals(1, mailAccount.advises().size());
        assertEquals(0, newsAccount.advises().size());
        assertEquals(1, mailAccountThatComesLater.advises().size());
    }

    @Test
    void aTargetAloneSelectsInEveryProfile() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager newsAccount = FakeManager.child(framework, "news", 1);
        newsAccount.register();

        register(listener, Map.of(TARGET, "(offline.type=*)"));

        assertEquals(1, mail.advises().size());
        assertEquals(1, newsAccount.advises().size());
    }

    @Test
    void aTargetFollowsTheCapabilitiesOfAnObject() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> registration = manager.register();
        register(listener, Map.of(TARGET, "(offline.capabilities=OFFLINE)"));
        assertEquals(1, manager.advises().size());

        manager.capabilities = Set.of(Capability.ONLINE);
        registration.setProperties(manager.properties());
        assertEquals(0, manager.advises().size());

        manager.capabilities = Set.of(Capability.ONLINE, Capability.OFFLINE);
        registration.setProperties(manager.properties());
        assertEquals(1, manager.advises().size());
    }

    @Test
    void aChangeOfAnObjectThatChangesNothingKeepsTheAdvise() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> registration = manager.register();
        register(listener, Map.of());
        long token = manager.tokenOf(listener);

        manager.capabilities = Set.of(Capability.ONLINE);
        registration.setProperties(manager.properties());

        assertEquals(token, manager.tokenOf(listener));
        assertEquals(0, manager.updated.get());
    }

    @Test
    void listenersThatAreEqualAreNotTheSame() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        Listener twin = new Listener();

        FakeRegistration<OfflineNotify> first = register(listener, Map.of(TOKEN, 1));
        register(twin, Map.of(TOKEN, 2));
        first.unregister();

        assertEquals(1, manager.advises().size());
        assertSame(twin, manager.advises().get(0).callback());
    }

    @Test
    void aListenerThatGoesIsNoLongerAdvisedAndLetGo() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager news = manager("news");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());

        registration.unregister();

        assertEquals(List.of(), mail.advises());
        assertEquals(List.of(), news.advises());
        assertFalse(registration.held());
        assertEquals(0, manager("later").advised.get());
    }

    @Test
    void whenTheObjectsComeBackEverybodyIsAdvisedAgain() {
        whiteboard.open();
        FakeManager before = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> gone = before.register();
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        gone.unregister();
        assertFalse(registration.held(), "held only while it is advised");

        FakeManager after = manager("mail");

        assertEquals(1, after.advises().size());
        assertArrayEquals(new String[] {"mail"}, snapshot().notifyServices[0].objects);
    }

    @Test
    void aListenerIsGotOnceHoweverManyObjectsItSelects() {
        whiteboard.open();
        manager("mail");
        manager("news");

        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        manager("chat");

        assertEquals(1, registration.gets.get());
    }

    @Test
    void aListenerThatSelectsNothingIsNotGot() {
        whiteboard.open();
        manager("mail");

        FakeRegistration<OfflineNotify> registration = register(listener, Map.of(PROFILE, "news"));

        assertEquals(0, registration.gets.get());
        assertEquals(1, snapshot().notifyServices.length, "it is in order");
    }

    @Test
    void anObjectIsGotWhileSomebodyIsAdvisedOnIt() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> object = manager.register();
        assertEquals(0, object.gets.get());

        FakeRegistration<OfflineNotify> first = register(listener, Map.of());
        FakeRegistration<OfflineNotify> second = register(new Listener(), Map.of());
        assertEquals(1, object.gets.get(), "once for all");
        first.unregister();
        assertTrue(object.held());
        second.unregister();

        assertFalse(object.held());
    }

    @Test
    void anObjectWithoutAProperIdIsIgnored() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        framework.register(OfflineManager.class, manager, Map.of("offline.profile", "mail"));

        register(listener, Map.of());

        assertEquals(0, manager.advised.get());
        assertTrue(log.entries.get(0).contains("offline.type"), () -> log.entries.get(0));
    }

    @Test
    void aWhiteboardThatCannotOpenLeavesNothingBehind() {
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        framework.refuses = new SecurityException("not allowed");

        assertThrows(SecurityException.class, whiteboard::open);

        assertEquals(1, manager.advised.get());
        assertEquals(List.of(), manager.advises());
        assertFalse(registration.held());
        assertEquals(List.of(), framework.listenersOf(ServiceWatch.class));
    }

    @Test
    void closingTheWhiteboardEndsItsThreads() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        whiteboard.open();
        register(listener, Map.of());
        register(new Listener(), Map.of());
        manager("mail");
        List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        threads.removeIf(each -> !each.getName().startsWith("offline-whiteboard"));
        assertFalse(threads.isEmpty());

        whiteboard.close();

        for (Thread each : threads) {
            each.join(1_000); // by itself it would be there for two seconds
            assertFalse(each.isAlive(), each::toString);
        }
    }

    @Test
    void closingTheWhiteboardEndsEverything() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());

        whiteboard.close();

        assertEquals(List.of(), manager.advises());
        assertFalse(registration.held());
        assertEquals(List.of(), framework.listenersOf(ServiceWatch.class));
        register(new Listener(), Map.of());
        assertEquals(1, manager.advised.get());
    }
}
