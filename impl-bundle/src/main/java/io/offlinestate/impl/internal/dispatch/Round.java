// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.StateChange;
import io.offlinestate.impl.internal.dispatch.Carriers.Carrier;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One phase of a transition, delivered to its listeners in order.
 *
 * <p>It begins as a loop on one carrier, which claims each callback by moving the cursor with one CAS. The watchdog samples
 * the cursor. If it does not move for the stall threshold, the watchdog seizes the round where it stands: either the carrier
 * or the watchdog wins that CAS, so nobody is called twice or never. From then on the listeners that are left begin together,
 * called by as many workers as it takes; the old carrier keeps its one listener.
 *
 * <p>Where nothing is known of its listeners that would have to be looked at, the loop begins as a quick one, which calls what is in
 * the {@link Lineup} and looks at nothing else than whether it was disturbed. It goes on as a careful one as soon as it was.
 *
 * <p>The cursor is the index of the listener that is being called, with flags. The sampling belongs to the watchdog's
 * thread; the rest is atomic, or guarded as its comment says.
 */
public final class Round extends Crew {
    private static final long INDEX = 0xffff_ffffL;
    /** Somebody wants to hear when the callback at the cursor has returned. */
    private static final long WATCHED = 1L << 40;
    /** Taken away from its carrier. */
    private static final long SEIZED = 1L << 41;
    /** The watchdog has seen the callback at the cursor for a while. */
    private static final long NOTICED = 1L << 42;

    private static final long NOT_BEGUN = INDEX;
    /** How many begin with those that are left after a seizure. Each one that is kept is replaced by two. */
    private static final int FIRST_WORKERS = 8;

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Dispatcher dispatcher;
    private final NotifyType type;
    private final Listener[] order;
    private final StateChange[] changes;
    private final Phases phases;
    private final Limits limits;
    private final String profile;
    private final boolean held;
    /** What the quick loop goes through; null for a round that is careful from its beginning. */
    private final Lineup lineup;
    /** Whether the careful loop times every callback. */
    private final boolean timed;

    private volatile long holdNanos;
    private volatile long begunAt;
    /** The thread that runs the loop, or has run it last. */
    private volatile Thread caller;

    /** Guarded by the monitor of this, the innermost lock. */
    private TimedCall slowest;

    private final AtomicLong cursor = new AtomicLong(NOT_BEGUN);
    /** The callback that was under way when the round was seized. Guarded by its listener. */
    private Delivery adopted;
    /** Whose mailbox has got its event from the loop last. Guarded by that listener. */
    private volatile int offered = -1;

    /** Whether the loop is the quick one still, which counts no call by itself. Guarded by the listener at the cursor. */
    private boolean quick;

    /** A listener has ended, or goes by other terms: the quick loop must look more closely. */
    private volatile boolean disturbed;

    /** After a seizure: those that nobody has begun with, and how many have neither been called nor got it in their mailbox. */
    private final Rest rest = new Rest();

    private final AtomicInteger unposted = new AtomicInteger();
    /** How many workers are still to be started; those that start begin by starting others. */
    private final AtomicInteger wanted = new AtomicInteger();

    private long sampled = NOT_BEGUN;
    /** When the watchdog first saw the callback at the cursor; settled before that is marked as noticed. */
    private long sampledAt;

    private boolean seized;
    private long hurryAt = Long.MAX_VALUE;

    /** What the transition adds to a round: what follows it, and who is named. */
    public interface Phases {
        /** Goes on after the round. Runs on a carrier. */
        void completed();

        /** A listener is not waited for. Must not block. */
        void laggard(Listener listener);
    }

    /**
     * @param order the listeners in the order in which their callbacks begin
     * @param lineup the same for a quick loop, where none of them is slow; or null
     * @param timed whether every callback is timed that is called inline, instead of some
     * @param changes what each is told of, or a single one that all are told of
     * @param profile names the threads
     * @param holdNanos how long to wait for every callback to return, 0 for no longer than the stall threshold
     */
    public Round(
            Dispatcher dispatcher,
            NotifyType type,
            Listener[] order,
            Lineup lineup,
            boolean timed,
            StateChange[] changes,
            Phases phases,
            Limits limits,
            String profile,
            long holdNanos) {
        this.dispatcher = dispatcher;
        this.type = type;
        this.order = order;
        this.lineup = lineup;
        this.timed = timed;
        this.quick = lineup != null;
        this.changes = changes;
        this.phases = phases;
        this.limits = limits;
        this.profile = profile;
        this.holdNanos = holdNanos;
        this.held = holdNanos > 0;
    }

    /**
     * Runs the round on the calling carrier.
     *
     * @return whether it is complete; if not, whoever completes it goes on with {@link Phases#completed()}
     */
    public boolean run() {
        begunAt = System.nanoTime();
        if (order.length == 0) {
            return allPosted();
        }
        cursor.set(0);
        return callFrom(0);
    }

    /**
     * Something about a listener of the round has changed that a quick loop does not look at. Whoever says so and then finds the
     * cursor before that listener can be sure that it is looked at: the loop moves the cursor first, and then looks here.
     */
    public void disturb() {
        disturbed = true;
    }

    /** Waits no longer than the stall threshold from here on. */
    public void endHold() {
        holdNanos = 0;
        dispatcher.wakeWatchdog();
    }

    // ---- the loop

    private boolean callFrom(int first) {
        Carrier self = dispatcher.carrier();
        self.round = this;
        caller = self;
        try {
            return lineup != null && first == 0 ? quickLoop(self) : loop(first, self);
        } finally {
            self.round = null;
        }
    }

    /** Has another thread go on with this listener, if the calling one is retired. Returns whether it does. */
    private boolean handOver(int i, Carrier self) {
        return self.isRetired()
                && dispatcher.execute(profile, () -> {
                    if (callFrom(i)) {
                        completed();
                    }
                });
    }

    private boolean quickLoop(Carrier self) {
        OfflineNotify[] callbacks = lineup.callbacks;
        OfflineNotification notification =
                new OfflineNotification(type, lineup.clientToken(), order[0].source.id(), changes[0]);
        for (int i = 0; i < callbacks.length; i++) {
            if (disturbed || self.isRetired()) {
                return goOnCarefully(i, self);
            }
            try {
                callbacks[i].notify(notification);
            } catch (Throwable thrown) {
                order[i].failed(thrown);
            }
            self.restore();
            if (!cursor.compareAndSet(i, i + 1L) && !passOn(order[i], i)) {
                order[i].called();
                leave(order[i], null, self);
                return false;
            }
        }
        lineup.tally.count();
        return allPosted();
    }

    private boolean goOnCarefully(int first, Carrier self) {
        if (endQuick(first)) {
            countCalled(first);
        }
        return loop(first, self);
    }

    /** The loop is not a quick one from this listener on. Returns whether it was until now. */
    private boolean endQuick(int i) {
        synchronized (order[i]) {
            boolean wasQuick = quick;
            quick = false;
            return wasQuick;
        }
    }

    /** Counts the calls of a quick loop that has got so far. */
    private void countCalled(int end) {
        for (int i = 0; i < end; i++) {
            order[i].called();
        }
    }

    private boolean loop(int first, Carrier self) {
        int bit = Terms.bit(type);
        Source lastSource = null;
        OfflineNotification notification = null;
        for (int i = first; i < order.length; i++) {
            if (i > first && handOver(i, self)) {
                return false;
            }
            Listener listener = order[i];
            Runnable left = null;
            int mode = listener.mode();
            if (mode == 0 && toldByOthers(listener)) {
                leave(listener, null, self);
                return false;
            }
            if (mode == 0) {
                Terms terms = listener.terms();
                if ((terms.types() & bit) != 0) {
                    Source source = listener.source;
                    if (source != lastSource || notification.clientToken() != terms.clientToken()) {
                        lastSource = source;
                        notification = new OfflineNotification(type, terms.clientToken(), source.id(), change(i));
                    }
                    listener.call(notification, timed, this);
                    self.restore();
                }
            } else if ((mode & Listener.ENDED) == 0) {
                Listener.Offer offer = offer(listener, i);
                if (offer == Listener.Offer.PARKED) {
                    return false;
                }
                left = called(listener, offer, self);
            }
            if (!cursor.compareAndSet(i, i + 1L) && !passOn(listener, i)) {
                leave(listener, left, self);
                return false;
            }
        }
        return allPosted();
    }

    /**
     * Whether the round was seized while a listener was slow, and the watchdog has put the event into its mailbox. By now it may be as
     * good as any: this carrier was held up between moving the cursor to it and looking at it.
     */
    private boolean toldByOthers(Listener listener) {
        if ((cursor.get() & SEIZED) == 0) {
            return false; // should that happen from here on, the watchdog adopts the callback
        }
        synchronized (listener) {
            return adopted == null;
        }
    }

    /** Offers a listener with a mailbox its event, unless the round was seized before that: then the watchdog has done it. */
    private Listener.Offer offer(Listener listener, int i) {
        Event event = event(i);
        synchronized (listener) {
            if ((cursor.get() & SEIZED) != 0) {
                return adopted == null ? Listener.Offer.REFUSED : Listener.Offer.ADOPTED;
            }
            offered = i;
            return listener.offer(event, this, this);
        }
    }

    /**
     * Sees to a listener with a mailbox: one that is still to be told where it starts from is told here; one that has
     * stalled lately gets a thread of its own, and is waited for when everybody has been called.
     */
    private Runnable called(Listener listener, Listener.Offer offer, Carrier self) {
        switch (offer) {
            case RUN -> {
                return listener.drain(self);
            }
            case RUN_APART -> dispatcher.drainApart(listener);
            case STUCK -> phases.laggard(listener);
            case ADOPTED -> {
                Delivery mine;
                synchronized (listener) {
                    mine = adopted;
                }
                listener.callAdopted(mine, self);
            }
            default -> {}
        }
        return null;
    }

    /** The cursor would not move: it has flags. If the round was taken away, it is false. */
    private boolean passOn(Listener listener, int i) {
        synchronized (listener) {
            long at = cursor.get();
            if ((at & SEIZED) != 0) {
                return false;
            }
            if ((at & NOTICED) != 0) {
                listener.took(System.nanoTime() - sampledAt, this);
            }
            cursor.set(i + 1L); // only a seizure could come between, and that needs the monitor
            listener.passed();
            return true;
        }
    }

    /** The round belongs to others now: ends the callback that this carrier had kept. */
    private void leave(Listener listener, Runnable left, Carrier self) {
        self.round = null;
        Delivery kept;
        synchronized (listener) {
            kept = adopted;
            adopted = null;
        }
        Runnable more = kept == null ? null : listener.returned(kept, self);
        if (left != null && more != null) {
            dispatcher.execute(profile, more);
            left.run();
        } else if (left != null || more != null) {
            (left != null ? left : more).run();
        }
    }

    /** Goes on behind a listener that had been busy, and has now been told. Runs on the carrier that told it. */
    void resume(Listener listener) {
        int i = (int) (cursor.get() & INDEX);
        if (i < order.length && order[i] == listener) {
            if (!cursor.compareAndSet(i, i + 1L) && !passOn(listener, i)) {
                leave(listener, null, dispatcher.carrier());
            } else if (callFrom(i + 1)) {
                completed();
            }
        }
    }

    private Event.Phase event(int i) {
        return new Event.Phase(type, order[i].source.id(), change(i));
    }

    private StateChange change(int i) {
        return changes[changes.length == 1 ? 0 : i];
    }

    @Override
    void completed() {
        phases.completed();
    }

    @Override
    synchronized void timed(Listener listener, long nanos) {
        if (nanos > 0 && (slowest == null || nanos > slowest.nanos())) {
            slowest = new TimedCall(listener, nanos);
        }
    }

    /** The slowest callback of those that were timed until now, or null. */
    public synchronized TimedCall slowest() {
        return slowest;
    }

    // ---- who is called now

    /** The thread that runs the loop, or has run it last; null before the first callback. */
    Thread caller() {
        return caller;
    }

    /** The listener at the cursor. For the carrier that runs the loop. */
    Listener calling() {
        int i = (int) (cursor.get() & INDEX);
        return i >= 0 && i < order.length ? order[i] : null;
    }

    /**
     * Whether the loop is at this listener, whose monitor the caller holds; if so, the monitor will be notified when it has
     * moved on.
     */
    boolean watchFor(Listener listener) {
        for (; ; ) {
            long at = cursor.get();
            int i = (int) (at & INDEX);
            if ((at & SEIZED) != 0 || i < 0 || i >= order.length || order[i] != listener) {
                return false;
            }
            if ((at & WATCHED) != 0 || cursor.compareAndSet(at, at | WATCHED)) {
                return true;
            }
        }
    }

    // ---- the watchdog's part

    /** See {@link Watched#check}. */
    public long check(long now) {
        long stall = limits.stallNanos();
        long tick = Math.max(MILLI, stall / 10);
        long due = seized ? tick : sample(now, stall, tick);
        List<Delivery> awaited = awaited();
        for (Delivery delivery : awaited) {
            due = Math.min(due, judge(delivery, now, stall));
        }
        if (seized && rest.size() > 0) {
            long rush = Math.max(MILLI, stall / 50);
            work(missingWorkers(awaited, now, rush));
            due = rush;
        }
        return Math.max(due, MILLI / 10);
    }

    private long sample(long now, long stall, long tick) {
        long at = cursor.get() & INDEX;
        if (at != sampled) {
            sampledAt = sampled == NOT_BEGUN && at == 0 ? begunAt : now;
            sampled = at;
        } else if (at < order.length) {
            notice((int) at);
        }
        if (at >= order.length) {
            return tick; // not begun, or through
        }
        long left = sampledAt + stall - now;
        if (left > 0) {
            return Math.min(tick, left);
        }
        seize((int) at, now, stall);
        return tick;
    }

    /** The watchdog has seen the same callback twice: it is timed, unless its mailbox does that. */
    private void notice(int i) {
        if (order[i].mode() == 0) {
            cursor.compareAndSet(i, i | NOTICED);
        }
    }

    /** Takes the round away from its carrier, unless it has moved on. */
    private void seize(int i, long now, long stall) {
        Listener listener = order[i];
        Delivery kept = null;
        Listener.Offer offer = Listener.Offer.REFUSED;
        synchronized (listener) {
            long at = cursor.get();
            while ((at & INDEX) == i && !cursor.compareAndSet(at, at | SEIZED)) {
                at = cursor.get();
            }
            if ((at & INDEX) != i) {
                return;
            }
            // the carrier may be in the callback, or may have been paused just before it; in either case it comes back
            if (offered != i && (listener.mode() & Listener.SLOW) == 0) {
                kept = listener.adopt(event(i), this, sampledAt, caller);
                adopted = kept;
            } else if (offered != i) {
                offer = listener.offer(event(i), this, null);
            }
            listener.passed(); // unless somebody has it now, nobody else comes by
        }
        if (offer == Listener.Offer.RUN_APART) {
            dispatcher.drainApart(listener);
        } else if (offer == Listener.Offer.STUCK) {
            phases.laggard(listener);
        }
        seized = true;
        if (endQuick(i)) {
            countCalled(i);
        }
        unposted.set(order.length - i - 1);
        rest.set(i + 1, order.length);
        if (kept != null) {
            judge(kept, now, stall);
        }
        hurry(now, stall);
        if (unposted.get() > 0) {
            work(FIRST_WORKERS);
        } else if (allPosted()) {
            dispatcher.execute(profile, this::completed);
        }
    }

    /** What is left of the patience with all the others, once somebody has stalled. */
    private void hurry(long now, long stall) {
        if (hurryAt == Long.MAX_VALUE) {
            hurryAt = Math.max(begunAt + stall * 3 / 2, now + stall * 2 / 5);
        }
    }

    /** Decides whether a delivery is waited for any longer; says in how many nanoseconds to ask again. */
    private long judge(Delivery delivery, long now, long stall) {
        Listener listener = delivery.listener;
        long left = delivery.since + stall - now;
        if (held) {
            long holdLeft = begunAt + holdNanos - now;
            if (holdLeft > 0 && !(left <= 0 && listener.isBehind(delivery, now))) {
                if (left <= 0) {
                    listener.stall(delivery, false); // slow, but it may flush its outbox until the hold ends
                    return holdLeft;
                }
                return Math.min(left, holdLeft);
            }
        } else if (hurryAt != Long.MAX_VALUE) {
            left = Math.min(left, Math.max(hurryAt, delivery.since + stall / 5) - now);
        }
        if (left > 0) {
            return left;
        }
        if (listener.stall(delivery, true)) {
            timed(listener, listener.runningFor(delivery, now));
            phases.laggard(listener);
            hurry(now, stall);
            if (settle(delivery)) {
                dispatcher.execute(profile, this::completed);
            }
        }
        return Long.MAX_VALUE;
    }

    private void work(int workers) {
        if (workers > 0) {
            wanted.addAndGet(Math.min(workers, rest.size()));
            startWorkers();
        }
    }

    /** Starts two of those that are wanted: making a thread takes longer than most callbacks, so nobody makes them all. */
    private void startWorkers() {
        for (int i = 0; i < 2; i++) {
            int left = wanted.getAndUpdate(n -> n > 0 ? n - 1 : 0);
            if (left > 0) {
                boolean fromEnd = (left & 1) == 0;
                dispatcher.execute(profile, () -> workOff(fromEnd));
            }
        }
    }

    /**
     * Calls one listener after the other, of those that are left; others do the same. Half of them begin at the end: plug-ins
     * that hang are often neighbours. Runs on a carrier.
     */
    private void workOff(boolean fromEnd) {
        startWorkers();
        Carrier self = dispatcher.carrier();
        for (int i = rest.take(fromEnd); i >= 0; i = rest.take(fromEnd)) {
            Listener listener = order[i];
            Listener.Offer offer = listener.offer(event(i), this, null);
            if (offer == Listener.Offer.STUCK) {
                phases.laggard(listener);
            }
            if (unposted.decrementAndGet() == 0 && allPosted()) {
                dispatcher.execute(profile, this::completed);
            }
            if (offer == Listener.Offer.RUN_APART) {
                Runnable left = listener.drain(self);
                if (left != null) {
                    dispatcher.execute(profile, left);
                }
            }
            if (self.isRetired() && dispatcher.execute(profile, () -> workOff(fromEnd))) {
                return;
            }
        }
    }
}
