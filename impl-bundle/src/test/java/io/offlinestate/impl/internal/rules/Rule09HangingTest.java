// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 9: a listener that hangs delays nobody else for long, and loses nothing but what it is told that it has lost. */
@Timeout(60)
class Rule09HangingTest {
    /** As long as the tests that measure can do without a machine that keeps time. */
    private static final long STALL_MILLIS = 1_000;

    private final Host host = new Host();
    private final OfflineManager object = host.open();
    private final List<Hanging> hanging = new ArrayList<>();

    @AfterEach
    void letEverybodyGo() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private Hanging hang(Hanging listener) {
        hanging.add(listener);
        return listener;
    }

    private AdviseToken advise(OfflineNotify callback, int ranking) {
        return object.advise(AdviseInfo.builder(callback).ranking(ranking).build());
    }

    private void detect(boolean online) {
        host.report(object, online ? Reachability.REACHABLE : Reachability.UNREACHABLE);
    }

    /** Goes through so many transitions, one after the other. */
    private void transitions(int count) {
        for (int i = 0; i < count; i++) {
            detect(object.getCurrentState() == ConnectionState.OFFLINE);
            host.awaitSettled(object);
        }
    }

    private static List<String> whole(long... sequences) {
        List<String> words = new ArrayList<>();
        for (long sequence : sequences) {
            for (NotifyType type : NotifyType.values()) {
                words.add(sequence + " " + type);
            }
        }
        return words;
    }

    /** When it was told of each phase for the first time. */
    private static final class Clock implements OfflineNotify {
        private final Map<NotifyType, Long> times = new EnumMap<>(NotifyType.class);
        private final CountDownLatch told = new CountDownLatch(NotifyType.values().length);

        @Override
        public synchronized void notify(OfflineNotification notification) {
            if (times.putIfAbsent(notification.type(), System.nanoTime()) == null) {
                told.countDown();
            }
        }

        synchronized long millisFrom(long nanoTime, NotifyType type) {
            return TimeUnit.NANOSECONDS.toMillis(times.get(type) - nanoTime);
        }
    }

    // ---- the others

    @Test
    void delaysNobodyByMoreThanTwiceTheThresholdAtTheVeryFirstEvent() {
        host.configure(20_000, STALL_MILLIS);
        advise(hang(Hanging.in(STATECHANGE_START)), 10);
        Clock clock = new Clock();
        advise(clock, 0);
        long begun = System.nanoTime();
        detect(false);
        Waits.on(clock.told, "the other one to be told");
        assertTrue(hanging.get(0).isHanging());
        for (NotifyType type : NotifyType.values()) {
            long millis = clock.millisFrom(begun, type);
            assertTrue(millis <= 2 * STALL_MILLIS, type + " came after " + millis + " ms");
        }
    }

    @ParameterizedTest
    @EnumSource
    void delaysNobodyForLongInWhateverPhase(NotifyType type) {
        host.configure(20_000, 200);
        advise(hang(Hanging.in(type)), 10);
        Clock clock = new Clock();
        advise(clock, 0);
        advise(new Clock(), -1);
        detect(false);
        Waits.on(clock.told, "the other one to be told");
        host.awaitSettled(object);
        assertTrue(hanging.get(0).isHanging());
    }

    @Test
    void aHundredAtOnceDelayNobodyByMoreThanTwiceTheThreshold() {
        host.configure(20_000, STALL_MILLIS);
        List<Clock> clocks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Clock clock = new Clock();
            clocks.add(clock);
            advise(clock, i % 7);
            advise(hang(Hanging.in(STATECHANGE_START)), i % 5);
        }
        long begun = System.nanoTime();
        detect(false);
        for (Clock clock : clocks) {
            Waits.on(clock.told, "one of the others to be told");
            for (NotifyType type : NotifyType.values()) {
                long millis = clock.millisFrom(begun, type);
                assertTrue(millis <= 2 * STALL_MILLIS, type + " came after " + millis + " ms");
            }
        }
        hanging.forEach(listener -> assertTrue(listener.isHanging()));
        hanging.forEach(Hanging::letGo);
        for (Hanging listener : hanging) {
            Waits.until(() -> listener.recorder.heard().size() == 3, "one of the hundred to catch up");
            assertEquals(whole(1), listener.recorder.words());
            assertEquals(List.of(), listener.recorder.complaints());
        }
    }

    @Test
    void costsTheOthersOnceAndNotEveryTime() throws Exception {
        host.configure(20_000, STALL_MILLIS);
        advise(hang(Hanging.in(STATECHANGE_START)), 10);
        Recorder other = new Recorder();
        advise(other, 0);
        transitions(1);
        long begun = System.nanoTime();
        transitions(20);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(millis < 5 * STALL_MILLIS, "20 transitions took " + millis + " ms");
        assertTrue(hanging.get(0).isHanging());
        other.await(63);
        assertEquals(63, other.heard().size());
        assertEquals(List.of(), other.complaints());
    }

    // ---- its place

    @ParameterizedTest
    @EnumSource
    void getsWhatItMissedInOrderWhenItReturns(NotifyType type) throws Exception {
        host.configure(20_000, 10);
        Hanging late = hang(Hanging.when(n -> n.type() == type && n.change().sequence() == 1));
        AdviseToken token = advise(late, 10);
        transitions(6);
        assertTrue(late.isHanging());
        assertTrue(host.inspect(token, object).stalled);
        late.letGo();
        late.recorder.await(18);
        assertEquals(whole(1, 2, 3, 4, 5, 6), late.recorder.words());
        assertEquals(List.of(), late.recorder.complaints());
        Waits.until(() -> !host.inspect(token, object).stalled, "it not to be stalled any more");
        assertEquals(0, host.inspect(token, object).skipped);
        Waits.until(() -> host.inspect(token, object).delivered == 18, "the last to be counted");
    }

    @Test
    void getsWhatItAskedForAfterAnUpdateInTheMeantime() throws Exception {
        host.configure(20_000, 10);
        Hanging late = hang(Hanging.when(n -> n.change().sequence() == 1));
        AdviseToken token = advise(late, 10);
        transitions(2);
        token.update(
                AdviseInfo.builder(late).clientToken(5).notifyTypes(STATECHANGE).build());
        transitions(1);
        late.letGo();
        late.recorder.await(4);
        transitions(1);
        assertEquals(
                List.of("1 STATECHANGE_START", "1 STATECHANGE", "2 STATECHANGE", "3 STATECHANGE", "4 STATECHANGE"),
                late.recorder.words());
        assertEquals(5, late.recorder.heard().get(1).clientToken());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void itsBacklogIsBoundedAndTheOldestTransitionsAreSkippedWhole(int backlog) throws Exception {
        host.configure(20_000, 10, backlog);
        Hanging late = hang(Hanging.when(n -> n.change().sequence() == 1 && n.type() == STATECHANGE));
        AdviseToken token = advise(late, 10);
        transitions(11);
        assertEquals(10 - backlog, host.inspect(token, object).skipped);
        late.letGo();
        late.recorder.await(3 + 3 * backlog);
        List<String> expected = whole(1);
        for (int sequence = 12 - backlog; sequence <= 11; sequence++) {
            expected.addAll(whole(sequence));
        }
        assertEquals(expected, late.recorder.words());
        transitions(1);
        late.recorder.await(expected.size() + 3);
        assertEquals(10 - backlog, host.inspect(token, object).skipped, "skipped counts on");
        assertEquals(List.of(), late.recorder.complaints());
    }

    @Test
    void theTransitionThatItHangsInIsNotCounted() throws Exception {
        host.configure(20_000, 10, 1);
        Hanging late = hang(Hanging.in(STATECHANGE_START));
        AdviseToken token = advise(late, 10);
        transitions(2);
        assertEquals(0, host.inspect(token, object).skipped);
        late.letGo();
        late.recorder.await(6);
        assertEquals(whole(1, 2), late.recorder.words());
    }

    @Test
    void theLastTransitionIsNeverSkipped() throws Exception {
        host.configure(20_000, 10, 1);
        Hanging late = hang(Hanging.in(STATECHANGE_DONE));
        advise(late, 10);
        transitions(30);
        late.letGo();
        late.recorder.await(6);
        assertEquals(whole(1, 30), late.recorder.words());
        assertEquals(
                object.getCurrentState(), late.recorder.heard().get(4).change().newState());
    }

    @Test
    void whatIsNotToldIsCounted() throws Exception {
        long seed = System.nanoTime();
        int last = 150;
        host.configure(20_000, 5, 2);
        List<Recorder> recorders = new ArrayList<>();
        List<AdviseToken> tokens = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Random random = new Random(seed + i);
            Recorder recorder = new Recorder(n -> {
                if (random.nextInt(40) == 0) {
                    Waits.workFor(random.nextInt(60));
                }
            });
            recorders.add(recorder);
            tokens.add(advise(recorder, i % 3));
        }
        transitions(last);
        int skipped = 0;
        for (int i = 0; i < recorders.size(); i++) {
            Recorder recorder = recorders.get(i);
            Waits.until(
                    () -> recorder.words().contains(last + " STATECHANGE_DONE"),
                    "the last transition, which is never skipped; seed " + seed);
            Map<Long, Long> phases = recorder.heard().stream()
                    .collect(Collectors.groupingBy(n -> n.change().sequence(), Collectors.counting()));
            assertEquals(Set.of(3L), new HashSet<>(phases.values()), "whole transitions; seed " + seed);
            assertEquals(last - phases.size(), host.inspect(tokens.get(i), object).skipped, "seed " + seed);
            assertEquals(List.of(), recorder.complaints(), "seed " + seed);
            skipped += last - phases.size();
        }
        assertTrue(skipped > 0, "nobody has hung for long enough to mean anything; seed " + seed);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHasMissedNothingIsToldOfTheNextTransition(NotifyType type) throws Exception {
        host.configure(20_000, 10);
        Hanging late = hang(Hanging.when(n -> n.type() == type && n.change().sequence() == 1));
        AdviseToken token = object.advise(
                AdviseInfo.builder(late).notifyTypes(type).ranking(10).build());
        transitions(1);
        late.awaitReturn();
        Waits.until(() -> !host.inspect(token, object).stalled, "it not to be stalled any more");
        transitions(1);
        late.recorder.await(2);
        assertEquals(List.of("1 " + type, "2 " + type), late.recorder.words());
    }

    @Test
    void nobodyIsDeniedForGood() throws Exception {
        host.configure(20_000, 20);
        Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();
        Recorder often = new Recorder(n -> {
            if (n.type() == STATECHANGE_START && n.change().sequence() <= 10) {
                Waits.on(gates.computeIfAbsent(n.change().sequence(), s -> new CountDownLatch(1)), "the test");
            }
        });
        AdviseToken token = advise(often, 10);
        for (long sequence = 1; sequence <= 10; sequence++) {
            transitions(1);
            gates.computeIfAbsent(sequence, s -> new CountDownLatch(1)).countDown();
            often.await((int) (3 * sequence));
        }
        transitions(5);
        often.await(45);
        assertEquals(0, host.inspect(token, object).skipped);
        assertEquals(List.of(), often.complaints());
    }

    @Test
    void isCalledInlineAgainOnceItHasBehaved() throws Exception {
        host.configure(20_000, 100);
        List<Thread> its = new ArrayList<>();
        List<Thread> theOthers = new ArrayList<>();
        Hanging late = hang(Hanging.when(n -> {
            its.add(Thread.currentThread());
            return n.change().sequence() == 1;
        }));
        advise(late, 10);
        advise(n -> theOthers.add(Thread.currentThread()), 0);
        transitions(1);
        late.letGo();
        late.recorder.await(3);
        host.configure(20_000, 20_000); // whatever the machine does meanwhile, nobody stalls
        transitions(40);
        late.recorder.await(123);
        assertNotSame(theOthers.get(0), its.get(0), "a thread of its own, for as long as it hangs");
        assertSame(theOthers.get(122), its.get(122), "as everybody else");
        assertEquals(List.of(), late.recorder.complaints());
    }

    // ---- threads

    @Test
    void eachHungCallbackKeepsOneThreadWhichEndsWhenItReturns() throws Exception {
        host.configure(20_000, 20);
        for (int i = 0; i < 20; i++) {
            advise(hang(Hanging.in(STATECHANGE_START)), i);
        }
        advise(new Recorder(), 30);
        transitions(5);
        hanging.forEach(Hanging::awaitHanging); // some may have been given up before they began
        Set<Thread> kept = hanging.stream().map(each -> each.thread).collect(Collectors.toSet());
        assertEquals(20, kept.size());
        assertOnlyTheseStay(kept);
        transitions(5);
        assertOnlyTheseStay(kept);
        hanging.forEach(Hanging::letGo);
        for (Thread thread : kept) {
            thread.join(Host.PATIENCE.toMillis());
            assertFalse(thread.isAlive(), thread + " is still there");
        }
        assertOnlyTheseStay(Set.of());
    }

    /** Threads that are idle end after a while. */
    private static void assertOnlyTheseStay(Set<Thread> kept) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("offline-") && !kept.contains(thread)) {
                thread.join(Host.PATIENCE.toMillis());
                assertFalse(thread.isAlive(), thread + " is still there");
            }
        }
        kept.forEach(thread -> assertTrue(thread.isAlive()));
    }

    @Test
    void noThreadIsInterruptedOrStopped() throws Exception {
        host.configure(50, 20);
        Hanging inNotify = hang(Hanging.in(STATECHANGE_START));
        Hanging inAdvised = hang(Hanging.inAdvised());
        AdviseToken token = advise(inNotify, 10);
        advise(inAdvised, 0);
        transitions(3);
        object.setCurrentState(ConnectionState.ONLINE);
        token.close();
        host.session.close();
        host.close();
        assertTrue(inNotify.isHanging() && inAdvised.isHanging());
        hanging.forEach(Hanging::letGo);
        for (Hanging each : hanging) {
            each.thread.join(Host.PATIENCE.toMillis());
            assertFalse(each.thread.isAlive());
            assertFalse(each.interrupted);
        }
        assertEquals(List.of("1 STATECHANGE_START"), inNotify.recorder.words());
    }

    @Test
    void unadviseOfOneThatHangsIsBoundedByTheHoldTimeout() throws Exception {
        host.configure(200, 20);
        Hanging stuck = hang(Hanging.in(STATECHANGE_START));
        AdviseToken token = advise(stuck, 10);
        transitions(2);
        long begun = System.nanoTime();
        token.close();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(stuck.isHanging());
        assertTrue(millis < 5_000, "unadvise took " + millis + " ms");
        stuck.awaitReturn();
        transitions(2);
        assertEquals(List.of("1 STATECHANGE_START"), stuck.recorder.words(), "nothing begins after unadvise");
    }

    // ---- the starting point

    @Test
    void oneThatHangsInAdvisedDelaysNobody() throws Exception {
        host.configure(20_000, 200);
        Hanging greeted = hang(Hanging.inAdvised());
        AdviseToken token = advise(greeted, 10);
        greeted.awaitHanging();
        Recorder other = new Recorder();
        advise(other, 0);
        other.awaitStart();
        transitions(3);
        other.await(9);
        assertEquals(whole(1, 2, 3), other.words());
        assertTrue(greeted.isHanging());
        assertTrue(host.inspect(token, object).stalled);
        greeted.letGo();
        greeted.recorder.await(9);
        assertEquals("ONLINE 0", greeted.recorder.start());
        assertEquals(whole(1, 2, 3), greeted.recorder.words());
        assertEquals(List.of(), greeted.recorder.complaints());
    }

    @Test
    void aHundredThatHangInAdvisedDelayNobody() throws Exception {
        host.configure(20_000, STALL_MILLIS);
        List<Recorder> others = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            advise(hang(Hanging.inAdvised()), i % 5);
            Recorder other = new Recorder();
            others.add(other);
            advise(other, i % 7);
        }
        for (Recorder other : others) {
            other.awaitStart();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(millis <= 2 * STALL_MILLIS, "the last was told its starting point after " + millis + " ms");
        transitions(2);
        for (Recorder other : others) {
            other.await(6);
            assertEquals(whole(1, 2), other.words());
        }
        hanging.forEach(Hanging::letGo);
        for (Hanging each : hanging) {
            each.recorder.await(6);
            assertEquals(whole(1, 2), each.recorder.words());
            assertEquals(List.of(), each.recorder.complaints());
        }
    }

    @Test
    void theBacklogOfOneThatHangsInAdvisedIsBounded() throws Exception {
        host.configure(20_000, 10, 2);
        Hanging greeted = hang(Hanging.inAdvised());
        AdviseToken token = advise(greeted, 10);
        greeted.awaitHanging();
        transitions(9);
        assertEquals(7, host.inspect(token, object).skipped);
        greeted.letGo();
        greeted.recorder.await(6);
        assertEquals(whole(8, 9), greeted.recorder.words());
        assertEquals("ONLINE 0", greeted.recorder.start());
        assertEquals(List.of(), greeted.recorder.complaints());
    }

    @Test
    void whoIsJustBeingToldItsStartingPointIsWaitedForInItsPlace() throws Exception {
        host.configure(20_000, 20_000);
        for (int i = 0; i < 50; i++) {
            List<String> order = new ArrayList<>();
            CountDownLatch greeting = new CountDownLatch(1);
            CountDownLatch first = new CountDownLatch(1);
            OfflineNotify slow = new OfflineNotify() {
                @Override
                public void advised(OfflineObjectId id, ConnectionState state, long sequence) {
                    greeting.countDown();
                    Waits.on(first, "the round to come");
                    Waits.workFor(2);
                    order.add("advised");
                }

                @Override
                public void notify(OfflineNotification notification) {
                    order.add("slow " + notification.type());
                }
            };
            int up = object.getCurrentState() == ConnectionState.OFFLINE ? -1 : 1;
            AdviseToken[] tokens = {
                advise(n -> first.countDown(), 2 * up), advise(slow, up), advise(n -> order.add("last " + n.type()), 0)
            };
            Waits.on(greeting, "the greeting");
            detect(up < 0);
            host.awaitSettled(object);
            List<String> expected = new ArrayList<>(List.of("advised"));
            for (NotifyType type : NotifyType.values()) {
                expected.add("slow " + type);
                expected.add("last " + type);
            }
            assertEquals(expected, order);
            for (AdviseToken token : tokens) {
                token.close();
            }
        }
    }

    @Test
    void aRoundThatWaitsForAGreetingGoesOnWhenItsListenerIsUnadvised() throws Exception {
        host.configure(100, 20_000);
        Hanging greeted = hang(Hanging.inAdvised());
        CountDownLatch round = new CountDownLatch(1);
        advise(n -> round.countDown(), 20);
        AdviseToken token = advise(greeted, 10);
        Recorder last = new Recorder();
        advise(last, 0);
        greeted.awaitHanging();
        detect(false);
        Waits.on(round, "the round to begin");
        Waits.workFor(50); // for it to get to the one that is being greeted; right either way
        token.close();
        last.await(3);
        host.awaitSettled(object);
        greeted.awaitReturn();
        transitions(1);
        assertEquals(List.of(), greeted.recorder.words());
    }
}
