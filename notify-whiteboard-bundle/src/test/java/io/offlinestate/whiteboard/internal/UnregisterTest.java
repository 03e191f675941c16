// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.internal.SerialTest.Meeting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Once a listener's unregistration returns it is not advised on anything, whatever other threads are doing with it. */
class UnregisterTest extends WhiteboardFixture {
    private final Listener listener = new Listener();

    @Test
    void itWaitsForTheThreadThatIsJustAdvising() {
        whiteboard.open();
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        FakeManager manager = FakeManager.global(framework, "mail");
        Meeting advising = new Meeting();
        manager.whenAdvised = info -> advising.hold();
        FutureTask<Void> arrival = start(manager::register);
        await(advising.begun);

        FutureTask<Void> unregistration = start(() -> {
            registration.unregister();
            assertEquals(List.of(), manager.advises());
        });
        while (snapshot().notifyServices.length > 0) {
            Thread.onSpinWait(); // until it is on its way
        }
        assertFalse(unregistration.isDone());
        advising.end.countDown();

        join(unregistration);
        join(arrival);
        assertEquals(1, manager.advised.get());
        assertEquals(1, manager.ended.get());
    }

    @Test
    void itEndsTheRestWhileItWaitsForTheThreadThatIsJustAdvising() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        CountDownLatch ended = new CountDownLatch(1);
        mail.whenEnded = info -> ended.countDown();
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        FakeManager news = FakeManager.global(framework, "news");
        Meeting advising = new Meeting();
        news.whenAdvised = info -> advising.hold();
        FutureTask<Void> arrival = start(news::register);
        await(advising.begun);

        FutureTask<Void> unregistration = start(registration::unregister);

        await(ended);
        advising.end.countDown();
        join(unregistration);
        join(arrival);
    }

    @Test
    void itDoesNotRelyOnTheThreadThatIsJustAdvisingToEndTheAdvise() {
        whiteboard.open();
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        FakeManager manager = FakeManager.global(framework, "mail");
        Meeting advising = new Meeting();
        Meeting ending = new Meeting();
        manager.whenAdvised = info -> advising.hold();
        Thread[] unregistering = new Thread[1];
        manager.beforeEnded = info -> {
            if (Thread.currentThread() != unregistering[0]) {
                ending.hold();
            }
        };
        FutureTask<Void> arrival = start(manager::register);
        await(advising.begun);

        FutureTask<Void> unregistration = start(() -> {
            unregistering[0] = Thread.currentThread();
            registration.unregister();
            assertEquals(List.of(), manager.advises());
        });
        while (snapshot().notifyServices.length > 0) {
            Thread.onSpinWait();
        }
        advising.end.countDown();

        join(unregistration);
        ending.end.countDown();
        join(arrival);
        assertEquals(1, manager.ended.get());
    }

    @Test
    void itEndsWhatIsAdvisedWhileAnotherThreadHangsInTheEndOfAnother() {
        whiteboard.open();
        FakeManager mail = manager("mail");
        FakeManager news = manager("news");
        FakeRegistration<OfflineNotify> registration =
                register(listener, Map.of(PROFILE, new String[] {"mail", "news"}));
        Meeting callback = new Meeting();
        Thread inCallback = Thread.currentThread();
        mail.whenEnded = info -> {
            if (Thread.currentThread() != inCallback) {
                callback.hold(); // waits for the callback that is in progress
            }
        };
        FutureTask<Void> modification = start(() -> registration.setProperties(Map.of(PROFILE, "news")));
        await(callback.begun);

        registration.unregister(); // from inside that callback

        assertEquals(List.of(), mail.advises());
        assertEquals(List.of(), news.advises());
        callback.end.countDown();
        join(modification);
    }

    @Test
    void itDoesNotWaitForAThreadThatHangsInTheActivationOfTheListener() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        Meeting activation = new Meeting();
        FutureTask<Void> registering = start(() -> framework.registerFactory(
                OfflineNotify.class,
                () -> {
                    activation.hold();
                    return listener;
                },
                Map.of()));
        await(activation.begun);
        FakeRegistration<OfflineNotify> registration =
                framework.registrations(OfflineNotify.class).get(0);

        join(start(registration::unregister), Duration.ofSeconds(5));

        assertEquals(0, manager.advised.get());
        activation.end.countDown();
        join(registering);
        assertEquals(0, manager.advised.get());
        assertEquals(1, registration.ungets.get());
    }

    @Test
    void nobodyElseWaitsForAListenerThatHangsInItsActivation() {
        whiteboard.open();
        manager("mail");
        Meeting activation = new Meeting();
        FutureTask<Void> registering = start(() -> framework.registerFactory(
                OfflineNotify.class,
                () -> {
                    activation.hold();
                    return listener;
                },
                Map.of()));
        await(activation.begun);
        FakeRegistration<OfflineNotify> hanging =
                framework.registrations(OfflineNotify.class).get(0);
        Listener other = new Listener();

        // with patience, a thread would wait for twice as long
        join(start(() -> hanging.setProperties(Map.of(TOKEN, 4))), Duration.ofSeconds(5));
        FakeManager news = manager("news");
        register(other, Map.of());
        assertEquals(1, news.advisesOf(other));

        activation.end.countDown();
        join(registering);
        assertEquals(1, news.advisesOf(listener), "what came meanwhile is not lost");
        assertEquals(
                4,
                news.advises().stream()
                        .filter(info -> info.callback() == listener)
                        .findFirst()
                        .orElseThrow()
                        .clientToken());
    }

    @Test
    void anAdviseThatTakesTooLongEndsAsSoonAsItHasBegun() {
        Reports reports = new Reports(log.logger, new ChangeCount(new Helpers()));
        Helpers helpers = new Helpers();
        Relay relay = new Relay(helpers, reports);
        Shared shared = new Shared(
                framework.context,
                new Directory(),
                relay,
                new Retries(helpers, relay, reports, System::nanoTime),
                reports);
        Advises advises = new Advises(shared, Duration.ofMillis(1));
        FakeManager manager = FakeManager.global(framework, "mail");
        ManagerService service = ManagerService.of(manager.register().reference, shared);
        Meeting advising = new Meeting();
        manager.whenAdvised = info -> advising.hold();
        FutureTask<Void> begin = start(() -> advises.begin(service, AdviseInfo.of(listener)));
        await(advising.begun);

        advises.shut();
        advising.end.countDown();

        join(begin);
        assertEquals(List.of(), manager.advises());
        assertTrue(advises.isEmpty());
    }

    @Test
    void oneThatIsUnregisteredWhileTheWhiteboardClosesIsWaitedForByBoth() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = register(listener, Map.of());
        CountDownLatch inClose = new CountDownLatch(2);
        CountDownLatch callbackEnds = new CountDownLatch(1);
        manager.whenEnded = info -> {
            inClose.countDown();
            await(callbackEnds);
        };

        FutureTask<Void> close = start(whiteboard::close);
        FutureTask<Void> unregistration = start(registration::unregister);

        await(inClose);
        assertFalse(close.isDone());
        assertFalse(unregistration.isDone());
        callbackEnds.countDown();
        join(close);
        join(unregistration);
    }
}
