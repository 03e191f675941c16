// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 13: going offline on request waits for those who get ready for it, and for nobody else. */
@Timeout(60)
class Rule13HoldTest {
    /** A hold that a test does not outlive. */
    private static final long LONG = 30_000;
    /** What is surely less than that, and more than what a machine may lose. */
    private static final long AT_ONCE = 10_000;

    private final Host host = new Host();
    private final OfflineManager object = host.open();
    private final List<Hanging> hanging = new ArrayList<>();

    @AfterEach
    void letEverybodyGo() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private void advise(String name, int ranking, OfflineNotify callback) {
        advise(object, name, ranking, callback);
    }

    private static void advise(OfflineManager object, String name, int ranking, OfflineNotify callback) {
        object.advise(AdviseInfo.builder(callback).ranking(ranking).label(name).build());
    }

    private Hanging hang(String name, int ranking, Hanging listener) {
        hanging.add(listener);
        advise(name, ranking, listener);
        return listener;
    }

    private TransitionDTO last() {
        List<TransitionDTO> history = host.history(object);
        return history.get(history.size() - 1);
    }

    private static long millisOf(Action action) throws Exception {
        long begun = System.nanoTime();
        action.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private interface Action {
        void run() throws Exception;
    }

    private void offline() throws Exception {
        assertEquals(ConnectionState.OFFLINE, object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
    }

    private void online() throws Exception {
        assertEquals(ConnectionState.ONLINE, object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE));
    }

    // ---- it waits

    @Test
    void waitsForEveryStartCallbackToReturn() throws Exception {
        host.configure(LONG, 20);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Set<ConnectionState> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 5; i++) {
            long millis = 60 * (i + 1);
            advise("outbox " + i, i % 2, notification -> {
                if (notification.type() == STATECHANGE_START) {
                    Waits.workFor(millis);
                    seen.add(object.getCurrentState());
                    order.add("flushed");
                } else {
                    order.add(notification.type().name());
                }
            });
        }
        offline();
        assertEquals(
                List.of("flushed", "flushed", "flushed", "flushed", "flushed"),
                order.subList(0, 5),
                "between START and STATECHANGE");
        assertEquals(Set.of(ConnectionState.ONLINE), seen, "the network is still there");
    }

    @Test
    void isNotOverBeforeTheLastOneReturns() throws Exception {
        host.configure(LONG, 20);
        Hanging outbox = hang("outbox", 0, Hanging.in(STATECHANGE_START));
        Recorder other = new Recorder();
        advise("other", -1, other);
        CompletableFuture<ConnectionState> stage =
                object.setCurrentState(ConnectionState.OFFLINE).toCompletableFuture();
        outbox.awaitHanging();
        other.await(1);
        Waits.workFor(200); // many times the threshold
        assertEquals(STATECHANGE_START, host.inspector.object(object.id()).phase);
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
        assertFalse(stage.isDone());
        assertEquals(List.of("1 STATECHANGE_START"), other.words());
        outbox.letGo();
        assertEquals(ConnectionState.OFFLINE, Waits.result(stage));
        other.await(3);
        outbox.recorder.await(3);
    }

    @Test
    void goesOnAsSoonAsTheLastOneReturns() throws Exception {
        host.configure(LONG, 20);
        advise("outbox", 0, notification -> {
            if (notification.type() == STATECHANGE_START) {
                Waits.workFor(100);
            }
        });
        long millis = millisOf(this::offline);
        assertTrue(millis >= 100 && millis < AT_ONCE, "took " + millis + " ms");
    }

    @Test
    void namesNobodyWhoReturnedWithinTheHold() throws Exception {
        host.configure(LONG, 400);
        advise("outbox", 0, notification -> {
            if (notification.type() == STATECHANGE_START) {
                Waits.workFor(600);
            }
        });
        offline();
        assertArrayEquals(new String[0], last().laggards);
        assertTrue(last().startMicros >= 600_000, "START took " + last().startMicros + " us");
    }

    @Test
    void alsoWaitsForTheListenersOfAChild() throws Exception {
        host.configure(LONG, 20);
        OfflineManager child = host.child(object);
        AtomicBoolean flushed = new AtomicBoolean();
        List<Boolean> inTime = Collections.synchronizedList(new ArrayList<>());
        advise(child, "outbox", 0, notification -> {
            if (notification.type() == STATECHANGE_START) {
                Waits.workFor(150);
                flushed.set(child.getCurrentState() == ConnectionState.ONLINE);
            }
        });
        advise("transport", 0, notification -> {
            if (notification.type() == STATECHANGE) {
                inTime.add(flushed.get());
            }
        });
        offline();
        assertEquals(List.of(true), inTime);
    }

    @Test
    void alsoWaitsWhenAConfigurationRequestsIt() throws Exception {
        host.configure(LONG, 20);
        Hanging outbox = hang("outbox", 0, Hanging.in(STATECHANGE_START));
        host.table.configure(
                "default", new Settings(Optional.of(ConnectionState.OFFLINE), Optional.empty(), LONG, 20, 64, 100));
        outbox.awaitHanging();
        Waits.workFor(100);
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
        outbox.letGo();
        outbox.recorder.await(3);
        host.awaitSettled(object);
        assertEquals(Cause.REQUEST, last().cause);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
    }

    // ---- at most

    @Test
    void waitsAtMostTheHoldTimeoutAndNamesWhoWasStillRunning() throws Exception {
        host.configure(1_500, 500);
        hang("dead", 3, Hanging.in(STATECHANGE_START));
        advise("slow", 2, notification -> {
            if (notification.type() == STATECHANGE_START) {
                Waits.workFor(700);
            }
        });
        advise("quick", 1, new Recorder());
        hang("also dead", 0, Hanging.in(STATECHANGE_START));
        long millis = millisOf(this::offline);
        assertTrue(millis >= 1_500 && millis < AT_ONCE, "took " + millis + " ms");
        assertArrayEquals(
                new String[] {"also dead", "dead"},
                List.of(last().laggards).stream().sorted().toArray());
        assertTrue(hanging.get(0).isHanging() && hanging.get(1).isHanging());
    }

    @Test
    void namesALaggardInTheHistoryOfItsOwnObject() throws Exception {
        host.configure(100, 20);
        OfflineManager child = host.child(object);
        Hanging dead = Hanging.in(STATECHANGE_START);
        hanging.add(dead);
        advise(child, "dead", 0, dead);
        offline();
        assertArrayEquals(new String[0], last().laggards);
        List<TransitionDTO> its = host.history(child);
        assertArrayEquals(new String[] {"dead"}, its.get(its.size() - 1).laggards);
    }

    @Test
    void theHoldTimeoutIsThatOfTheProfile() throws Exception {
        host.configure(LONG, 20);
        OfflineManager other = host.create(CreateInfo.global("other"));
        host.table.configure("other", new Settings(Optional.empty(), Optional.empty(), 100, 20, 64, 100));
        Hanging here = hang("here", 0, Hanging.in(STATECHANGE_START));
        Hanging there = Hanging.in(STATECHANGE_START);
        hanging.add(there);
        advise(other, "there", 0, there);
        CompletableFuture<ConnectionState> stage =
                object.setCurrentState(ConnectionState.OFFLINE).toCompletableFuture();
        here.awaitHanging();
        assertEquals(ConnectionState.OFFLINE, other.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
        assertTrue(there.isHanging());
        assertFalse(stage.isDone());
        here.letGo();
        Waits.result(stage);
    }

    @Test
    void theDefaultIsFiveSeconds() {
        assertEquals(5_000, Settings.DEFAULT.holdMillis());
    }

    @Test
    void aHoldOfZeroWaitsForNobodyWhoStalls() throws Exception {
        host.configure(0, 20);
        hang("dead", 0, Hanging.in(STATECHANGE_START));
        long millis = millisOf(this::offline);
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertArrayEquals(new String[] {"dead"}, last().laggards);
    }

    @ParameterizedTest
    @EnumSource(names = {"STATECHANGE", "STATECHANGE_DONE"})
    void theOtherPhasesAreNotHeld(NotifyType type) throws Exception {
        host.configure(LONG, 20);
        hang("dead", 0, Hanging.in(type));
        long millis = millisOf(this::offline);
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertArrayEquals(new String[] {"dead"}, last().laggards);
    }

    // ---- one that is stuck

    @Test
    void oneStuckInAnEarlierCallbackIsNotWaitedForOnlyNamed() throws Exception {
        host.configure(LONG, 20);
        hang("dead", 0, Hanging.in(STATECHANGE));
        Recorder other = new Recorder();
        advise("other", -1, other);
        host.report(object, Reachability.UNREACHABLE);
        hanging.get(0).awaitHanging();
        host.awaitSettled(object);
        host.report(object, Reachability.REACHABLE);
        host.awaitSettled(object);
        long millis = millisOf(this::offline);
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertTrue(List.of(last().laggards).contains("dead"));
        other.await(9);
    }

    @Test
    void oneStuckInAdvisedIsNotWaitedForOnlyNamed() throws Exception {
        host.configure(LONG, 20);
        Hanging dead = hang("dead", 0, Hanging.inAdvised());
        dead.awaitHanging();
        long millis = millisOf(this::offline);
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertArrayEquals(new String[] {"dead"}, last().laggards);
    }

    @Test
    void oneStuckInAdvisedSinceJustNowIsNotWaitedForEither() throws Exception {
        host.configure(LONG, 20);
        for (int i = 0; i < 20; i++) {
            hang("dead " + i, i, Hanging.inAdvised());
        }
        long millis = millisOf(this::offline);
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertEquals(20, last().laggards.length);
    }

    @Test
    void aDeadPlugInCostsTheHoldOnceNotEveryTime() throws Exception {
        host.configure(1_000, 20);
        hang("dead", 0, Hanging.in(STATECHANGE_START));
        long first = millisOf(this::offline);
        assertTrue(first >= 1_000, "the first time took " + first + " ms");
        long others = millisOf(() -> {
            for (int i = 0; i < 6; i++) {
                online();
                offline();
            }
        });
        assertTrue(others < 3_000, "six more times took " + others + " ms");
        assertArrayEquals(new String[] {"dead"}, last().laggards);
        assertTrue(hanging.get(0).isHanging());
    }

    @Test
    void oneThatIsAliveAgainIsWaitedForAgain() throws Exception {
        host.configure(LONG, 20);
        List<ConnectionState> seen = Collections.synchronizedList(new ArrayList<>());
        Hanging outbox = Hanging.when(n -> n.change().sequence() == 1);
        hanging.add(outbox);
        advise("outbox", 0, notification -> {
            outbox.notify(notification);
            if (notification.change().sequence() == 3 && notification.type() == STATECHANGE_START) {
                Waits.workFor(150);
                seen.add(object.getCurrentState());
            }
        });
        host.report(object, Reachability.UNREACHABLE);
        outbox.awaitHanging();
        host.awaitSettled(object);
        outbox.letGo();
        outbox.recorder.await(3);
        host.report(object, Reachability.REACHABLE);
        outbox.recorder.await(6);
        host.awaitSettled(object);
        offline();
        assertEquals(List.of(ConnectionState.ONLINE), seen);
    }

    // ---- who does not wait

    @Test
    void aDetectedChangeDoesNotWait() throws Exception {
        host.configure(LONG, 20);
        hang("dead", 0, Hanging.in(STATECHANGE_START));
        Recorder other = new Recorder();
        advise("other", -1, other);
        long millis = millisOf(() -> {
            host.report(object, Reachability.UNREACHABLE);
            other.await(3);
            host.awaitSettled(object);
        });
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertEquals(Cause.DETECTION, last().cause);
        assertTrue(hanging.get(0).isHanging());
    }

    @Test
    void aChildThatFollowsADetectedChangeDoesNotWait() throws Exception {
        host.configure(LONG, 20);
        OfflineManager child = host.child(object);
        Hanging dead = Hanging.in(STATECHANGE_START);
        hanging.add(dead);
        advise(child, "dead", 0, dead);
        long millis = millisOf(() -> {
            host.report(object, Reachability.UNREACHABLE);
            host.awaitSettled(object);
        });
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertEquals(ConnectionState.OFFLINE, child.getCurrentState());
    }

    @Test
    void goingOnlineDoesNotWait() throws Exception {
        host.configure(LONG, 20);
        offline();
        hang("dead", 0, Hanging.in(STATECHANGE_START));
        long millis = millisOf(this::online);
        assertTrue(millis < AT_ONCE, "took " + millis + " ms");
        assertArrayEquals(new String[] {"dead"}, last().laggards);
        assertTrue(hanging.get(0).isHanging());
    }

    @Test
    void theOthersBeginMeanwhile() throws Exception {
        host.configure(LONG, 20);
        Hanging outbox = hang("outbox", 10, Hanging.in(STATECHANGE_START));
        Recorder next = new Recorder();
        advise("next", 0, next);
        CompletableFuture<ConnectionState> stage =
                object.setCurrentState(ConnectionState.OFFLINE).toCompletableFuture();
        next.await(1);
        assertTrue(outbox.isHanging());
        outbox.letGo();
        Waits.result(stage);
        next.await(3);
        assertEquals(STATECHANGE_DONE, next.heard().get(2).type());
    }
}
