// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.common.SafeText;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One advised callback, as dispatch sees it.
 *
 * <p>A listener that behaves is called inline by the carrier of the round, and none of its state but the mode is looked at
 * (mode 0). One that does not, or that has yet to be told where it starts from, is {@link #SLOW}: its events go through its
 * mailbox, which one thread at a time, the runner, empties.
 *
 * <p>Who owns what: {@code mode}, {@code terms} are volatile; everything about the mailbox and the runner is guarded by this
 * object's monitor, under which no foreign code runs; the counters are written by whoever is calling the callback, which is
 * never more than one thread, and read by anybody.
 *
 * <p>Lock order: tree, listener, crew.
 */
public class Listener {
    static final int ENDED = 1;
    static final int SLOW = 2;

    /** How many callbacks in a row, of one that had stalled, have to return in time before it is called inline again. */
    static final int PROBATION = 12;

    /** One inline call in so many is timed, and the first ones: reading a clock costs more than most callbacks. */
    private static final int TIMED_MASK = 31;

    private static final int FIRST_TIMED = 8;
    private static final int MAX_FAILURE_KINDS = 1_000;
    private static final VarHandle DELIVERED = counter("delivered");
    private static final VarHandle FAILED = counter("failed");

    final Source source;
    private final Dispatcher dispatcher;
    private final OfflineNotify callback;
    private volatile int mode;
    private volatile Terms terms;

    private long delivered;
    private long failed;
    /** The calls that its lineup counts, and how many were counted for it in others before. */
    private Tally tally;

    private long tallied;
    private volatile String lastFailure;
    private Set<String> failureKinds;
    private volatile Latencies latencies;

    private ArrayDeque<Delivery> mailbox;
    private Delivery running;
    private boolean busy;
    private boolean stuck;
    private int probation;
    private int backlog;
    private long newest;
    private long begun;
    private long skipped;
    private boolean stallLogged;

    protected Listener(Dispatcher dispatcher, Source source, OfflineNotify callback, Terms terms) {
        this.dispatcher = dispatcher;
        this.source = source;
        this.callback = callback;
        this.terms = terms;
    }

    private static VarHandle counter(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Listener.class, name, long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    // ---- read by anybody

    public final OfflineNotify callback() {
        return callback;
    }

    public final Terms terms() {
        return terms;
    }

    /** Goes by other terms from the next notification on. */
    public final void terms(Terms changed) {
        terms = changed;
    }

    /** How many callbacks have ended, by returning or by throwing; those of a round that is under way may still be missing. */
    public final synchronized long delivered() {
        return (long) DELIVERED.getOpaque(this) + tallied + (tally == null ? 0 : tally.rounds());
    }

    /** The calls of the lineup that it is in now are counted there. */
    public final synchronized void countIn(Tally next) {
        tallied += tally == null ? 0 : tally.rounds();
        tally = next;
    }

    /** It was called in a round that does not count as a whole. */
    final synchronized void called() {
        tallied++;
    }

    /** How many of them have thrown. */
    public final long failed() {
        return (long) FAILED.getOpaque(this);
    }

    /** What the last one that threw has thrown, or null. */
    public final String lastFailure() {
        return lastFailure;
    }

    /** How long its callbacks took: a sample of those that are called inline, and every one that was noticed. */
    public final LatencySummary latencies() {
        Latencies known = latencies;
        return known == null ? LatencySummary.NONE : known.summary();
    }

    /** How many transitions it was never told of, because it was stuck for too long. */
    public final synchronized long skipped() {
        return skipped;
    }

    /** Whether it is in a callback that has run for longer than the stall threshold. */
    public final synchronized boolean stalled() {
        return stuck || overdue(System.nanoTime());
    }

    /**
     * What it is doing, if it has stalled. Reads the stack of its thread, without a lock; of a listener that behaves, nothing is
     * read.
     */
    public final Hang hang() {
        Delivery hanging;
        Thread thread;
        synchronized (this) {
            if (running == null || running.caller == null || !(stuck || overdue(System.nanoTime()))) {
                return notBegun();
            }
            hanging = running;
            thread = hanging.caller;
        }
        List<StackTraceElement> stack = Hang.ofCallback(ThreadStack.of(thread));
        synchronized (this) {
            // else the callback has returned meanwhile, and the frames may be those of another one
            return running == hanging && hanging.caller == thread
                    ? new Hang(true, System.nanoTime() - hanging.begunAt, stack)
                    : notBegun();
        }
    }

    private Hang notBegun() {
        return stuck ? Hang.NOT_BEGUN : Hang.NONE;
    }

    public final boolean ended() {
        return (mode & ENDED) != 0;
    }

    // ---- the hot path

    final int mode() {
        return mode;
    }

    private void mode(int changed) {
        boolean wasSlow = (mode & (SLOW | ENDED)) == SLOW;
        boolean isSlow = (changed & (SLOW | ENDED)) == SLOW;
        mode = changed;
        if (isSlow != wasSlow) {
            source.slow(isSlow);
        }
    }

    /** Calls the callback, for the crew; whatever comes out of it stays here. */
    final void call(OfflineNotification notification, boolean timed, Crew crew) {
        boolean isTimed = timed || (delivered & TIMED_MASK) == 0 || delivered < FIRST_TIMED;
        long begun = isTimed ? System.nanoTime() : 0;
        try {
            callback.notify(notification);
        } catch (Throwable thrown) {
            failed(thrown);
        }
        if (isTimed && mode == 0) { // else it is timed as one that has a mailbox
            took(System.nanoTime() - begun, crew);
        }
        DELIVERED.setOpaque(this, delivered + 1);
    }

    /** A callback, which the crew or null has an interest in, has taken so long. */
    final void took(long nanos, Crew crew) {
        if (latencies == null) {
            synchronized (this) {
                if (latencies == null) {
                    latencies = new Latencies();
                }
            }
        }
        latencies.record(nanos);
        if (crew != null) {
            crew.timed(this, nanos);
        }
    }

    /** Its callback has thrown. */
    final void failed(Throwable thrown) {
        FAILED.setOpaque(this, failed + 1);
        String kind = thrown.getClass().getName();
        lastFailure = describe(thrown, kind);
        try {
            if (failureKinds == null) {
                failureKinds = new HashSet<>();
            }
            if (failureKinds.size() < MAX_FAILURE_KINDS && failureKinds.add(kind)) {
                dispatcher.troubles().thrown(this, thrown);
            }
        } catch (Throwable brokenLog) {
            // it is counted, and the last one is kept
        }
    }

    private static String describe(Throwable thrown, String kind) {
        try {
            return SafeText.cut(thrown.toString(), SafeText.FAILURE_LENGTH);
        } catch (Throwable alsoBroken) {
            return kind;
        }
    }

    // ---- the mailbox

    /** What becomes of an event that was offered. */
    enum Offer {
        /** The listener has ended. */
        REFUSED,
        /** The caller is the runner and may call it right here. */
        RUN,
        /** The caller is the runner, but must give it a thread of its own. */
        RUN_APART,
        /** In the mailbox; the one who runs it will get there. */
        QUEUED,
        /** In the mailbox, and the round stays with it: the one who runs it goes on from here. */
        PARKED,
        /** In the mailbox of one that is stuck: not waited for. */
        STUCK,
        /** The round was seized before the caller got here: it has the callback all the same. */
        ADOPTED
    }

    /**
     * Puts an event into the mailbox.
     *
     * @param crew waits for it, unless the listener is stuck
     * @param baton the round that may stay with this listener until it has been told, or null for none
     */
    final synchronized Offer offer(Event event, Crew crew, Round baton) {
        if (ended()) {
            return Offer.REFUSED;
        }
        if (mailbox == null) {
            mailbox = new ArrayDeque<>(4);
        }
        boolean apart = stuck || probation > 0 || baton == null;
        Delivery delivery = new Delivery(this, event, crew, busy && !apart ? baton : null, System.nanoTime());
        countBacklog(event.sequence());
        mailbox.add(delivery);
        if (stuck) {
            return Offer.STUCK;
        }
        crew.await(delivery);
        if (busy) {
            return apart ? Offer.QUEUED : Offer.PARKED;
        }
        mode(mode | SLOW); // until its runner has come to rest: the next round must not call it inline beside it
        busy = true;
        return apart ? Offer.RUN_APART : Offer.RUN;
    }

    private void countBacklog(long sequence) {
        if (sequence != begun && sequence != newest) {
            newest = sequence;
            backlog++;
            while (backlog > Math.max(1, source.limits().backlog())) {
                skipOldest();
            }
        }
    }

    /** Drops the oldest transition that the listener has seen nothing of. */
    private void skipOldest() {
        long oldest = 0;
        for (var each = mailbox.iterator(); each.hasNext(); ) {
            Delivery delivery = each.next();
            long sequence = delivery.event.sequence();
            if (sequence == 0 || sequence == begun) {
                continue; // the starting point, and what is left of the one in progress
            }
            if (oldest == 0) {
                oldest = sequence;
            } else if (sequence != oldest) {
                break;
            }
            each.remove();
            dispatcher.dropped(delivery);
        }
        backlog--;
        skipped++;
    }

    /** Puts the starting point into the mailbox of a new listener: until it has been told, it is slow. Nobody else knows it yet. */
    final synchronized void startFrom(Event.StartingPoint start) {
        mailbox = new ArrayDeque<>(4);
        mailbox.add(new Delivery(this, start, null, null, 0));
        mode(SLOW);
    }

    /** Makes the caller the runner, if there is something to run and nobody does. Returns what comes first, or null. */
    final synchronized Delivery claim() {
        if (busy || mailbox == null || mailbox.isEmpty()) {
            return null;
        }
        busy = true;
        Delivery first = mailbox.peek();
        first.since = System.nanoTime();
        return first;
    }

    /**
     * Calls the callback with one event after the other until the mailbox is empty. Only the runner calls it.
     *
     * @return what is to be done next: the continuation of a round, or null
     */
    final Runnable drain(Carriers.Carrier self) {
        Listener outer = self.draining;
        self.draining = this;
        Runnable next = null;
        try {
            for (Delivery delivery = begin(self); delivery != null; delivery = begin(self)) {
                if (next != null) {
                    dispatcher.execute(source, next);
                    next = null;
                }
                tell(delivery.event);
                self.restore();
                if (finish(delivery)) {
                    source.changed();
                }
                next = dispatcher.settled(delivery);
                if (self.isRetired() && self.round == null && dispatcher.drainApart(this)) {
                    break; // another thread is the runner
                }
            }
        } finally {
            self.draining = outer;
        }
        source.changed(); // what came late was counted late
        return next;
    }

    private synchronized Delivery begin(Carriers.Carrier self) {
        Delivery delivery = ended() || mailbox == null ? null : mailbox.poll();
        if (delivery == null) {
            rest();
            return null;
        }
        long sequence = delivery.event.sequence();
        if (sequence != 0 && sequence != begun) {
            begun = sequence;
            backlog--;
        }
        running = delivery;
        delivery.caller = self;
        delivery.begunAt = System.nanoTime();
        return delivery;
    }

    /** Nothing is left to do: inline again, if it has earned it. */
    private void rest() {
        busy = false;
        mailbox = null;
        backlog = 0;
        newest = 0;
        if (probation == 0) {
            mode(mode & ~SLOW);
            stallLogged = false; // should it stall again, that is another matter
        }
        passed();
    }

    /** A round has passed it, or its mailbox is empty: is nothing in progress any more? The caller holds the monitor. */
    final void passed() {
        if (busy) {
            return; // whoever runs it comes by
        }
        if (ended()) {
            dispatcher.hasLeft(this);
        }
        notifyAll();
    }

    private void tell(Event event) {
        Terms current = terms;
        if (event.bit() != 0 && (event.bit() & current.types()) == 0) {
            return;
        }
        try {
            event.tell(callback, current.clientToken());
        } catch (Throwable thrown) {
            failed(thrown);
        }
        if (event.bit() != 0) {
            DELIVERED.setOpaque(this, delivered + 1);
        }
    }

    /** Returns whether it was stuck in it. */
    private synchronized boolean finish(Delivery delivery) {
        long now = System.nanoTime();
        boolean late = overdue(now);
        if ((delivery.event.bit() & terms.types()) != 0) {
            took(now - delivery.begunAt, delivery.crew);
        }
        delivery.done = true;
        running = null;
        boolean wasStuck = stuck;
        stuck = false;
        if (late) {
            probation = PROBATION;
        } else if (probation > 0) {
            probation--;
        }
        return wasStuck;
    }

    private boolean overdue(long now) {
        return running != null && now - running.begunAt >= source.limits().stallNanos();
    }

    // ---- stalling: called by the watchdog

    /** How long the callback with this event has been running; 0 if it is not. */
    final synchronized long runningFor(Delivery delivery, long now) {
        return running == delivery ? now - delivery.begunAt : 0;
    }

    /** Whether the event is waiting behind a callback that has been running for too long. */
    final synchronized boolean isBehind(Delivery delivery, long now) {
        return running != delivery && (stuck || overdue(now));
    }

    /**
     * Marks the listener as stuck in, or before, an event. Nothing that comes after it is waited for until the callback that
     * is running has returned.
     *
     * @param given whether it is given up, which is reported once, and again only if it has behaved since; else it may take its
     *     time, without the others
     * @return false if the event is over in the meantime
     */
    final boolean stall(Delivery delivery, boolean given) {
        boolean first;
        synchronized (this) {
            if (delivery.done || ended() && !busy) {
                return false;
            }
            stuck = true;
            mode(mode | SLOW);
            first = given && !stallLogged;
            stallLogged |= given;
        }
        source.changed();
        if (first) {
            dispatcher.stalled(this);
        }
        return true;
    }

    /**
     * Takes over the callback that a carrier is executing inline: from here on it counts as run through the mailbox. The
     * caller holds this monitor and has taken the round away from the carrier, which comes back through {@link #returned}.
     *
     * @param caller the carrier
     * @return the delivery that stands for it
     */
    final Delivery adopt(Event event, Crew crew, long begunAt, Thread caller) {
        assert Thread.holdsLock(this) && !busy;
        Delivery adopted = new Delivery(this, event, crew, null, begunAt);
        adopted.begunAt = begunAt;
        adopted.caller = caller;
        busy = true;
        running = adopted;
        begun = event.sequence();
        mode(mode | SLOW);
        crew.await(adopted);
        return adopted;
    }

    /** Calls the callback with what was adopted before the carrier got round to it. */
    final void callAdopted(Delivery adopted, Carriers.Carrier self) {
        Listener outer = self.draining;
        self.draining = this;
        synchronized (this) {
            adopted.caller = self;
        }
        try {
            if (!ended()) {
                tell(adopted.event);
            }
        } finally {
            self.draining = outer;
            self.restore();
        }
    }

    /** The carrier whose callback was adopted is back: ends it and does what has come in since. */
    final Runnable returned(Delivery adopted, Carriers.Carrier self) {
        if (finish(adopted)) {
            source.changed();
        }
        Runnable next = dispatcher.settled(adopted);
        Runnable later = drain(self);
        if (next != null && later != null) {
            dispatcher.execute(source, later);
            return next;
        }
        return next != null ? next : later;
    }

    // ---- the end

    /** From here on no callback begins. */
    public final void end() {
        List<Delivery> dropped = List.of();
        synchronized (this) {
            mode(mode | ENDED);
            Round round = source.round();
            if (round != null) {
                round.disturb();
            }
            if (mailbox != null) {
                dropped = new ArrayList<>(mailbox);
                mailbox = null;
            }
            if (busy || beingCalled()) {
                dispatcher.leaves(this);
            }
        }
        for (Delivery delivery : dropped) {
            dispatcher.dropped(delivery);
        }
    }

    /**
     * Waits until the callbacks of these listeners that are in progress have returned, except for one that this is called
     * from. Each callback is given the hold timeout from its beginning, so one that has hung for longer is not waited for again;
     * nor is one that has called {@link System#exit}, which never returns. An interrupt does not cut it short: it is bounded.
     *
     * @param nanos how long at most, for all of them together
     */
    public static void awaitQuiet(Iterable<? extends Listener> listeners, long nanos) {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        for (Listener listener : listeners) {
            interrupted |= listener.awaitQuietUntil(deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitQuietUntil(long deadline) {
        boolean interrupted = false;
        if (dispatcher.calling() == this || ExitingThread.is(caller())) {
            return false;
        }
        synchronized (this) {
            long left = patience(deadline);
            while (left > 0 && (busy || beingCalled())) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = patience(deadline);
            }
        }
        return interrupted;
    }

    /** How long the callback in progress is waited for, from now on. */
    private long patience(long deadline) {
        long now = System.nanoTime();
        long left = deadline - now;
        return running == null
                ? left
                : Math.min(left, running.begunAt + source.limits().holdNanos() - now);
    }

    /** The thread that is calling the callback, or null. */
    private synchronized Thread caller() {
        if (running != null) {
            return running.caller;
        }
        return beingCalled() ? source.round().caller() : null;
    }

    private boolean beingCalled() {
        Round round = source.round();
        return round != null && round.watchFor(this);
    }
}
