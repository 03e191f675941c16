// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A change in its three phases, told to some listeners by one round after the other, as a transition does it. */
final class Change implements Source, Round.Phases {
    private static final StateChange CHANGE = new StateChange(
            StateMask.OFFLINE, ConnectionState.ONLINE, ConnectionState.OFFLINE, 1, Cause.DETECTION, Instant.EPOCH);
    private static final StateChange[] CHANGES = {CHANGE};
    private static final NotifyType[] TYPES = NotifyType.values();
    private static final Terms TERMS = new Terms(Terms.bits(EnumSet.allOf(NotifyType.class)), 0, 0, "");
    private static final int PAUSE = 60;

    /** How its rounds begin, if none of the listeners is slow. */
    enum Loop {
        CAREFUL,
        QUICK
    }

    private final Loop loop;
    private final Listener[] listeners;
    private final Witness[] witnesses;
    private final AtomicInteger slow = new AtomicInteger();

    /** Those that have not ended, and the same for a quick loop, null if that is to be made anew. Guarded by this object. */
    private Listener[] order;

    private Lineup lineup;

    private volatile int phase = -1;
    private volatile Round round;
    private volatile boolean handedOver;
    private volatile boolean over;
    private volatile Throwable failure;

    /** @param turns how long a callback takes at most */
    Change(Loop loop, int listeners, int turns) {
        this.loop = loop;
        this.listeners = new Listener[listeners];
        this.witnesses = new Witness[listeners];
        for (int i = 0; i < listeners; i++) {
            witnesses[i] = new Witness(turns);
            this.listeners[i] = new Advised(this, witnesses[i]);
            this.listeners[i].drain(Rig.carrier()); // nothing is left to tell it: it is called inline from now on
        }
        order = this.listeners.clone();
    }

    private static final class Advised extends Listener {
        Advised(Source source, Witness witness) {
            super(Rig.DISPATCHER, source, witness, TERMS);
        }
    }

    static Event.Phase event(NotifyType type) {
        return new Event.Phase(type, Rig.OBJECT, CHANGE);
    }

    /** Replaces a listener by one that has not been told yet where it starts from. */
    Listener renew(int index) {
        listeners[index] = new Advised(this, witnesses[index]);
        Dispatcher.startFrom(listeners[index], ConnectionState.ONLINE, 0);
        synchronized (this) {
            order[index] = listeners[index];
            return order[index];
        }
    }

    /** Ends a listener as a tree does: rounds that begin later do not have it any more, and then it ends. */
    void end(Listener leaver) {
        synchronized (this) {
            List<Listener> left = new ArrayList<>(Arrays.asList(order));
            left.remove(leaver);
            order = left.toArray(Listener[]::new);
            lineup = null;
        }
        leaver.end();
    }

    private synchronized Round begin(NotifyType type) {
        boolean quick = loop == Loop.QUICK && slow.get() == 0;
        round = new Round(
                Rig.DISPATCHER, type, order, quick ? lineup() : null, false, CHANGES, this, Rig.LIMITS, Rig.PROFILE, 0);
        phase++;
        return round;
    }

    private Lineup lineup() {
        if (lineup == null) {
            Tally tally = new Tally();
            for (Listener listener : order) {
                listener.countIn(tally);
            }
            lineup = new Lineup(order, tally);
        }
        return lineup;
    }

    // ---- the parts

    /** The carrier's part: runs one round after the other, for as long as they complete there. */
    void carry() {
        try {
            while (phase < TYPES.length - 1) {
                if (!begin(TYPES[phase + 1]).run()) {
                    handedOver = true;
                    return;
                }
            }
            over = true;
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    @Override
    public void completed() {
        carry();
    }

    private void fail(Throwable thrown) {
        failure = thrown;
        over = true;
    }

    /**
     * The watchdog's part. It looks twice, and as it sees it a long time has passed: a callback that has been called before has
     * stalled. Sometimes it looks a third time, and then all have. Meanwhile it has a listener locked, as somebody who inspects
     * it might: that holds others up where it hurts.
     */
    void watch() {
        try {
            Rig.await(() -> {
                look();
                return over;
            });
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void look() {
        long now = System.nanoTime();
        synchronized (listeners[ThreadLocalRandom.current().nextInt(listeners.length)]) {
            look(now);
            look(Rig.leap(now));
        }
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            look(Rig.leap(Rig.leap(now)));
        }
    }

    private void look(long now) {
        Round watched = round;
        if (watched != null) {
            watched.check(now);
        }
        Rig.dawdle(PAUSE);
    }

    /** The greeter's part: tells a newcomer where it starts from, and whatever has come in since. Says who was there first. */
    String greet(Listener newcomer) {
        if (newcomer.claim() == null) {
            return "round";
        }
        Runnable left = newcomer.drain(Rig.carrier());
        if (left != null) {
            Rig.onCarrier(left);
        }
        return "greeter";
    }

    // ---- what has come of it

    boolean isOver() {
        return over;
    }

    Listener listener(int index) {
        return listeners[index];
    }

    Witness witness(int index) {
        return witnesses[index];
    }

    /** What the listeners were told, when all is over: the same for all of them, or one after the other. */
    String verdict() {
        return verdict(-1);
    }

    /** What the listeners but one were told. */
    String verdict(int except) {
        if (Rig.isLost()) {
            return "not looked at after a loss";
        }
        if (!Rig.await(() -> over)) {
            return "never over";
        }
        if (failure != null) {
            return "failed with " + failure;
        }
        boolean quiet = Rig.awaitQuiet(Arrays.asList(listeners));
        List<Witness> asked = new ArrayList<>(Arrays.asList(witnesses));
        if (except >= 0) {
            asked.remove(except);
        }
        return String.join(" or ", Witness.heard(asked)) + (quiet ? counted() : " and never quiet");
    }

    /** Whether every call is counted as delivered: says nothing if so. */
    private String counted() {
        for (int i = 0; i < listeners.length; i++) {
            if (listeners[i].delivered() != witnesses[i].notified()) {
                return ", but %d of %d are counted".formatted(listeners[i].delivered(), witnesses[i].notified());
            }
        }
        return "";
    }

    /** Whether a round was taken away from its carrier. */
    String course() {
        return handedOver ? "handed over" : "undisturbed";
    }

    // ---- what the dispatch asks

    @Override
    public void laggard(Listener listener) {
        // nobody asks
    }

    @Override
    public OfflineObjectId id() {
        return Rig.OBJECT;
    }

    @Override
    public Limits limits() {
        return Rig.LIMITS;
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
