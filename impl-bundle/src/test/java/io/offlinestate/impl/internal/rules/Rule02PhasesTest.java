// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 2: START, STATECHANGE, DONE, each once, in this order, never two at a time; the state flips between the first two. */
@Timeout(60)
class Rule02PhasesTest {
    private static final List<String> TWO_TRANSITIONS = List.of(
            "1 STATECHANGE_START",
            "1 STATECHANGE",
            "1 STATECHANGE_DONE",
            "2 STATECHANGE_START",
            "2 STATECHANGE",
            "2 STATECHANGE_DONE");

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

    private void set(ConnectionState state) throws Exception {
        object.setCurrentState(state, Host.PATIENCE);
    }

    private void detect(Reachability value) {
        host.report(object, value);
        host.awaitSettled(object);
    }

    // ---- what is told

    @Test
    void tellsOfEachPhaseOnceAndInOrder() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        set(ConnectionState.OFFLINE);
        detect(Reachability.UNREACHABLE);
        set(ConnectionState.ONLINE);
        detect(Reachability.REACHABLE);
        assertEquals(TWO_TRANSITIONS, recorder.words());
    }

    @Test
    void tellsTheSameOfATransitionInEveryPhase() throws Exception {
        Recorder recorder = new Recorder();
        object.advise(AdviseInfo.builder(recorder).clientToken(42).build());
        set(ConnectionState.OFFLINE);
        Set<StateChange> changes = new HashSet<>();
        for (OfflineNotification each : recorder.heard()) {
            assertEquals(object.id(), each.object());
            assertEquals(42, each.clientToken());
            changes.add(each.change());
        }
        assertEquals(1, changes.size(), changes::toString);
        StateChange change = changes.iterator().next();
        assertEquals(1, change.sequence());
        assertEquals(StateMask.OFFLINE, change.mask());
        assertEquals(ConnectionState.ONLINE, change.oldState());
        assertEquals(ConnectionState.OFFLINE, change.newState());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void leavesOutTheTypesThatWereNotAskedFor(int selection) throws Exception {
        List<NotifyType> asked = new ArrayList<>();
        for (NotifyType type : NotifyType.values()) {
            if ((selection >> type.ordinal() & 1) != 0) {
                asked.add(type);
            }
        }
        Recorder recorder = new Recorder();
        Recorder everything = new Recorder();
        object.advise(AdviseInfo.builder(recorder)
                .notifyTypes(asked.toArray(NotifyType[]::new))
                .build());
        host.advise(everything);
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        List<String> expected = new ArrayList<>();
        for (int sequence = 1; sequence <= 2; sequence++) {
            for (NotifyType type : asked) {
                expected.add(sequence + " " + type);
            }
        }
        assertEquals(expected, recorder.words());
        assertEquals(6, everything.heard().size());
    }

    @Test
    void aCallbackThatIsAdvisedTwiceIsToldOncePerToken() throws Exception {
        List<Integer> tokens = new ArrayList<>();
        OfflineNotify both = notification -> tokens.add(notification.clientToken());
        object.advise(AdviseInfo.builder(both).clientToken(1).build());
        object.advise(AdviseInfo.builder(both).clientToken(2).build());
        set(ConnectionState.OFFLINE);
        assertEquals(List.of(1, 2, 1, 2, 1, 2), tokens);
    }

    @Test
    void everybodyHasBeenToldOfAPhaseBeforeTheNextBegins() throws Exception {
        List<NotifyType> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            host.advise(notification -> all.add(notification.type()));
        }
        set(ConnectionState.OFFLINE);
        List<NotifyType> sorted = new ArrayList<>(all);
        sorted.sort(null);
        assertEquals(sorted, all);
        assertEquals(30, all.size());
    }

    // ---- one at a time

    /** Has no idea of threads: what it counts is right only if each call happens before the next. */
    private static final class Naive implements OfflineNotify {
        private int calls;
        private int[] perType = new int[NotifyType.values().length];

        @Override
        public void notify(OfflineNotification notification) {
            int before = calls;
            int[] copy = perType.clone();
            copy[notification.type().ordinal()]++;
            if ((before & 31) == 7) {
                Waits.workFor(2); // long enough to stall: the next call comes from another thread
            }
            calls = before + 1;
            perType = copy;
        }
    }

    @Test
    void callsForOneTokenNeverOverlapAndEachHappensBeforeTheNext() throws Exception {
        host.configure(5, 1, 10_000);
        Naive naive = new Naive();
        Recorder recorder = new Recorder(notification -> {
            if (notification.change().sequence() % 16 == 3) {
                Waits.workFor(2);
            }
        });
        AdviseToken token = host.advise(naive);
        host.advise(recorder);
        new Crowd().moving(object, 300).run();
        host.awaitSettled(object);
        long calls = 3 * host.inspector.object(object.id()).sequence;
        recorder.await((int) calls);
        Waits.until(() -> host.inspect(token, object).delivered == calls, "all to be told");
        token.close(); // what it has counted may be read when it is called no more
        assertEquals(calls, naive.calls);
        assertArrayEquals(new int[] {(int) calls / 3, (int) calls / 3, (int) calls / 3}, naive.perType);
        assertEquals(List.of(), recorder.complaints());
    }

    // ---- the state

    @ParameterizedTest
    @EnumSource
    void inStartTheStateIsTheOldOneAndThenTheNewOne(NotifyType type) throws Exception {
        List<String> wrong = new ArrayList<>();
        OfflineNotify checking = notification -> {
            if (notification.type() == type) {
                checkState(notification, wrong);
            }
        };
        for (int ranking = -1; ranking <= 1; ranking++) {
            object.advise(AdviseInfo.builder(checking).ranking(ranking).build());
        }
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        detect(Reachability.UNREACHABLE);
        detect(Reachability.REACHABLE);
        assertEquals(List.of(), wrong);
        assertEquals(4, host.inspector.object(object.id()).sequence);
    }

    private void checkState(OfflineNotification notification, List<String> wrong) {
        StateChange change = notification.change();
        ConnectionState expected = notification.type() == STATECHANGE_START ? change.oldState() : change.newState();
        ConnectionState found = object.getCurrentState();
        if (found != expected) {
            wrong.add(found + " in " + notification);
        }
    }

    @Test
    void aStartCallbackThatTakesItsTimeSeesTheOldStateToItsEnd() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<Integer> calls = new ArrayList<>();
        OfflineNotify slow = notification -> {
            checkState(notification, wrong);
            Waits.workFor(20);
            checkState(notification, wrong);
            calls.add(1);
        };
        object.advise(AdviseInfo.builder(slow).notifyTypes(STATECHANGE_START).build());
        object.advise(AdviseInfo.builder(slow).notifyTypes(STATECHANGE_START).build());
        detect(Reachability.UNREACHABLE);
        detect(Reachability.REACHABLE);
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        assertEquals(List.of(), wrong);
        assertEquals(8, calls.size());
    }

    @Test
    void anotherThreadSeesTheNewStateFromTheFirstStateChangeOn() throws Exception {
        AtomicReference<Object> seen = new AtomicReference<>();
        object.advise(AdviseInfo.builder(notification -> {
                    try {
                        seen.set(Waits.elsewhere(object::getCurrentState).get());
                    } catch (Exception e) {
                        seen.set(e);
                    }
                })
                .notifyTypes(STATECHANGE)
                .build());
        set(ConnectionState.OFFLINE);
        assertEquals(ConnectionState.OFFLINE, seen.get());
        detect(Reachability.UNREACHABLE);
        set(ConnectionState.ONLINE);
        detect(Reachability.REACHABLE);
        assertEquals(ConnectionState.ONLINE, seen.get());
    }

    @Test
    void theStateGoesWithThePhasesHoweverFastTheyComeOneAfterTheOther() throws Exception {
        OfflineManager child = host.child(object);
        AtomicReference<String> wrong = new AtomicReference<>();
        for (OfflineManager each : List.of(object, child)) {
            OfflineNotify checking = notification -> {
                StateChange change = notification.change();
                ConnectionState found = each.getCurrentState();
                if (found != (notification.type() == STATECHANGE_START ? change.oldState() : change.newState())) {
                    wrong.compareAndSet(null, found + " in " + notification);
                }
            };
            for (int i = 0; i < 4; i++) {
                each.advise(AdviseInfo.of(checking));
            }
        }
        new Crowd()
                .moving(object, 200)
                .meanwhile(() -> {
                    host.report(child, Reachability.UNREACHABLE);
                    host.report(child, Reachability.REACHABLE);
                })
                .run();
        host.awaitSettled(object);
        host.awaitSettled(child);
        assertNull(wrong.get());
        assertTrue(host.inspector.object(child.id()).sequence > 0);
    }

    // ---- a tree

    @Test
    void aChildHearsThePhasesOfAChangeThatBeganWithItsParent() throws Exception {
        OfflineManager child = host.child(object);
        Recorder recorder = new Recorder();
        child.advise(AdviseInfo.of(recorder));
        set(ConnectionState.OFFLINE);
        assertEquals(List.of("1 STATECHANGE_START", "1 STATECHANGE", "1 STATECHANGE_DONE"), recorder.words());
        assertEquals(child.id(), recorder.heard().get(0).object());
    }

    // ---- after having hung

    @ParameterizedTest
    @EnumSource
    void aListenerThatHungHearsEveryPhaseOnceAndInOrder(NotifyType type) throws Exception {
        host.configure(20_000, 20);
        try (Hanging hanging = Hanging.in(type)) {
            host.advise(hanging);
            detect(Reachability.UNREACHABLE);
            detect(Reachability.REACHABLE);
            hanging.awaitHanging();
            hanging.letGo();
            hanging.recorder.await(6);
            assertEquals(TWO_TRANSITIONS, hanging.recorder.words());
            assertEquals(List.of(), hanging.recorder.complaints());
        }
    }
}
