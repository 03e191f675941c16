// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.StateChange;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 1: the transitions of an object are totally ordered, and counted from 1 without a gap. */
@Timeout(60)
class Rule01OrderTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();

    /** Nobody is given up for lost, however slow the machine is. */
    {
        host.configure(20_000, 20_000);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void set(OfflineManager which, ConnectionState state) throws Exception {
        which.setCurrentState(state, Host.PATIENCE);
    }

    /** Whatever comes of it, but for a request that comes while another one is under way. */
    private void setOrBeRefused(OfflineManager which, ConnectionState state) throws Exception {
        try {
            set(which, state);
        } catch (OfflineException e) {
            assertEquals(ErrorCode.PENDING, e.code(), e.getMessage());
        }
    }

    private static List<Long> sequences(Recorder recorder, NotifyType type) {
        return recorder.heard().stream()
                .filter(n -> n.type() == type)
                .map(n -> n.change().sequence())
                .toList();
    }

    private static List<Long> count(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private long sequence(OfflineManager which) {
        return host.inspector.object(which.id()).sequence;
    }

    /** It has gone through so many transitions. */
    private BooleanSupplier after(long transitions) {
        return () -> sequence(object) >= transitions;
    }

    @Test
    void countsFromOne() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        assertEquals(0, sequence(object));
        set(object, ConnectionState.OFFLINE);
        assertEquals(1, sequence(object));
        set(object, ConnectionState.ONLINE);
        host.report(object, Reachability.UNREACHABLE);
        host.awaitSettled(object);
        assertEquals(3, sequence(object));
        assertEquals(count(1, 3), sequences(recorder, NotifyType.STATECHANGE));
        assertEquals(
                count(0, 3), host.history(object).stream().map(t -> t.sequence).toList());
    }

    @Test
    void whatMakesNoTransitionLeavesNoGap() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        host.report(object, Reachability.UNREACHABLE);
        host.awaitSettled(object);
        set(object, ConnectionState.OFFLINE);
        host.report(object, Reachability.REACHABLE);
        set(object, ConnectionState.OFFLINE);
        set(object, ConnectionState.ONLINE);
        assertEquals(count(1, 2), sequences(recorder, NotifyType.STATECHANGE));
    }

    @Test
    void everyObjectCountsItsOwn() throws Exception {
        OfflineManager child = host.child(object);
        Recorder above = new Recorder();
        Recorder below = new Recorder();
        object.advise(AdviseInfo.of(above));
        child.advise(AdviseInfo.of(below));
        set(child, ConnectionState.OFFLINE);
        set(child, ConnectionState.ONLINE);
        set(object, ConnectionState.OFFLINE);
        assertEquals(count(1, 1), sequences(above, NotifyType.STATECHANGE));
        assertEquals(count(1, 3), sequences(below, NotifyType.STATECHANGE));
    }

    @Test
    void anObjectThatComesAgainCountsFromOneAgain() throws Exception {
        CreateInfo info = CreateInfo.global("work");
        OfflineManager first = host.create(info);
        set(first, ConnectionState.OFFLINE);
        set(first, ConnectionState.ONLINE);
        host.session.release(first.id());
        OfflineManager second = host.create(info);
        Recorder recorder = new Recorder();
        second.advise(AdviseInfo.of(recorder));
        set(second, ConnectionState.OFFLINE);
        assertEquals(count(1, 1), sequences(recorder, NotifyType.STATECHANGE));
    }

    @Test
    void aTransitionBeginsWhenTheOneBeforeIsDoneForEverybody() throws Exception {
        List<OfflineNotification> all = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            object.advise(AdviseInfo.builder(all::add).ranking(i % 3).build());
        }
        new Crowd()
                .until(after(200), () -> setOrBeRefused(object, ConnectionState.OFFLINE))
                .until(after(200), () -> setOrBeRefused(object, ConnectionState.ONLINE))
                .until(after(200), () -> host.report(object, Reachability.UNREACHABLE))
                .until(after(200), () -> host.report(object, Reachability.REACHABLE))
                .run();
        host.awaitSettled(object);
        long last = 0;
        for (OfflineNotification each : all) {
            long place = each.change().sequence() * 4 + each.type().value();
            assertTrue(place >= last, () -> each + " came after something later");
            last = place;
        }
        assertEquals(15 * sequence(object), all.size());
    }

    @Test
    void thereIsNoGapHoweverManyChangeItAtTheSameTime() throws Exception {
        Recorder first = new Recorder();
        Recorder second = new Recorder();
        host.advise(first);
        host.advise(second);
        Random random = new Random(20);
        Crowd crowd = new Crowd();
        for (int i = 0; i < 3; i++) {
            crowd.until(after(300), () -> setOrBeRefused(object, state(random)))
                    .until(after(300), () -> host.report(object, reachability(random)));
        }
        crowd.run();
        host.awaitSettled(object);
        long last = sequence(object);
        assertTrue(last >= 20, "too few to mean anything: " + last);
        for (NotifyType type : NotifyType.values()) {
            assertEquals(count(1, last), sequences(first, type));
            assertEquals(count(1, last), sequences(second, type));
        }
        assertEquals(List.of(), first.complaints());
        assertEquals(changes(first), changes(second), "everybody sees the same transitions");
        ConnectionState state = ConnectionState.ONLINE;
        for (StateChange change : changes(first).values()) {
            assertEquals(state, change.oldState(), () -> change + " does not begin where the one before has ended");
            state = change.newState();
        }
        assertEquals(object.getCurrentState(), state);
    }

    /** What each sequence stands for; all phases of a transition have to agree on it. */
    private static Map<Long, StateChange> changes(Recorder recorder) {
        Map<Long, StateChange> changes = new LinkedHashMap<>();
        for (OfflineNotification each : recorder.heard()) {
            StateChange known = changes.putIfAbsent(each.change().sequence(), each.change());
            assertTrue(known == null || known.equals(each.change()), () -> known + " and " + each);
        }
        return changes;
    }

    @Test
    void thereIsNoGapInATreeWhereEverybodyMoves() throws Exception {
        List<OfflineManager> tree = new ArrayList<>(List.of(object));
        for (int i = 0; i < 3; i++) {
            tree.add(host.child(object));
            tree.add(host.child(tree.get(tree.size() - 1)));
        }
        List<Recorder> recorders = new ArrayList<>();
        for (OfflineManager each : tree) {
            Recorder recorder = new Recorder();
            recorders.add(recorder);
            each.advise(AdviseInfo.of(recorder));
        }
        Random random = new Random(21);
        Crowd crowd = new Crowd();
        for (int i = 0; i < 4; i++) {
            crowd.until(after(60), () -> setOrBeRefused(tree.get(random.nextInt(tree.size())), state(random)));
        }
        crowd.until(after(60), () -> host.report(tree.get(random.nextInt(tree.size())), reachability(random)))
                .run();
        tree.forEach(host::awaitSettled);
        tree.forEach(
                host::awaitSettled); // the first time, one may have waited for another that was looked at before it
        for (int i = 0; i < tree.size(); i++) {
            long last = sequence(tree.get(i));
            assertTrue(last > 0);
            assertEquals(count(1, last), sequences(recorders.get(i), NotifyType.STATECHANGE));
            assertEquals(List.of(), recorders.get(i).complaints());
        }
    }

    @Test
    void theHistoryHasNoGapEither() throws Exception {
        for (int i = 0; i < 4; i++) {
            new Crowd().moving(object, 10).run();
        }
        List<TransitionDTO> history = host.history(object);
        long last = sequence(object);
        assertEquals(
                count(last - history.size() + 1, last),
                history.stream().map(t -> t.sequence).toList());
    }

    private static ConnectionState state(Random random) {
        return random.nextBoolean() ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
    }

    private static Reachability reachability(Random random) {
        return random.nextBoolean() ? Reachability.REACHABLE : Reachability.UNREACHABLE;
    }
}
