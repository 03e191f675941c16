// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Limits;
import io.offlinestate.impl.internal.dispatch.Lineup;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Round;
import io.offlinestate.impl.internal.dispatch.Source;
import io.offlinestate.impl.internal.dispatch.Tally;
import io.offlinestate.impl.internal.dispatch.Terms;
import io.offlinestate.impl.internal.dispatch.Troubles;
import io.offlinestate.impl.internal.dispatch.Watched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rule 9, where it is not the listener that takes its time: the thread that is to call it is paused just before, by the garbage
 * collector or by a machine that sleeps, for longer than the stall threshold. The others go on; the listener still gets
 * everything once, in order. So it is in a careful loop, and in a quick one.
 */
@Timeout(60)
@ParameterizedClass
@ValueSource(booleans = {false, true})
class Rule09PauseTest {
    private static final OfflineObjectId ID = OfflineObjectId.global("paused");

    private final List<Throwable> troubles = new CopyOnWriteArrayList<>();
    private final Dispatcher dispatcher = new Dispatcher(new Trouble());
    private final Thing thing = new Thing();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long sequence;

    @Parameter
    boolean quick;

    @AfterEach
    void close() {
        thing.resumed.countDown();
        dispatcher.close();
    }

    private final class Trouble implements Troubles {
        @Override
        public void thrown(Listener listener, Throwable thrown) {
            troubles.add(thrown);
        }

        @Override
        public void stalled(Listener listener) {
            // so it looks from outside
        }

        @Override
        public void internal(String what, Throwable why) {
            troubles.add(why);
        }
    }

    /** An object. Like any other it has a change while it is in a transition, and none before and after. */
    private final class Thing implements Source {
        private final AtomicBoolean armed = new AtomicBoolean();
        private final CountDownLatch paused = new CountDownLatch(1);
        private final CountDownLatch resumed = new CountDownLatch(1);
        private volatile Runnable meanwhile = () -> {};
        private volatile StateChange change;
        private volatile Round round;
        private final AtomicInteger slow = new AtomicInteger();

        /** Asked for by the thread that is about to call a listener. */
        @Override
        public OfflineObjectId id() {
            if (Thread.currentThread().getName().startsWith("offline-paused") && armed.compareAndSet(true, false)) {
                paused.countDown();
                meanwhile.run();
                try {
                    resumed.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return ID;
        }

        @Override
        public Limits limits() {
            return new Limits(TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(5), 64);
        }

        @Override
        public Round round() {
            return round;
        }

        @Override
        public void slow(boolean isSlow) {
            slow.addAndGet(isSlow ? 1 : -1);
        }
    }

    private static final class Advised extends Listener {
        Advised(Dispatcher dispatcher, Source source, OfflineNotify callback) {
            super(
                    dispatcher,
                    source,
                    callback,
                    new Terms(Terms.bits(EnumSet.allOf(NotifyType.class)), 0, 0, "advised"));
        }
    }

    private Listener advise(OfflineNotify callback) {
        Listener listener = new Advised(dispatcher, thing, callback);
        Dispatcher.startFrom(listener, ConnectionState.ONLINE, sequence);
        listeners.add(listener);
        return listener;
    }

    /** A transition, as far as listeners know. */
    private final class Change implements Watched, Round.Phases {
        private final CountDownLatch over = new CountDownLatch(1);
        private int phases;

        private Change() {
            boolean down = sequence++ % 2 == 0;
            thing.change = new StateChange(
                    StateMask.OFFLINE,
                    down ? ConnectionState.ONLINE : ConnectionState.OFFLINE,
                    down ? ConnectionState.OFFLINE : ConnectionState.ONLINE,
                    sequence,
                    Cause.DETECTION,
                    Instant.now());
            next();
            dispatcher.watch(this, 0);
            dispatcher.execute(ID.profile(), () -> carry(thing.round));
        }

        private Round next() {
            if (phases == NotifyType.values().length) {
                dispatcher.unwatch(this);
                thing.round = null;
                thing.change = null;
                over.countDown();
                return null;
            }
            Listener[] order = listeners.toArray(Listener[]::new);
            thing.round = new Round(
                    dispatcher,
                    NotifyType.values()[phases++],
                    order,
                    quick && thing.slow.get() == 0 ? new Lineup(order, new Tally()) : null,
                    false,
                    new StateChange[] {thing.change},
                    this,
                    thing.limits(),
                    ID.profile(),
                    0);
            return thing.round;
        }

        private void carry(Round first) {
            for (Round round = first; round != null && round.run(); ) {
                round = next();
            }
        }

        @Override
        public void completed() {
            carry(next());
        }

        @Override
        public void laggard(Listener listener) {
            // so it looks from outside
        }

        @Override
        public long check(long now) {
            Round round = thing.round;
            return round == null ? TimeUnit.MILLISECONDS.toNanos(1) : round.check(now);
        }
    }

    private void change() {
        Waits.on(new Change().over, "a change to be over");
    }

    /** Goes through a change, the carrier of which is paused on its way to a listener. */
    private void changeWithAPause() {
        thing.armed.set(true);
        Change change = new Change();
        Waits.on(thing.paused, "the carrier to be paused");
        Waits.on(change.over, "the change to be over without it");
    }

    private void assertHeardEverything(Recorder recorder) throws InterruptedException {
        recorder.await((int) (3 * sequence));
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= sequence; i++) {
            for (NotifyType type : NotifyType.values()) {
                expected.add(i + " " + type);
            }
        }
        assertEquals(expected, recorder.words());
        assertEquals(List.of(), recorder.complaints());
        assertEquals(List.of(), troubles);
    }

    @Test
    void oneThatIsCalledInline() throws Exception {
        Recorder recorder = new Recorder();
        Listener listener = advise(recorder);
        Recorder other = new Recorder();
        advise(other);
        change();
        changeWithAPause();
        thing.resumed.countDown();
        recorder.await(6);
        change();
        assertHeardEverything(recorder);
        assertHeardEverything(other);
        Waits.until(() -> !listener.stalled(), "it not to count as stalled any more");
    }

    @Test
    void oneThatIsPausedForSeveralChanges() throws Exception {
        Recorder recorder = new Recorder();
        advise(recorder);
        advise(new Recorder());
        change();
        changeWithAPause();
        change();
        change();
        thing.resumed.countDown();
        assertHeardEverything(recorder);
    }

    @Test
    void oneThatHasYetToBeToldItsStartingPoint() throws Exception {
        Recorder recorder = new Recorder();
        advise(recorder);
        Recorder other = new Recorder();
        advise(other);
        changeWithAPause();
        thing.resumed.countDown();
        assertHeardEverything(recorder);
        assertHeardEverything(other);
        assertEquals("ONLINE 0", recorder.start());
    }

    @Test
    void oneThatEndsMeanwhileIsNotWaitedFor() throws Exception {
        Recorder recorder = new Recorder();
        Listener listener = advise(recorder);
        thing.armed.set(true);
        Change change = new Change();
        Waits.on(thing.paused, "the carrier to be paused");
        listeners.remove(listener); // as the tree does it: the round under way has it, those after it have not
        listener.end();
        Waits.result(Waits.elsewhere(() -> {
            Listener.awaitQuiet(List.of(listener), TimeUnit.HOURS.toNanos(1));
            return null;
        }));
        assertEquals(List.of(), dispatcher.leaving());
        Waits.on(change.over, "the change to be over without it");
        thing.resumed.countDown();
        assertEquals(List.of(), recorder.words());
    }

    /** So it goes from the one who is told through a mailbox to the one who is called inline, behind the carrier's back. */
    @Test
    void oneThatIsToldItsStartingPointMeanwhile() throws Exception {
        Recorder recorder = new Recorder();
        Listener listener = advise(recorder);
        Recorder other = new Recorder();
        advise(other);
        thing.meanwhile = () -> {
            dispatcher.greet(listener);
            Waits.until(() -> recorder.start() != null, "its starting point");
            Waits.workFor(5); // for its mailbox to be put away; right either way
        };
        changeWithAPause();
        thing.resumed.countDown();
        assertHeardEverything(recorder);
        assertHeardEverything(other);
        change();
        assertHeardEverything(recorder);
    }

    @Test
    void oneThatHangsAsWell() throws Exception {
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE_START)) {
            advise(hanging);
            Recorder other = new Recorder();
            advise(other);
            change();
            changeWithAPause();
            thing.resumed.countDown();
            change();
            hanging.letGo();
            assertHeardEverything(hanging.recorder);
            assertHeardEverything(other);
        }
    }

    @Test
    void withoutAPauseNothingIsDifferent() throws Exception {
        Recorder recorder = new Recorder();
        Listener listener = advise(recorder);
        change();
        change();
        assertHeardEverything(recorder);
        assertFalse(listener.stalled());
    }
}
