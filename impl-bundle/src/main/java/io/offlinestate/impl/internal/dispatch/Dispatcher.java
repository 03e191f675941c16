// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotify;
import io.offlinestate.impl.internal.dispatch.Carriers.Carrier;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls listeners, for all profiles of the bundle: owns the threads, the watchdog and the greeter. Thread-safe; none of its
 * methods blocks or calls foreign code on the caller's thread.
 */
public final class Dispatcher {
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Troubles troubles;
    private final AtomicLong threads = new AtomicLong();
    private final Carriers carriers = new Carriers(threads);
    /** They run what is done when a change is complete, and never call a listener. */
    private final Carriers finishers = new Carriers(threads);

    /** They measure time, run no foreign code, and so are never retired. */
    private final Carriers timers = new Carriers(threads);

    private final Watchdog watchdog;
    private final Greeter greeter = new Greeter(this);
    private final Greeted greeted = new Greeted();
    /** Those that have ended while a callback of theirs was running, until it returns. */
    private final Set<Listener> leaving = ConcurrentHashMap.newKeySet();

    /** What is to be logged, and how much of it has not been. */
    private final Queue<Runnable> reports = new ConcurrentLinkedQueue<>();

    private final AtomicInteger unreported = new AtomicInteger();

    /** Work for which no thread could be made. */
    private final Queue<Runnable> postponed = new ConcurrentLinkedQueue<>();

    public Dispatcher(Troubles troubles) {
        this.troubles = troubles;
        this.watchdog = new Watchdog(
                work -> timers.execute("watchdog", work),
                e -> report(() -> troubles.internal("The watchdog could not look after all.", e)));
    }

    /** Runs work of a profile on a thread named for it; does nothing, and returns false, once this is closed. */
    public boolean execute(String profile, Runnable work) {
        return submit(carriers, profile, work);
    }

    /** Runs a completion action on a thread that never calls a listener; on the calling one once this is closed. */
    public void executeApart(String profile, Runnable action) {
        if (!submit(finishers, profile, action)) {
            action.run();
        }
    }

    private boolean submit(Carriers runners, String profile, Runnable work) {
        try {
            return runners.execute(profile, work);
        } catch (OutOfMemoryError noThread) {
            postpone(() -> submit(runners, profile, work), noThread);
            return true;
        }
    }

    /**
     * Whether a callback is to be told where it starts from. May load classes that the methods of its class name: no lock may be
     * held.
     */
    public boolean greets(OfflineNotify callback) {
        return greeted.get(callback.getClass());
    }

    /** Tells a new listener where it starts from, before its first notification. Nobody else may know the listener yet. */
    public static void startFrom(Listener listener, ConnectionState state, long sequence) {
        listener.startFrom(new Event.StartingPoint(listener.source.id(), state, sequence));
    }

    /** Sees to it that a listener is told its starting point soon, also if there is no change. */
    public void greet(Listener listener) {
        greeter.greet(listener, listener.source.id().profile());
    }

    /** The listener whose callback the calling thread is executing, or null. */
    public Listener calling() {
        Carrier carrier = carriers.current();
        return carrier == null ? null : carrier.calling();
    }

    /** The source of the callback that the calling thread is executing, or null. */
    public Source callingFor() {
        Listener listener = calling();
        return listener == null ? null : listener.source;
    }

    /** The listeners that have ended while a callback of theirs was running, and it has not returned yet. */
    public List<Listener> leaving() {
        return List.copyOf(leaving);
    }

    void leaves(Listener listener) {
        leaving.add(listener);
    }

    void hasLeft(Listener listener) {
        leaving.remove(listener);
    }

    /** Has the watchdog look at something, first within the given time. */
    public void watch(Watched subject, long withinNanos) {
        watchdog.watch(subject, withinNanos);
    }

    public void unwatch(Watched subject) {
        watchdog.unwatch(subject);
    }

    /**
     * A plug-in is unloaded: ends the threads that may have called it, as soon as no callback is running on them, and with them
     * the thread locals that it has left behind. Does not wait; costs next to nothing while there are no threads.
     */
    public void retireThreads() {
        carriers.retire();
        finishers.retire();
    }

    /** Whether the calling thread is to end: what it has begun goes on elsewhere. */
    public boolean isRetired() {
        Carrier carrier = carriers.current();
        return carrier != null && carrier.isRetired();
    }

    /** Ends all threads as their work ends, and waits a moment for that. What is still under way is not waited for any more. */
    public void close() {
        watchdog.close();
        long deadline = System.nanoTime() + CLOSE_NANOS;
        for (Carriers each : List.of(carriers, finishers, timers)) {
            each.close();
        }
        for (Carriers each : List.of(carriers, finishers, timers)) {
            each.awaitEnd(deadline);
        }
    }

    void wakeWatchdog() {
        watchdog.wake();
    }

    Troubles troubles() {
        return troubles;
    }

    /** The carrier that runs the calling code, which is known to be one. */
    Carrier carrier() {
        Carrier carrier = carriers.current();
        if (carrier == null) {
            throw new IllegalStateException("not a carrier: " + Thread.currentThread());
        }
        return carrier;
    }

    void execute(Source source, Runnable work) {
        execute(source.id().profile(), work);
    }

    /** Has another thread empty the mailbox; the calling one has the right to. Returns false once this is closed. */
    boolean drainApart(Listener listener) {
        return execute(listener.source.id().profile(), () -> {
            Runnable left = listener.drain(carrier());
            if (left != null) {
                left.run();
            }
        });
    }

    /** A callback that was in a mailbox is over. Returns what goes on from it, or null. */
    Runnable settled(Delivery delivery) {
        boolean completed = delivery.crew != null && delivery.crew.settle(delivery);
        if (delivery.baton == null) {
            return completed ? delivery.crew::completed : null;
        }
        return () -> {
            if (completed) {
                execute(delivery.listener.source, delivery.crew::completed);
            }
            delivery.baton.resume(delivery.listener);
        };
    }

    /** An event that was in a mailbox will never be told. */
    void dropped(Delivery delivery) {
        Runnable next = settled(delivery);
        if (next != null) {
            execute(delivery.listener.source, next);
        }
    }

    void stalled(Listener listener) {
        report(() -> troubles.stalled(listener));
    }

    /** Reporting runs foreign code, which the watchdog must not hang in. One thread does it all: a hundred may stall at once. */
    private void report(Runnable report) {
        reports.add(report);
        if (unreported.getAndIncrement() == 0) {
            execute("log", this::reportAll);
        }
    }

    private void reportAll() {
        do {
            try {
                reports.remove().run();
            } catch (Throwable brokenLog) {
                // there is no other place to tell it
            }
        } while (unreported.decrementAndGet() > 0);
    }

    /** Tries again when threads may have become free. */
    private void postpone(Runnable work, OutOfMemoryError reason) {
        postponed.add(work);
        watch(
                new Watched() {
                    @Override
                    public long check(long now) {
                        unwatch(this);
                        Runnable next = postponed.poll();
                        if (next != null) {
                            next.run();
                        }
                        return RETRY_NANOS;
                    }
                },
                RETRY_NANOS);
        troubles.internal("No thread could be made; work is postponed.", reason);
    }
}
