// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which listener made a transition slow. */
@Timeout(60)
class SlowestListenerTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();

    @AfterEach
    void close() {
        host.close();
    }

    private void advise(String label, OfflineNotify callback) {
        advise(object, label, callback);
    }

    private static void advise(OfflineManager object, String label, OfflineNotify callback) {
        object.advise(AdviseInfo.builder(callback).label(label).build());
    }

    /** Takes its time in one phase of one transition. */
    private static OfflineNotify slow(NotifyType type, long sequence, long millis) {
        return notification -> {
            if (isIn(type, sequence).test(notification)) {
                Waits.workFor(millis);
            }
        };
    }

    private static Predicate<OfflineNotification> isIn(NotifyType type, long sequence) {
        return notification ->
                notification.type() == type && notification.change().sequence() == sequence;
    }

    private void transitions(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            object.setCurrentState(object.getCurrentState() == ONLINE ? OFFLINE : ONLINE, Host.PATIENCE);
        }
    }

    private TransitionDTO transition(OfflineManager of, long sequence) {
        return host.history(of).stream()
                .filter(each -> each.sequence == sequence)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<SlowestDTO> slowest(TransitionDTO transition, NotifyType phase) {
        List<SlowestDTO> found = Stream.of(transition.slowest)
                .filter(each -> each.phase == phase)
                .toList();
        assertTrue(found.size() <= 1, found::toString);
        return found.stream().findFirst();
    }

    private static void assertNamed(
            TransitionDTO transition, NotifyType phase, String label, long atLeastMillis, long phaseMicros) {
        SlowestDTO named = slowest(transition, phase).orElseThrow(() -> new AssertionError(transition));
        assertEquals(label, named.label);
        assertTrue(named.micros >= atLeastMillis * 1_000, named::toString);
        assertTrue(named.micros <= phaseMicros + 1_000, () -> named + " in " + phaseMicros + " us");
    }

    @Test
    void slowest_firstTransition_isNamedInEachPhase() throws Exception {
        advise("quick", notification -> {});
        transitions(1);
        TransitionDTO transition = transition(object, 1);
        assertEquals(
                List.of(NotifyType.values()),
                Stream.of(transition.slowest).map(each -> each.phase).toList());
        assertEquals("quick", transition.slowest[0].label);
        assertTrue(transition.slowest[0].micros > 0);
        assertEquals(
                host.inspector.object(object.id()).advises[0].bundleSymbolicName,
                transition.slowest[0].bundleSymbolicName);
    }

    @Test
    void slowest_heldInStart_isNamedWithAllOfItsTime() throws Exception {
        host.configure(30_000, 50);
        advise("quick", notification -> {});
        advise("outbox", slow(NotifyType.STATECHANGE_START, 1, 400));
        advise("quick too", notification -> {});
        transitions(1);
        TransitionDTO transition = transition(object, 1);
        assertNamed(transition, NotifyType.STATECHANGE_START, "outbox", 380, transition.startMicros);
        assertEquals(0, transition.laggards.length);
    }

    @Test
    void slowest_heldInAnUntimedTransition_isNamedToo() throws Exception {
        host.configure(30_000, 50);
        advise("quick", notification -> {});
        advise("outbox", slow(NotifyType.STATECHANGE_START, 15, 400));
        transitions(15);
        TransitionDTO transition = transition(object, 15);
        assertNamed(transition, NotifyType.STATECHANGE_START, "outbox", 380, transition.startMicros);
    }

    @Test
    void slowest_stalledInStateChange_isNamedWithTheTimeItWasWaitedFor() throws Exception {
        try (Hanging hanging = Hanging.when(isIn(NotifyType.STATECHANGE, 15))) {
            advise("quick", notification -> {});
            advise("hanging", hanging::notify);
            transitions(15);
            TransitionDTO transition = transition(object, 15);
            assertNamed(transition, NotifyType.STATECHANGE, "hanging", 40, transition.changeMicros);
            assertEquals(List.of("hanging"), List.of(transition.laggards));
        }
    }

    @Test
    void slowest_noticedByTheWatchdog_isNamed() throws Exception {
        host.configure(5_000, 1_000); // the watchdog looks every tenth of it
        advise("quick", notification -> {});
        advise("slow", slow(NotifyType.STATECHANGE_DONE, 15, 400));
        transitions(15);
        TransitionDTO transition = transition(object, 15);
        assertNamed(transition, NotifyType.STATECHANGE_DONE, "slow", 150, transition.doneMicros);
    }

    @Test
    void slowest_untimedAndQuick_isAbsent() throws Exception {
        host.configure(30_000, 30_000);
        advise("quick", notification -> {});
        transitions(5); // 15 phases: the first eight are timed
        assertEquals(3, transition(object, 1).slowest.length);
        assertEquals(0, transition(object, 4).slowest.length);
    }

    @Test
    void slowest_ofSeveral_isTheSlowest() throws Exception {
        host.configure(30_000, 5_000);
        advise("slow", slow(NotifyType.STATECHANGE_START, 1, 30));
        advise("slowest", slow(NotifyType.STATECHANGE_START, 1, 90));
        advise("quick", notification -> {});
        transitions(1);
        TransitionDTO transition = transition(object, 1);
        assertNamed(transition, NotifyType.STATECHANGE_START, "slowest", 80, transition.startMicros);
    }

    @Test
    void slowest_ofAnObjectBelow_isNamedInBothHistories() throws Exception {
        host.configure(30_000, 50);
        OfflineManager child = host.child(object);
        advise("quick", notification -> {});
        advise(child, "account", slow(NotifyType.STATECHANGE_START, 1, 300));
        transitions(1);
        TransitionDTO transition = transition(object, 1);
        assertNamed(transition, NotifyType.STATECHANGE_START, "account", 280, transition.startMicros);
        assertEquals(
                "account",
                slowest(transition(child, 1), NotifyType.STATECHANGE_START).orElseThrow().label);
    }

    @Test
    void slowest_noListeners_isAbsent() throws Exception {
        transitions(1);
        assertEquals(0, transition(object, 1).slowest.length);
        assertEquals(0, transition(object, 0).slowest.length);
    }

    @Test
    void slowest_hasLongBeenStuck_isNotTimedInLaterTransitions() throws Exception {
        try (Hanging hanging = Hanging.when(isIn(NotifyType.STATECHANGE, 1))) {
            advise("hanging", hanging::notify);
            advise("behaved", new Recorder());
            transitions(2);
            assertTrue(
                    Stream.of(transition(object, 2).slowest).noneMatch(each -> each.label.equals("hanging")),
                    () -> transition(object, 2).toString());
        }
    }
}
