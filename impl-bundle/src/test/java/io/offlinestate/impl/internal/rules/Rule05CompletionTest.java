// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.Intents;
import io.offlinestate.impl.internal.state.OfflineNode;
import io.offlinestate.reachability.Reachability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 5: when the stage of setCurrentState completes, with what, and on which thread. */
@Timeout(60)
class Rule05CompletionTest {
    private final Disk disk = new Disk();
    private final Host host = new Host(disk);
    private final OfflineManager object = host.open();
    private final List<Hanging> hanging = new ArrayList<>();

    /** Nobody is given up for lost, however slow the machine is. */
    {
        host.configure(100_000, 100_000);
    }

    @AfterEach
    void close() {
        hanging.forEach(Hanging::letGo);
        disk.free();
        host.close();
    }

    /** Remembers what was written last; a write takes as long as a test wants. */
    private static final class Disk implements Intents {
        private final CountDownLatch slow = new CountDownLatch(1);
        private final CountDownLatch writing = new CountDownLatch(1);
        private volatile boolean isSlow;
        private volatile ConnectionState written;

        @Override
        public ConnectionState recall(OfflineObjectId id) {
            return ConnectionState.ONLINE;
        }

        @Override
        public boolean save(OfflineNode node) {
            if (isSlow) {
                writing.countDown();
                Waits.on(slow, "the disk");
            }
            written = node.requested();
            return true;
        }

        @Override
        public boolean saved(String profile) {
            return true;
        }

        void free() {
            slow.countDown();
        }
    }

    private CompletableFuture<ConnectionState> begin(OfflineManager which, ConnectionState state) {
        return which.setCurrentState(state).toCompletableFuture();
    }

    private CompletableFuture<ConnectionState> begin(ConnectionState state) {
        return begin(object, state);
    }

    private void detect(Reachability value) {
        host.report(object, value);
        host.awaitSettled(object);
    }

    private Hanging hangIn(NotifyType type) {
        Hanging listener = Hanging.in(type);
        hanging.add(listener);
        host.advise(listener);
        return listener;
    }

    /** What completes too early has time enough to do so. */
    private static void assertStaysOpen(CompletableFuture<?> stage) {
        assertThrows(TimeoutException.class, () -> stage.get(50, TimeUnit.MILLISECONDS));
    }

    // ---- when

    @ParameterizedTest
    @EnumSource
    void completesNotBeforeEveryListenerHasReturned(NotifyType type) throws Exception {
        Hanging first = hangIn(type);
        Hanging second = hangIn(STATECHANGE_DONE);
        Recorder last = new Recorder();
        object.advise(AdviseInfo.builder(last).ranking(-1).build());
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        first.awaitHanging();
        assertStaysOpen(stage);
        first.letGo();
        second.awaitHanging();
        assertStaysOpen(stage);
        second.letGo();
        assertEquals(ConnectionState.OFFLINE, Waits.result(stage));
        assertEquals(3, first.recorder.heard().size());
        assertEquals(3, last.heard().size());
    }

    @Test
    void completesAfterEveryCallbackOfDone() throws Exception {
        for (int round = 0; round < 50; round++) {
            int[] returned = new int[1];
            List<AutoCloseable> tokens = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                tokens.add(object.advise(AdviseInfo.builder(notification -> {
                            Thread.yield();
                            returned[0]++; // plain: seen if, and only if, it happens before the completion
                        })
                        .notifyTypes(STATECHANGE_DONE)
                        .build()));
            }
            ConnectionState other = object.getCurrentState() == ConnectionState.ONLINE
                    ? ConnectionState.OFFLINE
                    : ConnectionState.ONLINE;
            int seen = Waits.result(begin(other).thenApply(state -> returned[0]));
            assertEquals(5, seen);
            for (AutoCloseable token : tokens) {
                token.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotWaitForOneThatIsGivenUpAsStalled(NotifyType type) throws Exception {
        host.configure(50, 20);
        Hanging lost = hangIn(type);
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        lost.awaitHanging();
        assertEquals(ConnectionState.OFFLINE, Waits.result(stage));
        assertTrue(lost.isHanging());
        lost.letGo();
        lost.recorder.await(3);
    }

    @Test
    void waitsForTheListenersOfTheChildrenToo() throws Exception {
        OfflineManager child = host.child(object);
        Hanging below = Hanging.in(STATECHANGE_DONE);
        hanging.add(below);
        child.advise(AdviseInfo.of(below));
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        below.awaitHanging();
        assertStaysOpen(stage);
        below.letGo();
        Waits.result(stage);
    }

    // ---- with what

    @Test
    void completesWithTheEffectiveState() throws Exception {
        assertEquals(ConnectionState.OFFLINE, Waits.result(begin(ConnectionState.OFFLINE)));
        assertEquals(ConnectionState.ONLINE, object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE));
        assertEquals(ConnectionState.OFFLINE, object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
        detect(Reachability.UNREACHABLE);
        assertEquals(ConnectionState.OFFLINE, Waits.result(begin(ConnectionState.ONLINE)), "it is unreachable");
        OfflineManager child = host.child(object);
        Waits.result(begin(child, ConnectionState.OFFLINE));
        assertEquals(ConnectionState.OFFLINE, Waits.result(begin(child, ConnectionState.ONLINE)), "its parent is");
    }

    // ---- the object is out of its transition

    @Test
    void aCompletionActionMaySetItAgain() throws Exception {
        hangIn(STATECHANGE_DONE).letGo();
        CompletableFuture<ConnectionState> end = begin(ConnectionState.OFFLINE);
        for (int i = 0; i < 20; i++) {
            ConnectionState next = i % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
            end = end.thenCompose(state -> begin(next));
        }
        assertEquals(ConnectionState.OFFLINE, Waits.result(end));
        assertEquals(21, host.inspector.object(object.id()).sequence);
    }

    @Test
    void aCompletionActionMaySetItAgainAndWait() throws Exception {
        CompletableFuture<ConnectionState> end = begin(ConnectionState.OFFLINE).thenApply(state -> {
            try {
                return object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(ConnectionState.ONLINE, Waits.result(end));
    }

    @Test
    void whoHasWaitedMaySetItAgain() throws Exception {
        new Crowd().moving(object, 100).run();
        assertEquals(100, host.inspector.object(object.id()).sequence);
    }

    @Test
    void itIsSettledByThen() throws Exception {
        Hanging gate = hangIn(STATECHANGE_DONE);
        CompletableFuture<NotifyType> phase =
                begin(ConnectionState.OFFLINE).thenApply(state -> host.inspector.object(object.id()).phase);
        gate.awaitHanging();
        gate.letGo();
        assertNull(Waits.result(phase));
        assertEquals(2, host.history(object).size());
    }

    // ---- at once

    @Test
    void theStateThatIsAlreadyRequestedCompletesAtOnceAndNotifiesNobody() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.ONLINE);
        assertTrue(stage.isDone());
        assertEquals(ConnectionState.ONLINE, stage.join());
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(ConnectionState.OFFLINE, object.setCurrentState(ConnectionState.OFFLINE, Duration.ZERO));
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        assertEquals(6, recorder.heard().size());
        assertEquals(2, host.inspector.object(object.id()).sequence);
    }

    @Test
    void whatIsAlreadyRequestedNeedNotBeInEffect() {
        detect(Reachability.UNREACHABLE);
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.ONLINE);
        assertTrue(stage.isDone());
        assertEquals(ConnectionState.OFFLINE, stage.join());
    }

    @Test
    void aRequestThatChangesNoEffectiveStateIsRememberedAndMakesNoTransition() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        detect(Reachability.UNREACHABLE);
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        assertTrue(stage.isDone());
        assertEquals(ConnectionState.OFFLINE, stage.join());
        assertEquals(ConnectionState.OFFLINE, host.inspector.object(object.id()).requested);
        detect(Reachability.REACHABLE);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState(), "what was requested is remembered");
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        assertEquals(
                List.of(1L, 2L),
                recorder.heard().stream()
                        .map(n -> n.change().sequence())
                        .distinct()
                        .toList());
        assertEquals(6, recorder.heard().size());
    }

    @Test
    void theSameHoldsForAChildOfAParentThatIsOffline() throws Exception {
        OfflineManager child = host.child(object);
        Recorder recorder = new Recorder();
        child.advise(AdviseInfo.of(recorder));
        Waits.result(begin(ConnectionState.OFFLINE));
        assertEquals(
                ConnectionState.OFFLINE, begin(child, ConnectionState.OFFLINE).getNow(null));
        Waits.result(begin(ConnectionState.ONLINE));
        assertEquals(ConnectionState.OFFLINE, child.getCurrentState());
        assertEquals(3, recorder.heard().size());
    }

    // ---- what is written

    @Test
    void whatWasRequestedIsWrittenBeforeItCompletes() throws Exception {
        disk.isSlow = true;
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        CompletableFuture<ConnectionState> written = stage.thenApply(state -> disk.written);
        Waits.on(disk.writing, "the write");
        assertStaysOpen(stage);
        disk.free();
        assertEquals(ConnectionState.OFFLINE, Waits.result(written));
    }

    @Test
    void whatWasRequestedIsWrittenBeforeTheOneWhoWaitsReturns() throws Exception {
        disk.isSlow = true;
        Call<ConnectionState> call = Call.of(() -> {
            object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
            return disk.written;
        });
        Waits.on(disk.writing, "the write");
        assertTrue(call.waits(), "it is complete, and not written");
        disk.free();
        assertEquals(ConnectionState.OFFLINE, call.result());
    }

    @Test
    void atOnceIncludesTheWriteOfARequestThatChangesNothing() throws Exception {
        detect(Reachability.UNREACHABLE);
        disk.isSlow = true;
        Call<ConnectionState> call =
                Call.of(() -> Waits.result(begin(ConnectionState.OFFLINE).thenApply(state -> disk.written)));
        Waits.on(disk.writing, "the write");
        assertTrue(call.waits(), "it is complete, and not written");
        disk.free();
        assertEquals(ConnectionState.OFFLINE, call.result());
    }

    /** The one who asked first still waits for the write: the one who asks for the same is no better off. */
    @ParameterizedTest
    @EnumSource(Reachability.class)
    void atOnceIncludesTheWriteOfWhatIsRequestedAlready(Reachability reachability) throws Exception {
        detect(reachability);
        disk.isSlow = true;
        Call<ConnectionState> first = Call.of(() -> Waits.result(begin(ConnectionState.OFFLINE)));
        Waits.on(disk.writing, "the write");
        Waits.until(() -> host.inspector.object(object.id()).phase == null, "the end of the transition");
        Call<ConnectionState> second =
                Call.of(() -> Waits.result(begin(ConnectionState.OFFLINE).thenApply(state -> disk.written)));
        assertTrue(second.waits(), "it is complete, and not written");
        disk.free();
        assertEquals(ConnectionState.OFFLINE, second.result());
        first.result();
    }

    // ---- on which thread

    @Test
    void completionActionsRunOnAThreadOfTheirOwn() throws Exception {
        List<Thread> telling = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            Hanging gate = hangIn(STATECHANGE_DONE);
            AdviseToken token = host.advise(notification -> telling.add(Thread.currentThread()));
            try {
                CompletableFuture<Thread> thread = begin(i % 2 == 0 ? ConnectionState.OFFLINE : ConnectionState.ONLINE)
                        .thenApply(state -> Thread.currentThread());
                gate.letGo();
                Thread acting = Waits.result(thread);
                assertNotSame(Thread.currentThread(), acting);
                assertNotSame(telling.get(telling.size() - 1), acting, "it had just told of DONE");
            } finally {
                token.close();
            }
        }
    }

    /** Nor on one that has told somebody before, or will. */
    @Test
    void noThreadRunsCompletionActionsAndTellsOfChanges() throws Exception {
        Set<Thread> telling = ConcurrentHashMap.newKeySet();
        Set<Thread> acting = ConcurrentHashMap.newKeySet();
        host.advise(notification -> telling.add(Thread.currentThread()));
        for (int i = 0; i < 100; i++) {
            Waits.result(object.setCurrentState(i % 2 == 0 ? ConnectionState.OFFLINE : ConnectionState.ONLINE)
                    .thenRun(() -> acting.add(Thread.currentThread())));
        }
        acting.retainAll(telling);
        assertEquals(Set.of(), acting);
    }

    @Test
    void anActionThatACallbackAddsToAStageThatIsCompleteRunsElsewhereToo() throws Exception {
        OfflineManager other = host.create(CreateInfo.global("other"));
        CompletableFuture<Thread> telling = new CompletableFuture<>();
        CompletableFuture<Thread> acting = new CompletableFuture<>();
        object.advise(AdviseInfo.builder(notification -> {
                    telling.complete(Thread.currentThread());
                    other.setCurrentState(ConnectionState.ONLINE)
                            .thenRun(() -> acting.complete(Thread.currentThread()));
                })
                .notifyTypes(STATECHANGE)
                .build());
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertNotSame(Waits.result(telling), Waits.result(acting));
    }

    /** Not only those that are added to the stage itself: a future of somebody else's runs its actions on whoever completes it. */
    @Test
    void theSameHoldsForTheActionsOfAFutureThatDependsOnIt() throws Exception {
        CompletableFuture<Thread> telling = new CompletableFuture<>();
        Hanging gate = hangIn(STATECHANGE_DONE);
        object.advise(AdviseInfo.builder(notification -> telling.complete(Thread.currentThread()))
                .notifyTypes(STATECHANGE_DONE)
                .build());
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        CompletableFuture<Thread> all = CompletableFuture.allOf(stage).thenApply(nothing -> Thread.currentThread());
        CompletableFuture<Thread> composed = CompletableFuture.completedFuture(stage)
                .thenCompose(inner -> inner)
                .thenApply(state -> Thread.currentThread());
        gate.letGo();
        assertNotSame(Waits.result(telling), Waits.result(all));
        assertNotSame(Waits.result(telling), Waits.result(composed));
    }

    @Test
    void theSameHoldsForOneThatDependsOnAStageThatFails() throws Exception {
        OfflineManager child = host.child(object);
        Hanging gate = Hanging.in(STATECHANGE_DONE);
        hanging.add(gate);
        child.advise(AdviseInfo.of(gate));
        CompletableFuture<Thread> all = CompletableFuture.allOf(begin(child, ConnectionState.OFFLINE))
                .handle((nothing, failure) -> Thread.currentThread());
        gate.awaitHanging();
        host.session.release(child.id());
        assertNotSame(Thread.currentThread(), Waits.result(all));
    }

    @Test
    void aCompletionActionThatHangsHoldsUpNothing() throws Exception {
        CountDownLatch acting = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Hanging gate = hangIn(STATECHANGE_DONE);
        CompletableFuture<Void> action = begin(ConnectionState.OFFLINE).thenAccept(state -> {
            acting.countDown();
            Waits.on(free, "the end of the test");
        });
        gate.awaitHanging();
        host.report(object, Reachability.UNREACHABLE); // comes after it, on the same carrier
        gate.letGo();
        Waits.on(acting, "the action");
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        detect(Reachability.REACHABLE);
        gate.recorder.await(6);
        assertFalse(action.isDone());
        free.countDown();
        Waits.result(action);
    }

    @Test
    void aCompletionActionThatThrowsHarmsNobody() throws Exception {
        Hanging gate = hangIn(STATECHANGE_DONE);
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        CompletableFuture<Void> action = stage.thenAccept(state -> {
            throw new IllegalStateException("as the test wants it");
        });
        gate.letGo();
        assertThrows(Exception.class, () -> Waits.result(action));
        assertEquals(ConnectionState.ONLINE, object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE));
    }

    // ---- in mid-transition

    @ParameterizedTest
    @EnumSource
    void ifTheObjectIsRemovedItFailsAndNoMorePhasesAreDelivered(NotifyType type) throws Exception {
        OfflineManager child = host.child(object);
        Hanging gate = Hanging.in(type);
        hanging.add(gate);
        child.advise(AdviseInfo.builder(gate).ranking(1).build());
        Recorder recorder = new Recorder();
        child.advise(AdviseInfo.of(recorder));
        CompletableFuture<ConnectionState> stage = begin(child, ConnectionState.OFFLINE);
        gate.awaitHanging();
        host.session.release(child.id());
        Refusals.assertFails(ErrorCode.NOT_FOUND, stage);
        assertTrue(gate.isHanging(), "it does not wait for anybody");
        gate.awaitReturn();
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE); // after whatever was left of it
        assertEquals(type.value(), gate.recorder.heard().size());
        assertEquals(type.value() - 1, recorder.heard().size());
    }

    @Test
    void whoWaitsForAnObjectThatIsRemovedIsTold() throws Exception {
        OfflineManager child = host.child(object);
        Hanging gate = Hanging.in(STATECHANGE);
        hanging.add(gate);
        child.advise(AdviseInfo.of(gate));
        Call<ConnectionState> call = Call.of(() -> child.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
        gate.awaitHanging();
        assertTrue(call.waits());
        host.session.release(child.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, call::result);
    }

    @Test
    void aRequestThatWaitsForItsTurnFailsIfItsObjectIsRemoved() throws Exception {
        OfflineManager child = host.child(object);
        Waits.result(begin(child, ConnectionState.OFFLINE));
        Hanging gate = hangIn(STATECHANGE_START);
        CompletableFuture<ConnectionState> above = begin(ConnectionState.OFFLINE);
        gate.awaitHanging();
        CompletableFuture<ConnectionState> below = begin(child, ConnectionState.ONLINE);
        assertFalse(below.isDone());
        host.session.release(child.id());
        Refusals.assertFails(ErrorCode.NOT_FOUND, below);
        gate.letGo();
        assertEquals(ConnectionState.OFFLINE, Waits.result(above));
    }

    @Test
    void aChildThatIsRemovedDoesNotFailItsParent() throws Exception {
        OfflineManager child = host.child(object);
        Hanging gate = hangIn(STATECHANGE_START);
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        gate.awaitHanging();
        host.session.release(child.id());
        gate.letGo();
        assertEquals(ConnectionState.OFFLINE, Waits.result(stage));
    }

    @ParameterizedTest
    @EnumSource
    void ifTheServiceStopsItFailsAndNoMorePhasesAreDelivered(NotifyType type) throws Exception {
        Hanging gate = hangIn(type);
        Recorder recorder = new Recorder();
        host.advise(recorder);
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        gate.awaitHanging();
        Call<Void> stop = Call.of(() -> {
            host.close();
            return null;
        });
        Refusals.assertFails(ErrorCode.NOT_FOUND, stage);
        assertTrue(gate.isHanging());
        gate.awaitReturn();
        stop.result();
        assertEquals(type.value(), gate.recorder.heard().size());
        assertEquals(type.value() - 1, recorder.heard().size());
    }

    @Test
    void noStageIsLeftOpenWhoeverComesAndGoes() throws Exception {
        List<CompletableFuture<ConnectionState>> stages = Collections.synchronizedList(new ArrayList<>());
        int[] moves = {0};
        Crowd crowd = new Crowd()
                .meanwhile(() -> object.setCurrentState(
                        moves[0]++ % 2 == 0 ? ConnectionState.OFFLINE : ConnectionState.ONLINE, Host.PATIENCE));
        for (int i = 0; i < 3; i++) {
            int pace = i;
            crowd.until(() -> stages.size() >= 200, () -> {
                OfflineManager parent = host.child(object);
                OfflineManager child = host.child(parent);
                child.advise(AdviseInfo.of(notification -> Thread.yield()));
                for (OfflineManager each : List.of(child, parent)) {
                    try {
                        stages.add(begin(each, ConnectionState.OFFLINE));
                    } catch (OfflineException e) {
                        assertEquals(ErrorCode.PENDING, e.code());
                    }
                    for (int j = 0; j < pace; j++) {
                        Thread.yield();
                    }
                }
                host.session.release(child.id());
                host.session.release(parent.id());
            });
        }
        crowd.run();
        assertTrue(stages.size() > 20, () -> "too few to mean anything: " + stages.size());
        for (CompletableFuture<ConnectionState> stage : stages) {
            assertCompletesOrIsCutOff(stage);
        }
        assertEquals(0, host.inspector.object(object.id()).children.length);
    }

    private static void assertCompletesOrIsCutOff(CompletableFuture<ConnectionState> stage) throws Exception {
        try {
            assertEquals(ConnectionState.OFFLINE, Waits.result(stage));
        } catch (OfflineException e) {
            assertEquals(ErrorCode.NOT_FOUND, e.code());
        }
    }

    @Test
    void aStageIsNotLeftOpenIfTheServiceStopsBetweenTheTransitionAndTheWrite() throws Exception {
        disk.isSlow = true;
        CompletableFuture<ConnectionState> stage = begin(ConnectionState.OFFLINE);
        AtomicBoolean completed = new AtomicBoolean();
        CompletableFuture<Boolean> action = stage.handle((state, failure) -> completed.compareAndSet(false, true));
        Waits.on(disk.writing, "the write");
        host.close();
        disk.free();
        assertTrue(Waits.result(action));
    }

    @Test
    void aWholeCrowdThatIsCutOffByAStopLearnsOfIt() throws Exception {
        List<CompletableFuture<ConnectionState>> stages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            OfflineManager account = host.create(CreateInfo.global("account" + i));
            account.advise(AdviseInfo.of(notification -> Thread.yield()));
            stages.add(begin(account, ConnectionState.OFFLINE));
        }
        host.close();
        for (CompletableFuture<ConnectionState> stage : stages) {
            assertCompletesOrIsCutOff(stage);
        }
    }
}
