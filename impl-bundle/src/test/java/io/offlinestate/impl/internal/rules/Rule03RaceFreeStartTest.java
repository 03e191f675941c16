// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.AdviseDTO;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 3: advise is atomic with the state, and like unadvise and update takes effect at once. */
@Timeout(60)
class Rule03RaceFreeStartTest {
    private static final int PHASES = NotifyType.values().length;

    private final Host host = new Host();
    private final OfflineManager object = host.open();
    private final List<Hanging> hanging = new ArrayList<>();

    /** Nobody is given up for lost, however slow the machine is. */
    {
        host.configure(20_000, 20_000);
    }

    @AfterEach
    void close() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private void set(ConnectionState state) throws Exception {
        object.setCurrentState(state, Host.PATIENCE);
    }

    private void detect(Reachability value) {
        host.report(object, value);
        host.awaitSettled(object);
    }

    /** Advises a listener that hangs in such a phase, takes the object offline and waits until it hangs. */
    private Hanging hangIn(NotifyType phase) {
        Hanging listener = Hanging.in(phase);
        hanging.add(listener);
        object.advise(AdviseInfo.builder(listener).ranking(1).build());
        host.report(object, Reachability.UNREACHABLE);
        listener.awaitHanging();
        return listener;
    }

    /** The phases from one on, of transition 1 if it has not begun there, and of those after it up to the last. */
    private static List<String> wordsAfter(NotifyType begun, long last) {
        List<String> words = new ArrayList<>();
        for (long place = begun.ordinal() + 1; place < PHASES * last; place++) {
            words.add((place / PHASES + 1) + " " + NotifyType.values()[(int) (place % PHASES)]);
        }
        return words;
    }

    // ---- the starting point

    @Test
    void theTokenTellsTheStateAtRegistrationAndTheLastTransition() throws Exception {
        AdviseToken first = host.advise(new Recorder());
        assertEquals(ConnectionState.ONLINE, first.stateAtAdvise());
        assertEquals(0, first.sequenceAtAdvise());
        set(ConnectionState.OFFLINE);
        AdviseToken second = host.advise(new Recorder());
        assertEquals(ConnectionState.OFFLINE, second.stateAtAdvise());
        assertEquals(1, second.sequenceAtAdvise());
        assertEquals(ConnectionState.ONLINE, first.stateAtAdvise(), "it is the state at registration for good");
        assertEquals(0, first.sequenceAtAdvise());
    }

    @ParameterizedTest
    @EnumSource
    void advisedInMidTransitionItGetsNotThePhasesThatHaveBegun(NotifyType phase) throws Exception {
        Hanging gate = hangIn(phase);
        Recorder later = new Recorder();
        AdviseToken token = host.advise(later);
        boolean flipped = phase != STATECHANGE_START;
        assertEquals(flipped ? ConnectionState.OFFLINE : ConnectionState.ONLINE, token.stateAtAdvise());
        assertEquals(flipped ? 1 : 0, token.sequenceAtAdvise());
        gate.awaitReturn();
        host.awaitSettled(object);
        detect(Reachability.REACHABLE);
        assertEquals(wordsAfter(phase, 2), later.words());
        assertEquals(object.getCurrentState(), later.fold(token.stateAtAdvise()));
        assertEquals(List.of(), later.complaints());
    }

    @Test
    void tokensAreUniqueAndNeverUsedAgain() throws Exception {
        Set<Long> values = Collections.synchronizedSet(new HashSet<>());
        OfflineManager child = host.child(object);
        Crowd crowd = new Crowd();
        for (OfflineManager each : List.of(object, child, host.manager(host.newSession("other"), object.id()))) {
            crowd.times(100, () -> {
                AdviseToken token = each.advise(AdviseInfo.of(notification -> {}));
                assertTrue(values.add(token.value()));
                token.close();
            });
        }
        crowd.run();
        assertTrue(values.size() > 2);
    }

    // ---- advised

    @Test
    void advisedTellsTheStartingPointWithoutAnyChange() throws Exception {
        set(ConnectionState.OFFLINE);
        Recorder recorder = new Recorder();
        host.advise(recorder);
        recorder.awaitStart();
        assertEquals("OFFLINE 1", recorder.start());
        assertEquals(List.of(), recorder.words());
    }

    @Test
    void advisedComesOnceBeforeTheFirstNotification() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = host.advise(recorder);
        set(ConnectionState.OFFLINE);
        token.update(AdviseInfo.builder(recorder).ranking(3).clientToken(4).build());
        set(ConnectionState.ONLINE);
        assertEquals("ONLINE 0", recorder.start());
        assertEquals(6, recorder.heard().size());
        assertEquals(List.of(), recorder.complaints());
    }

    @Test
    void advisedComesOncePerAdvise() throws Exception {
        List<String> starts = Collections.synchronizedList(new ArrayList<>());
        OfflineNotify both = new OfflineNotify() {
            @Override
            public void advised(OfflineObjectId id, ConnectionState state, long sequence) {
                starts.add(id + " " + state + " " + sequence);
            }

            @Override
            public void notify(OfflineNotification notification) {
                // only its start counts
            }
        };
        host.advise(both);
        host.advise(both);
        set(ConnectionState.OFFLINE);
        host.advise(both);
        Waits.until(() -> starts.size() >= 3, "three starting points");
        set(ConnectionState.ONLINE);
        assertEquals(List.of("default ONLINE 0", "default ONLINE 0", "default OFFLINE 1"), starts);
    }

    // ---- nothing is missed

    private record Advised(Recorder recorder, AdviseToken token) {
        /** Counts the phases of all transitions from 0. */
        private static long place(OfflineNotification notification) {
            return (notification.change().sequence() - 1) * PHASES
                    + notification.type().ordinal();
        }

        void check(long last, ConnectionState state) throws InterruptedException {
            recorder.awaitStart();
            assertEquals(token.stateAtAdvise() + " " + token.sequenceAtAdvise(), recorder.start());
            List<OfflineNotification> heard = recorder.heard();
            long flips = heard.stream().filter(n -> n.type() == STATECHANGE).count();
            assertEquals(last - token.sequenceAtAdvise(), flips, () -> token + " has heard " + heard);
            assertEquals(state, recorder.fold(token.stateAtAdvise()));
            assertEquals(List.of(), recorder.complaints());
            if (!heard.isEmpty()) {
                long next = place(heard.get(0));
                assertTrue(next >= token.sequenceAtAdvise() * PHASES - 1, () -> "begins too early: " + heard);
                for (OfflineNotification each : heard) {
                    assertEquals(next++, place(each), () -> "a gap before " + each);
                }
                assertEquals(last * PHASES, next, () -> "ends too early: " + heard);
            }
        }
    }

    @Test
    void whoeverIsAdvisedAmongTransitionsMissesNothing() throws Exception {
        List<Advised> all = Collections.synchronizedList(new ArrayList<>());
        Crowd.Task advise = () -> {
            Recorder recorder = new Recorder();
            all.add(new Advised(recorder, host.advise(recorder)));
            Thread.yield();
        };
        new Crowd().moving(object, 500).times(120, advise).times(120, advise).run();
        assertEquals(240, all.size());
        checkAll(all);
    }

    private void checkAll(List<Advised> all) throws InterruptedException {
        host.awaitSettled(object);
        long last = host.inspector.object(object.id()).sequence;
        for (Advised each : all) {
            each.check(last, object.getCurrentState());
        }
    }

    @Test
    void whoeverIsAdvisedOnAChildThatMovesWithItsParentMissesNothing() throws Exception {
        OfflineManager child = host.child(object);
        List<Advised> all = Collections.synchronizedList(new ArrayList<>());
        new Crowd()
                .moving(object, 300)
                .times(300, () -> {
                    host.report(child, Reachability.UNREACHABLE);
                    host.report(child, Reachability.REACHABLE);
                })
                .times(150, () -> {
                    Recorder recorder = new Recorder();
                    all.add(new Advised(recorder, child.advise(AdviseInfo.of(recorder))));
                })
                .run();
        host.awaitSettled(object);
        host.awaitSettled(child);
        long last = host.inspector.object(child.id()).sequence;
        for (Advised each : all) {
            each.check(last, child.getCurrentState());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChildThatComesInMidTransitionMissesNothing(NotifyType phase) throws Exception {
        Hanging gate = hangIn(phase);
        OfflineManager child = host.child(object);
        Recorder recorder = new Recorder();
        AdviseToken token = child.advise(AdviseInfo.of(recorder));
        assertEquals(object.getCurrentState(), token.stateAtAdvise());
        gate.awaitReturn();
        host.awaitSettled(object);
        assertEquals(ConnectionState.OFFLINE, recorder.fold(token.stateAtAdvise()));
        detect(Reachability.REACHABLE);
        assertEquals(ConnectionState.ONLINE, child.getCurrentState());
        assertEquals(ConnectionState.ONLINE, recorder.fold(token.stateAtAdvise()));
        assertEquals(List.of(), recorder.complaints());
    }

    @Test
    void updatesAmongTransitionsMissNothingAndDoubleNothing() throws Exception {
        List<Advised> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Recorder recorder = new Recorder();
            all.add(new Advised(recorder, host.advise(recorder)));
        }
        int[] turn = {0};
        new Crowd()
                .moving(object, 400)
                .meanwhile(() -> {
                    Advised one = all.get(turn[0] % all.size());
                    one.token()
                            .update(AdviseInfo.builder(one.recorder())
                                    .ranking(turn[0] % 3)
                                    .clientToken(turn[0])
                                    .build());
                    turn[0]++;
                })
                .run();
        assertTrue(turn[0] > 0);
        checkAll(all);
    }

    @Test
    void updatesOfTheTypesMissNothingThatIsAskedForAllTheTime() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = host.advise(recorder);
        AdviseInfo few = AdviseInfo.builder(recorder).notifyTypes(STATECHANGE).build();
        new Crowd()
                .moving(object, 400)
                .meanwhile(() -> {
                    token.update(few);
                    token.update(AdviseInfo.of(recorder));
                })
                .run();
        long flips =
                recorder.heard().stream().filter(n -> n.type() == STATECHANGE).count();
        assertEquals(host.inspector.object(object.id()).sequence, flips);
        assertEquals(object.getCurrentState(), recorder.fold(token.stateAtAdvise()));
        assertEquals(List.of(), recorder.complaints());
    }

    // ---- at once, also while another listener hangs

    @Test
    void adviseTakesEffectWhileAnotherHangsThatTheTransitionWaitsFor() throws Exception {
        Hanging gate = Hanging.in(STATECHANGE_START);
        hanging.add(gate);
        host.advise(gate);
        CompletableFuture<ConnectionState> stage =
                object.setCurrentState(ConnectionState.OFFLINE).toCompletableFuture();
        gate.awaitHanging();
        Recorder recorder = new Recorder();
        host.advise(recorder);
        recorder.awaitStart();
        assertTrue(gate.isHanging());
        gate.letGo();
        Waits.result(stage);
        assertEquals(List.of("1 STATECHANGE", "1 STATECHANGE_DONE"), recorder.words());
    }

    @Test
    void adviseTakesEffectWhileAnotherHangsThatIsNotWaitedForAnyMore() throws Exception {
        host.configure(20_000, 20);
        Hanging lost = hangIn(STATECHANGE_START);
        host.awaitSettled(object);
        Recorder recorder = new Recorder();
        host.advise(recorder);
        recorder.awaitStart();
        detect(Reachability.REACHABLE);
        recorder.await(3);
        assertEquals(wordsAfter(STATECHANGE_DONE, 2), recorder.words());
        assertTrue(lost.isHanging());
    }

    @Test
    void unadviseTakesEffectWhileAnotherHangs() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = host.advise(recorder);
        Hanging gate = hangIn(STATECHANGE_START);
        token.close();
        gate.awaitReturn();
        host.awaitSettled(object);
        assertEquals(List.of(), recorder.words());
    }

    @Test
    void updateTakesEffectWhileAnotherHangs() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = host.advise(recorder);
        Hanging gate = hangIn(STATECHANGE_START);
        token.update(AdviseInfo.builder(recorder)
                .notifyTypes(STATECHANGE_DONE)
                .clientToken(9)
                .build());
        gate.awaitReturn();
        host.awaitSettled(object);
        assertEquals(List.of("1 STATECHANGE_DONE"), recorder.words());
        assertEquals(9, recorder.heard().get(0).clientToken());
    }

    @Test
    void updateTakesEffectOnWhatAListenerThatHangsIsStillToBeTold() throws Exception {
        host.configure(20_000, 20);
        Hanging lost = Hanging.in(STATECHANGE_START);
        hanging.add(lost);
        AdviseToken token = host.advise(lost);
        detect(Reachability.UNREACHABLE);
        lost.awaitHanging();
        host.awaitSettled(object);
        token.update(
                AdviseInfo.builder(lost).notifyTypes(STATECHANGE).clientToken(9).build());
        detect(Reachability.REACHABLE);
        lost.letGo();
        lost.recorder.await(3);
        assertEquals(List.of("1 STATECHANGE_START", "1 STATECHANGE", "2 STATECHANGE"), lost.recorder.words());
        assertEquals(9, lost.recorder.heard().get(1).clientToken());
    }

    // ---- update

    @Test
    void updateChangesTokenTypesRankingAndLabel() throws Exception {
        List<Integer> order = new ArrayList<>();
        OfflineNotify callback = notification -> order.add(notification.clientToken());
        AdviseToken first = object.advise(AdviseInfo.builder(callback)
                .clientToken(1)
                .notifyTypes(STATECHANGE)
                .label("before")
                .build());
        object.advise(AdviseInfo.builder(callback)
                .clientToken(2)
                .ranking(5)
                .notifyTypes(STATECHANGE)
                .build());
        set(ConnectionState.OFFLINE);
        assertEquals(List.of(2, 1), order);
        first.update(AdviseInfo.builder(callback)
                .clientToken(3)
                .ranking(6)
                .notifyTypes(STATECHANGE, STATECHANGE_DONE)
                .label("after")
                .build());
        set(ConnectionState.ONLINE);
        set(ConnectionState.OFFLINE);
        assertEquals(List.of(2, 1, 2, 3, 3, 3, 2, 3), order);
        AdviseDTO dto = host.inspect(first, object);
        assertEquals("after", dto.label);
        assertEquals(3, dto.clientToken);
        assertEquals(6, dto.ranking);
        assertEquals(List.of(STATECHANGE, STATECHANGE_DONE), List.of(dto.notifyTypes));
        assertEquals(ConnectionState.ONLINE, first.stateAtAdvise());
    }

    @Test
    void updateToAnotherCallbackIsRefusedAndChangesNothing() throws Exception {
        Recorder recorder = new Recorder();
        Recorder other = new Recorder();
        AdviseToken token = host.advise(recorder);
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> token.update(AdviseInfo.of(other)));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> token.update(null));
        set(ConnectionState.OFFLINE);
        assertEquals(3, recorder.heard().size());
        assertEquals(List.of(), other.words());
    }

    @Test
    void theCallbackOfAnUpdateIsComparedByIdentity() throws Exception {
        record Equal(List<NotifyType> heard) implements OfflineNotify {
            @Override
            public void notify(OfflineNotification notification) {
                heard.add(notification.type());
            }
        }

        Equal callback = new Equal(new ArrayList<>());
        AdviseToken token = host.advise(callback);
        Equal twin = new Equal(callback.heard());
        assertEquals(callback, twin);
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> token.update(AdviseInfo.of(twin)));
    }

    @Test
    void anAdviseThatHasEndedCannotBeUpdatedToLife() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = host.advise(recorder);
        token.close();
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> token.update(AdviseInfo.of(recorder)));
        set(ConnectionState.OFFLINE);
        assertEquals(List.of(), recorder.words());
    }

    @Test
    void anUpdateBelongsToItsTokenAlone() throws Exception {
        List<Integer> heard = new ArrayList<>();
        OfflineNotify callback = notification -> heard.add(notification.clientToken());
        AdviseToken first = host.advise(callback);
        AdviseToken second = host.advise(callback);
        assertFalse(first.value() == second.value());
        second.update(AdviseInfo.builder(callback)
                .clientToken(7)
                .notifyTypes(STATECHANGE)
                .build());
        set(ConnectionState.OFFLINE);
        assertEquals(List.of(0, 0, 7, 0), heard);
    }

    @Test
    void anObjectThatWasCreatedOfflineTellsSo() throws Exception {
        set(ConnectionState.OFFLINE);
        OfflineManager child =
                host.create(CreateInfo.child(object.id(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        Recorder recorder = new Recorder();
        AdviseToken token = child.advise(AdviseInfo.of(recorder));
        assertEquals(ConnectionState.OFFLINE, token.stateAtAdvise());
        assertEquals(0, token.sequenceAtAdvise());
        set(ConnectionState.ONLINE);
        assertEquals(ConnectionState.ONLINE, recorder.fold(token.stateAtAdvise()));
        assertEquals("OFFLINE 0", recorder.start());
    }
}
