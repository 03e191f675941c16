// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 12: who is called before whom. */
@Timeout(60)
class Rule12RankingTest {
    private static final long NEVER = 30_000;

    private final Host host = new Host();
    private final OfflineManager object = host.open();
    /** Who was called, as name and type, in the order in which the callbacks began. */
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

    private final List<Hanging> hanging = new ArrayList<>();

    @AfterEach
    void letEverybodyGo() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private AdviseToken advise(String name, int ranking) {
        return advise(name, ranking, notification -> {});
    }

    private AdviseToken advise(String name, int ranking, OfflineNotify callback) {
        return object.advise(AdviseInfo.builder(notification -> {
                    begun.add(name + " " + notification.type());
                    callback.notify(notification);
                })
                .ranking(ranking)
                .label(name)
                .build());
    }

    private Hanging hang(Hanging listener) {
        hanging.add(listener);
        return listener;
    }

    private void set(ConnectionState state) throws Exception {
        begun.clear();
        object.setCurrentState(state, Host.PATIENCE);
    }

    private void detect(boolean online) {
        begun.clear();
        host.report(object, online ? Reachability.REACHABLE : Reachability.UNREACHABLE);
        host.awaitSettled(object);
    }

    /** Each phase in the order of these names. */
    private static List<String> phases(String... names) {
        List<String> phases = new ArrayList<>();
        for (NotifyType type : NotifyType.values()) {
            phases.addAll(phase(type, names));
        }
        return phases;
    }

    private static List<String> phase(NotifyType type, String... names) {
        List<String> phase = new ArrayList<>();
        for (String name : names) {
            phase.add(name + " " + type);
        }
        return phase;
    }

    private List<String> begunIn(NotifyType type) {
        synchronized (begun) {
            return begun.stream().filter(each -> each.endsWith(" " + type)).toList();
        }
    }

    // ---- the order

    @Test
    void goingOfflineInDescendingRanking() throws Exception {
        host.configure(NEVER, NEVER);
        advise("transport", -100);
        advise("outbox", 100);
        advise("status line", 0);
        set(ConnectionState.OFFLINE);
        assertEquals(phases("outbox", "status line", "transport"), begun);
    }

    @Test
    void goingOnlineInAscendingRanking() throws Exception {
        host.configure(NEVER, NEVER);
        advise("transport", -100);
        advise("outbox", 100);
        advise("status line", 0);
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        assertEquals(phases("transport", "status line", "outbox"), begun);
    }

    @Test
    void alsoWhenTheChangeIsDetected() {
        host.configure(NEVER, NEVER);
        advise("transport", -100);
        advise("outbox", 100);
        detect(false);
        assertEquals(phases("outbox", "transport"), begun);
        detect(true);
        assertEquals(phases("transport", "outbox"), begun);
    }

    @Test
    void tiesInTheOrderOfAdviseEitherWay() throws Exception {
        host.configure(NEVER, NEVER);
        advise("a", 1);
        advise("b", 0);
        advise("c", 1);
        advise("d", 0);
        advise("e", 1);
        set(ConnectionState.OFFLINE);
        assertEquals(phases("a", "c", "e", "b", "d"), begun);
        set(ConnectionState.ONLINE);
        assertEquals(phases("b", "d", "a", "c", "e"), begun);
    }

    @Test
    void theWholeRangeOfRankings() throws Exception {
        host.configure(NEVER, NEVER);
        advise("least", Integer.MIN_VALUE);
        advise("greatest", Integer.MAX_VALUE);
        advise("none", 0);
        set(ConnectionState.OFFLINE);
        assertEquals(phases("greatest", "none", "least"), begun);
        set(ConnectionState.ONLINE);
        assertEquals(phases("least", "none", "greatest"), begun);
    }

    @Test
    void anUpdateOfTheRankingCounts() throws Exception {
        host.configure(NEVER, NEVER);
        OfflineNotify moving = notification -> begun.add("moving " + notification.type());
        AdviseToken token = object.advise(AdviseInfo.of(moving));
        advise("higher", 2);
        advise("lower", 1);
        set(ConnectionState.OFFLINE);
        assertEquals(phases("higher", "lower", "moving"), begun);
        set(ConnectionState.ONLINE);
        token.update(AdviseInfo.builder(moving).ranking(3).build());
        set(ConnectionState.OFFLINE);
        assertEquals(phases("moving", "higher", "lower"), begun);
        token.update(AdviseInfo.builder(moving).ranking(1).build());
        set(ConnectionState.ONLINE);
        assertEquals(phases("moving", "lower", "higher"), begun, "a tie, and it was advised first");
    }

    @Test
    void whoComesAndGoesFindsItsPlace() throws Exception {
        host.configure(NEVER, NEVER);
        Random random = new Random(12);
        List<AdviseToken> tokens = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Integer> rankings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (i % 3 == 2) {
                int leaving = random.nextInt(tokens.size());
                tokens.remove(leaving).close();
                names.remove(leaving);
                rankings.remove(leaving);
            }
            int ranking = random.nextInt(5);
            tokens.add(advise("listener " + i, ranking));
            names.add("listener " + i);
            rankings.add(ranking);
            boolean down = object.getCurrentState() == ConnectionState.ONLINE;
            List<String> expected = new ArrayList<>();
            for (int r = down ? 4 : 0; r >= 0 && r < 5; r += down ? -1 : 1) {
                for (int each = 0; each < names.size(); each++) {
                    if (rankings.get(each) == r) {
                        expected.add(names.get(each));
                    }
                }
            }
            set(down ? ConnectionState.OFFLINE : ConnectionState.ONLINE);
            assertEquals(phases(expected.toArray(String[]::new)), begun);
        }
    }

    // ---- the next begins when the one before has returned or stalled

    @Test
    void theNextBeginsWhenTheOneBeforeHasReturned() throws Exception {
        host.configure(NEVER, NEVER);
        AtomicBoolean inside = new AtomicBoolean();
        List<String> overlaps = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            advise("listener " + i, -i, notification -> {
                if (!inside.compareAndSet(false, true)) {
                    overlaps.add(notification.toString());
                }
                Waits.workFor(5);
                inside.set(false);
            });
        }
        set(ConnectionState.OFFLINE);
        set(ConnectionState.ONLINE);
        assertEquals(List.of(), overlaps);
        assertEquals(15, begun.size());
    }

    @Test
    void theNextBeginsWhenTheOneBeforeHasStalled() throws Exception {
        host.configure(NEVER, 100);
        AtomicLong entered = new AtomicLong();
        AtomicLong waited = new AtomicLong();
        CountDownLatch next = new CountDownLatch(1);
        advise("first", 1, notification -> {
            if (notification.type() == STATECHANGE_START) {
                entered.set(System.nanoTime());
                Waits.on(next, "the next to begin");
            }
        });
        advise("next", 0, notification -> {
            waited.compareAndSet(0, System.nanoTime());
            next.countDown();
        });
        set(ConnectionState.OFFLINE);
        assertEquals(phase(STATECHANGE_START, "first", "next"), begun.subList(0, 2));
        long millis = TimeUnit.NANOSECONDS.toMillis(waited.get() - entered.get());
        assertTrue(millis >= 50, "the next began after " + millis + " ms already");
    }

    @Test
    void inThePhaseInWhichOneStallsThoseAfterItMayBeginTogether() throws Exception {
        host.configure(NEVER, 1_000);
        hang(Hanging.in(STATECHANGE_START));
        advise("hanging", 10, hanging.get(0));
        CountDownLatch together = new CountDownLatch(6);
        for (int i = 0; i < 6; i++) {
            advise("listener " + i, i, notification -> {
                if (notification.type() == STATECHANGE_START) {
                    together.countDown();
                    Waits.on(together, "the others to begin");
                }
            });
        }
        long from = System.nanoTime();
        detect(false);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        assertTrue(millis < 5_000, "one after the other: " + millis + " ms");
        assertEquals(7, begunIn(STATECHANGE_START).size());
        assertEquals(7, new HashSet<>(begunIn(STATECHANGE_START)).size(), "each of them once");
    }

    @Test
    void theOrderHoldsAgainInTheNextPhase() {
        host.configure(NEVER, 500);
        hang(Hanging.in(STATECHANGE_START));
        advise("hanging", 10, hanging.get(0));
        String[] names = new String[20];
        for (int i = 0; i < names.length; i++) {
            names[i] = "listener " + i;
            advise(names[i], -i);
        }
        detect(false);
        assertEquals(phase(STATECHANGE, names), begunIn(STATECHANGE));
        assertEquals(phase(STATECHANGE_DONE, names), begunIn(STATECHANGE_DONE));
        assertTrue(hanging.get(0).isHanging());
    }

    // ---- one that has stalled lately

    /** Two listeners, of which the first has stalled, and returned. */
    private void stallOnce(OfflineNotify first, OfflineNotify next) {
        host.configure(NEVER, 20);
        Hanging late = hang(Hanging.when(n -> n.change().sequence() == 1));
        advise("first", 1, notification -> {
            late.notify(notification);
            first.notify(notification);
        });
        advise("next", 0, next);
        detect(false);
        late.letGo();
        Waits.until(() -> begunIn(STATECHANGE_DONE).size() == 2, "it to catch up");
        host.configure(NEVER, NEVER);
        detect(true);
    }

    @Test
    void oneThatHasStalledLatelyIsNotWaitedFor() throws Exception {
        CountDownLatch next = new CountDownLatch(1);
        AtomicBoolean alone = new AtomicBoolean();
        stallOnce(
                notification -> {
                    if (notification.change().sequence() == 3 && notification.type() == STATECHANGE_START) {
                        alone.set(!await(next));
                    }
                },
                notification -> {
                    if (notification.change().sequence() == 3) {
                        next.countDown();
                    }
                });
        detect(false);
        assertEquals(0, next.getCount());
        assertTrue(!alone.get(), "the next has not begun");
    }

    @Test
    void norIsOneThatHangsInAdvised() throws Exception {
        host.configure(NEVER, 100);
        Hanging greeted = hang(Hanging.inAdvised());
        object.advise(AdviseInfo.builder(greeted).ranking(1).label("greeted").build());
        greeted.awaitHanging();
        Waits.until(
                () -> host.logged.stream().anyMatch(line -> line.contains("greeted")),
                "it to be given up and reported");
        host.configure(NEVER, NEVER); // whoever is waited for from here on is waited for in vain
        advise("another", 2);
        advise("next", 0);
        detect(false);
        assertEquals(phases("another", "next"), begun);
        assertTrue(greeted.isHanging());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThatHasBehavedSinceIsWaitedForAgain() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        stallOnce(
                notification -> {
                    if (notification.change().sequence() > 40) {
                        Waits.workFor(5);
                        order.add("first");
                    }
                },
                notification -> {
                    if (notification.change().sequence() > 40) {
                        order.add("next");
                    }
                });
        while (host.inspector.object(object.id()).sequence < 40) {
            detect(object.getCurrentState() == ConnectionState.OFFLINE);
        }
        detect(false);
        assertEquals(List.of("first", "next", "first", "next", "first", "next"), order);
    }

    @Test
    void oneThatHasStalledLatelyStillGetsEverythingInOrder() throws Exception {
        Recorder recorder = new Recorder();
        stallOnce(recorder, notification -> {});
        for (int i = 0; i < 10; i++) {
            detect(i % 2 == 1);
        }
        recorder.await(36);
        assertEquals(36, recorder.heard().size());
        assertEquals(List.of(), recorder.complaints());
    }

    @Test
    void oneThatReturnsInTimeHasNotStalledThoughAnotherHas() {
        long threshold = 1_000;
        host.configure(NEVER, threshold);
        advise("hanging", 10, hang(Hanging.when(n -> n.change().sequence() == 1)));
        AtomicLong took = new AtomicLong();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        advise("busy", 5, notification -> {
            if (notification.change().sequence() == 1 && notification.type() == STATECHANGE_START) {
                long from = System.nanoTime();
                Waits.workFor(threshold * 7 / 10);
                took.set(System.nanoTime() - from);
            } else if (notification.change().sequence() == 3) {
                Waits.workFor(20);
                order.add("busy");
            }
        });
        advise("next", 0, notification -> {
            if (notification.change().sequence() == 3) {
                order.add("next");
            }
        });
        detect(false);
        Waits.until(() -> took.get() > 0, "the busy one to return");
        long millis = TimeUnit.NANOSECONDS.toMillis(took.get());
        assertTrue(millis < threshold, "the machine was too slow for this: " + millis + " ms");
        hanging.get(0).letGo();
        host.configure(NEVER, NEVER);
        detect(true);
        detect(false);
        assertEquals(List.of("busy", "next", "busy", "next", "busy", "next"), order);
    }
}
