// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 6: one request at a time for an object, the others are refused; a vote never is; and nobody waits for himself. */
@Timeout(60)
class Rule06PendingTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();
    private final List<Hanging> hanging = new ArrayList<>();

    /** Longer than any test takes: what ends by a timeout is seen to be late. */
    {
        host.configure(100_000, 100_000);
    }

    @AfterEach
    void close() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private static CompletableFuture<ConnectionState> begin(OfflineManager which, ConnectionState state) {
        return which.setCurrentState(state).toCompletableFuture();
    }

    private Hanging hangIn(OfflineManager which, NotifyType type) {
        Hanging listener = Hanging.in(type);
        hanging.add(listener);
        which.advise(AdviseInfo.of(listener));
        return listener;
    }

    private static void assertPending(OfflineManager which) {
        for (ConnectionState state : ConnectionState.values()) {
            Refusals.assertRefused(ErrorCode.PENDING, () -> which.setCurrentState(state));
            Refusals.assertRefused(ErrorCode.PENDING, () -> which.setCurrentState(state, Host.PATIENCE));
            Refusals.assertRefused(ErrorCode.PENDING, () -> which.setCurrentState(state, Duration.ZERO));
        }
    }

    private void assertSequence(long expected) {
        host.awaitSettled(object);
        assertEquals(expected, host.inspector.object(object.id()).sequence);
    }

    // ---- refused

    @ParameterizedTest
    @EnumSource
    void whileItIsInATransitionItCannotBeSet(NotifyType phase) throws Exception {
        Hanging gate = hangIn(object, phase);
        CompletableFuture<ConnectionState> stage = begin(object, ConnectionState.OFFLINE);
        gate.awaitHanging();
        assertPending(object);
        gate.letGo();
        assertEquals(ConnectionState.OFFLINE, Waits.result(stage));
        assertSequence(1); // refused, not queued
        assertEquals(ConnectionState.ONLINE, object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE));
    }

    @ParameterizedTest
    @EnumSource
    void whileADetectedChangeIsUnderWayItCannotBeSet(NotifyType phase) throws Exception {
        Hanging gate = hangIn(object, phase);
        host.report(object, Reachability.UNREACHABLE);
        gate.awaitHanging();
        assertPending(object);
        gate.letGo();
        assertSequence(1);
        assertEquals(ConnectionState.ONLINE, host.inspector.object(object.id()).requested);
    }

    @ParameterizedTest
    @EnumSource
    void whileItMovesWithItsParentItCannotBeSet(NotifyType phase) throws Exception {
        OfflineManager child = host.child(object);
        Hanging gate = hangIn(object, phase);
        CompletableFuture<ConnectionState> stage = begin(object, ConnectionState.OFFLINE);
        gate.awaitHanging();
        assertPending(child);
        gate.letGo();
        Waits.result(stage);
        assertEquals(ConnectionState.ONLINE, host.inspector.object(child.id()).requested);
    }

    @Test
    void whileARequestOfItsOwnWaitsItCannotBeSet() throws Exception {
        OfflineManager child = host.child(object);
        Waits.result(begin(child, ConnectionState.OFFLINE));
        Hanging gate = hangIn(object, STATECHANGE);
        CompletableFuture<ConnectionState> above = begin(object, ConnectionState.OFFLINE);
        gate.awaitHanging();
        CompletableFuture<ConnectionState> waiting = begin(child, ConnectionState.ONLINE);
        assertPending(child);
        assertFalse(waiting.isDone());
        gate.letGo();
        Waits.result(above);
        assertEquals(ConnectionState.OFFLINE, Waits.result(waiting));
        assertEquals(ConnectionState.ONLINE, host.inspector.object(child.id()).requested);
        assertEquals(ConnectionState.OFFLINE, child.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
    }

    @ParameterizedTest
    @EnumSource
    void insideACallbackItCannotBeSetEither(NotifyType phase) throws Exception {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        host.advise(notification -> {
            if (notification.type() == phase) {
                try {
                    assertPending(object);
                    outcome.complete(null);
                } catch (Throwable e) {
                    outcome.completeExceptionally(e);
                }
            }
        });
        assertEquals(ConnectionState.OFFLINE, object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
        Waits.result(outcome);
        assertSequence(1);
    }

    @Test
    void ofManyWhoSetItAtTheSameTimeEachIsServedOrRefused() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        BooleanSupplier enough = () -> refused.get() >= 50 && served.get() >= 50;
        Crowd crowd = new Crowd();
        for (ConnectionState state : ConnectionState.values()) {
            Crowd.Task task = () -> {
                try {
                    assertEquals(state, object.setCurrentState(state, Host.PATIENCE));
                    served.incrementAndGet();
                } catch (OfflineException e) {
                    assertEquals(ErrorCode.PENDING, e.code());
                    refused.incrementAndGet();
                }
            };
            crowd.until(enough, task).until(enough, task);
        }
        crowd.run();
        assertTrue(served.get() > 0 && refused.get() > 0, served + " served, " + refused + " refused");
        long last = host.inspector.object(object.id()).sequence;
        assertTrue(last <= served.get(), "nobody was told to come back and served all the same");
        assertEquals(3 * last, recorder.heard().size());
    }

    // ---- votes

    @ParameterizedTest
    @EnumSource
    void votesInATransitionAreAppliedAfterIt(NotifyType phase) throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Hanging gate = hangIn(object, phase);
        CompletableFuture<ConnectionState> stage = begin(object, ConnectionState.ONLINE);
        gate.awaitHanging();
        ConnectionState then = object.getCurrentState();
        host.report(object, Reachability.UNREACHABLE);
        assertEquals(then, object.getCurrentState());
        gate.letGo();
        assertEquals(ConnectionState.ONLINE, Waits.result(stage), "the change that was under way is not diverted");
        host.awaitSettled(object);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
        assertEquals(Cause.DETECTION, recorder.heard().get(8).change().cause());
        assertSequence(3);
    }

    @Test
    void manyVotesInATransitionAreOneChangeAfterIt() throws Exception {
        Hanging gate = hangIn(object, STATECHANGE);
        begin(object, ConnectionState.OFFLINE);
        gate.awaitHanging();
        gate.letGo();
        host.awaitSettled(object);
        Hanging second = hangIn(object, STATECHANGE);
        begin(object, ConnectionState.ONLINE);
        second.awaitHanging();
        for (int i = 0; i < 10; i++) {
            host.report(object, Reachability.UNREACHABLE);
            host.report(object, Reachability.REACHABLE);
        }
        host.report(object, Reachability.UNREACHABLE);
        host.session.report(object.id(), "another", Reachability.UNREACHABLE, "");
        second.letGo();
        assertSequence(3);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
    }

    @Test
    void votesInATransitionThatCancelOutAreNone() throws Exception {
        Hanging gate = hangIn(object, STATECHANGE);
        host.report(object, Reachability.UNREACHABLE);
        gate.awaitHanging();
        host.report(object, Reachability.REACHABLE);
        host.report(object, Reachability.UNREACHABLE);
        gate.letGo();
        assertSequence(1);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
    }

    @ParameterizedTest
    @EnumSource
    void aVoteFromInsideACallbackIsAppliedAfterTheTransition(NotifyType phase) throws Exception {
        Recorder recorder = new Recorder(notification -> {
            if (notification.type() == phase && notification.change().sequence() == 1) {
                host.report(object, Reachability.REACHABLE);
            }
        });
        host.advise(recorder);
        host.report(object, Reachability.UNREACHABLE);
        recorder.await(6);
        host.awaitSettled(object);
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
        assertEquals(List.of(), recorder.complaints());
        assertSequence(2);
    }

    // ---- the blocking form inside a callback

    @Test
    void aCallbackCannotWaitForAnotherObjectOfItsTree() throws Exception {
        OfflineManager child = host.child(object);
        OfflineManager sibling = host.child(object);
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        child.advise(AdviseInfo.builder(notification -> {
                    try {
                        for (OfflineManager each : List.of(object, sibling, child)) {
                            for (ConnectionState state : ConnectionState.values()) {
                                Refusals.assertRefused(
                                        ErrorCode.PENDING, () -> each.setCurrentState(state, Host.PATIENCE));
                            }
                        }
                        outcome.complete(null);
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                })
                .notifyTypes(STATECHANGE)
                .build());
        child.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.result(outcome);
        assertEquals(ConnectionState.ONLINE, sibling.getCurrentState());
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
    }

    @Test
    void notEvenWhenTheTransitionIsLongOver() throws Exception {
        host.configure(20_000, 20);
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        Hanging late = Hanging.in(STATECHANGE_START);
        hanging.add(late);
        host.advise(notification -> {
            late.notify(notification);
            if (!outcome.isDone()) {
                try {
                    for (ConnectionState state : ConnectionState.values()) {
                        Refusals.assertRefused(ErrorCode.PENDING, () -> object.setCurrentState(state, Host.PATIENCE));
                    }
                    outcome.complete(null);
                } catch (Throwable e) {
                    outcome.completeExceptionally(e);
                }
            }
        });
        host.report(object, Reachability.UNREACHABLE);
        late.awaitHanging();
        host.awaitSettled(object);
        late.letGo();
        Waits.result(outcome);
    }

    @Test
    void norWhileItIsToldItsStartingPoint() throws Exception {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        host.advise(new OfflineNotify() {
            @Override
            public void advised(OfflineObjectId id, ConnectionState state, long sequence) {
                try {
                    Refusals.assertRefused(
                            ErrorCode.PENDING, () -> object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
                    outcome.complete(null);
                } catch (Throwable e) {
                    outcome.completeExceptionally(e);
                }
            }

            @Override
            public void notify(OfflineNotification notification) {
                // only its start counts
            }
        });
        Waits.result(outcome);
    }

    @Test
    void aCallbackMayWaitForAnotherTree() throws Exception {
        OfflineManager other = host.create(CreateInfo.global("other"));
        CompletableFuture<ConnectionState> outcome = new CompletableFuture<>();
        object.advise(AdviseInfo.builder(notification -> {
                    try {
                        outcome.complete(other.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                })
                .notifyTypes(STATECHANGE)
                .build());
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(ConnectionState.OFFLINE, Waits.result(outcome));
    }

    @Test
    void aWholeTreeOfListenersThatTryToWaitDoesNotDeadlock() throws Exception {
        List<OfflineManager> tree = new ArrayList<>(List.of(object));
        for (int i = 0; i < 6; i++) {
            tree.add(host.child(tree.get(i / 2)));
        }
        List<String> codes = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < tree.size(); i++) {
            OfflineManager target = tree.get(tree.size() - 1 - i);
            tree.get(i).advise(AdviseInfo.of(notification -> {
                try {
                    target.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
                    codes.add("waited");
                } catch (OfflineException e) {
                    codes.add(e.code().name());
                } catch (Exception e) {
                    codes.add(e.toString());
                }
            }));
        }
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        assertEquals(Collections.nCopies(6 * tree.size(), "PENDING"), codes);
    }

    // ---- a wait that ends early

    @ParameterizedTest
    @EnumSource
    void onTimeoutTheChangeGoesOn(NotifyType phase) throws Exception {
        Hanging gate = hangIn(object, phase);
        Recorder recorder = new Recorder();
        host.advise(recorder);
        assertThrows(
                TimeoutException.class, () -> object.setCurrentState(ConnectionState.OFFLINE, Duration.ofMillis(20)));
        gate.awaitHanging();
        assertPending(object);
        gate.letGo();
        recorder.await(3);
        assertSequence(1);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
    }

    @Test
    void aTimeoutOfZeroDoesNotWait() throws Exception {
        Hanging gate = hangIn(object, STATECHANGE_DONE);
        assertThrows(TimeoutException.class, () -> object.setCurrentState(ConnectionState.OFFLINE, Duration.ZERO));
        gate.awaitHanging();
        gate.letGo();
        assertSequence(1);
        assertEquals(ConnectionState.OFFLINE, object.setCurrentState(ConnectionState.OFFLINE, Duration.ZERO));
    }

    @Test
    void theLongestTimeoutThereIsIsOneToo() throws Exception {
        assertEquals(
                ConnectionState.OFFLINE,
                object.setCurrentState(ConnectionState.OFFLINE, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @EnumSource
    void interruptingTheOneWhoWaitsDoesNotStopTheChange(NotifyType phase) throws Exception {
        Hanging gate = hangIn(object, phase);
        Recorder recorder = new Recorder();
        host.advise(recorder);
        Call<ConnectionState> call = Call.of(() -> object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE));
        gate.awaitHanging();
        assertTrue(call.waits());
        call.interrupt();
        assertThrows(InterruptedException.class, call::result);
        assertPending(object);
        gate.letGo();
        recorder.await(3);
        assertSequence(1);
        assertFalse(gate.interrupted);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
    }

    @Test
    void whoIsInterruptedAlreadyBeginsTheChangeAllTheSame() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        Call<ConnectionState> call = Call.of(() -> {
            Thread.currentThread().interrupt();
            return object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        });
        assertThrows(InterruptedException.class, call::result);
        recorder.await(3);
        assertSequence(1);
    }

    @Test
    void whoGivesUpWhileItsRequestWaitsForItsTurnDoesNotWithdrawIt() throws Exception {
        OfflineManager child = host.child(object);
        Waits.result(begin(child, ConnectionState.OFFLINE));
        Hanging gate = hangIn(object, STATECHANGE_START);
        CompletableFuture<ConnectionState> above = begin(object, ConnectionState.OFFLINE);
        gate.awaitHanging();
        assertThrows(TimeoutException.class, () -> child.setCurrentState(ConnectionState.ONLINE, Duration.ZERO));
        assertPending(child);
        gate.letGo();
        Waits.result(above);
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        assertEquals(ConnectionState.ONLINE, child.getCurrentState());
    }
}
