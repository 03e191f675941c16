// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A service that cannot be got now may be later. */
class RetryTest extends WhiteboardFixture {
    private final Listener listener = new Listener();
    private final AtomicInteger asked = new AtomicInteger();

    /** How many attempts fail. */
    private volatile int failures;

    private final Supplier<OfflineNotify> factory = () -> {
        int attempt = asked.incrementAndGet();
        if (attempt > failures) {
            return listener;
        }
        if (attempt % 2 == 0) {
            throw new IllegalStateException("no data base at attempt " + attempt);
        }
        return null;
    };

    private FakeRegistration<OfflineNotify> fail(int times, Map<String, ?> properties) {
        failures = times;
        return framework.registerFactory(OfflineNotify.class, factory, properties);
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "not in time: " + what);
            Thread.onSpinWait();
        }
    }

    @Test
    void serviceThatFailsAtFirst_isAdvisedByItself() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        fail(3, Map.of());
        assertEquals(FailureReason.SERVICE_NOT_GETTABLE, failed().failureReason);
        until("it is advised", () -> manager.advisesOf(listener) == 1);
        until("nothing has failed any more", () -> snapshot().failedNotifyServices.length == 0);
        assertEquals(4, asked.get());
        assertEquals(1, manager.advises().size());
        assertEquals(1, log.entries.size(), log.entries::toString);
    }

    @Test
    void failure_showsAttemptsAndTheNextOne() {
        whiteboard.open();
        manager("mail");
        long before = System.currentTimeMillis();
        fail(Integer.MAX_VALUE, Map.of());
        until("three attempts", () -> failed().attempts >= 3);
        FailedNotifyServiceDTO failed = failed();
        long delay = 50L << failed.attempts - 1;
        assertTrue(failed.nextAttempt >= before + delay, failed.nextAttempt + " after " + before);
        assertTrue(failed.nextAttempt <= System.currentTimeMillis() + delay, "in time");
        assertEquals(1, log.entries.size(), log.entries::toString);
    }

    @Test
    void failureOfProperties_isNotTriedByItself() {
        whiteboard.open();
        manager("mail");
        register(listener, Map.of(TYPES, "LATER"));
        assertEquals(0, failed().attempts);
        assertEquals(0, failed().nextAttempt);
        assertEquals(0, threads());
    }

    @Test
    void changeOfProperties_triesAtOnceAndCountsAnew() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = fail(Integer.MAX_VALUE, Map.of());
        until("some attempts", () -> failed().attempts >= 3);
        registration.setProperties(Map.of("color", "red"));
        assertTrue(failed().attempts <= 2, "counted anew");
        failures = 0;
        registration.setProperties(Map.of("color", "blue"));
        assertEquals(1, manager.advisesOf(listener));
        assertEquals(0, snapshot().failedNotifyServices.length);
    }

    @Test
    void transitionOfASelectedObject_bringsTheAttemptForward() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeManager other = manager("news");
        fail(Integer.MAX_VALUE, Map.of(PROFILE, "mail"));
        until("the next attempt is far away", () -> failed().attempts >= 7); // 3.2 s
        assertEquals(List.of(), other.advises(), "what it does not select");
        AdviseInfo watch = manager.advises().get(0);
        assertEquals(Set.of(NotifyType.STATECHANGE_START), watch.notifyTypes());
        assertTrue(watch.label().contains("waiting for OfflineNotify service"), watch.label());
        long planned = failed().nextAttempt;
        failures = 0;
        watch.callback().notify(null);
        until("it is advised", () -> manager.advisesOf(listener) == 1);
        assertTrue(System.currentTimeMillis() < planned, "sooner than planned");
        until("the whiteboard itself is not any more", () -> manager.advises().size() == 1);
    }

    @Test
    void objectThatComes_bringsTheAttemptForward() {
        whiteboard.open();
        manager("mail");
        fail(Integer.MAX_VALUE, Map.of());
        until("the next attempt is far away", () -> failed().attempts >= 7); // 3.2 s
        long planned = failed().nextAttempt;
        failures = 0;
        FakeManager second = manager("news");
        until("it is advised", () -> second.advisesOf(listener) == 1);
        assertTrue(System.currentTimeMillis() < planned, "sooner than planned");
    }

    @Test
    void events_areTriedAtOnceUntilTheBudgetIsSpent() {
        long stopped = System.nanoTime();
        try (Whiteboard timeless = new Whiteboard(framework.context, log.logger, () -> stopped)) {
            timeless.open();
            FakeManager manager = manager("mail");
            fail(Integer.MAX_VALUE, Map.of());
            assertEquals(1, asked.get());
            manager("news");
            assertEquals(2, asked.get(), "when the object came");
            OfflineNotify watch = manager.advises().get(0).callback();
            for (int i = 3; i <= 1 + Attempts.BUDGET; i++) {
                int attempt = i;
                watch.notify(null);
                until("attempt " + attempt, () -> asked.get() == attempt);
                until("it is counted", () -> failed().attempts == attempt);
            }
            manager("late");
            assertEquals(1 + Attempts.BUDGET, asked.get(), "beyond the budget");
        }
    }

    @Test
    void manyObjectsThatCome_causeFewAttempts() {
        whiteboard.open();
        manager("mail");
        fail(Integer.MAX_VALUE, Map.of());
        int before = asked.get();
        long start = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            manager("profile-" + i);
        }
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(
                asked.get() - before <= Attempts.BUDGET + 2 + elapsed / 50,
                asked.get() - before + " in " + elapsed + " ms");
    }

    @Test
    void objectThatCannotBeGot_isTriedAgain() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        AtomicInteger gets = new AtomicInteger();
        framework.registerFactory(
                OfflineManager.class, () -> gets.incrementAndGet() > 2 ? manager : null, manager.properties());
        register(listener, Map.of());
        until("it is advised", () -> manager.advisesOf(listener) == 1);
        until("nothing has failed any more", () -> snapshot().failedNotifyServices.length == 0);
        manager.advises().forEach(info -> assertEquals(listener, info.callback()));
    }

    @Test
    void serviceThatGoes_isNotTriedAgain() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> registration = fail(Integer.MAX_VALUE, Map.of());
        until("some attempts", () -> failed().attempts >= 2);
        registration.unregister();
        int last = asked.get();
        assertEquals(List.of(), manager.advises());
        until("there is no thread", () -> threads() == 0);
        assertEquals(last, asked.get());
    }

    @Test
    void hangingAttempt_keepsNobodyFromTryingAgain() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        framework.registerFactory(
                OfflineNotify.class,
                () -> {
                    if (calls.incrementAndGet() > 1) {
                        await(goOn);
                    }
                    return null;
                },
                Map.of());
        until("it hangs", () -> calls.get() == 2);
        fail(2, Map.of());
        until("the other one is advised", () -> manager.advisesOf(listener) == 1);
        goOn.countDown();
    }

    @Test
    void bundleThatStops_takesServicesWithHiddenEndWithIt() {
        whiteboard.open();
        FakeManager manager = manager("mail");
        FakeRegistration<OfflineNotify> hidden = register(listener, Map.of());
        assertEquals(1, manager.advises().size());
        hidden.vanish(); // a hook has hidden UNREGISTERING
        framework.stopped(FakeFramework.MAIL);
        assertEquals(List.of(), manager.advises());
        assertFalse(hidden.held());
    }

    @Test
    void objectWithHiddenEnd_isNotAdvisedOnAnyMore() {
        whiteboard.open();
        FakeManager manager = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> object = manager.register();
        register(listener, Map.of());
        object.vanish();
        framework.stopped(FakeFramework.MAIL);
        assertEquals(List.of(), manager.advises());
        assertEquals(0, snapshot().notifyServices[0].objects.length);
    }

    @Test
    void snapshot_showsNoServiceWithHiddenEnd() {
        whiteboard.open();
        manager("mail");
        FakeRegistration<OfflineNotify> hidden = register(listener, Map.of());
        hidden.vanish();
        assertEquals(0, snapshot().notifyServices.length);
        assertFalse(hidden.held());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("offline-whiteboard-"))
                .count();
    }
}
