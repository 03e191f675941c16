// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread that measures time: it samples what is under way, so that nobody on the hot path has to read a clock. It is
 * started by the first thing to watch and lingers for a moment after the last, so that transitions in a row do not start it
 * again and again; an idle system has none. Thread-safe.
 */
final class Watchdog {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LINGER_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final Consumer<Runnable> starter;
    private final Consumer<Throwable> failures;
    private volatile boolean closed;
    /** When it looks next, so that who needs it sooner knows to wake it. */
    private volatile long nextLook;

    /**
     * @param starter runs the watchdog on a thread
     * @param failures is told what must not happen: a check that threw
     */
    Watchdog(Consumer<Runnable> starter, Consumer<Throwable> failures) {
        this.starter = starter;
        this.failures = failures;
    }

    /** Looks at it from now on, first within the given time. */
    void watch(Watched subject, long withinNanos) {
        watched.add(subject);
        Thread running = thread.get();
        if (running == null) {
            start();
        } else if (nextLook - System.nanoTime() > withinNanos) {
            LockSupport.unpark(running);
        }
    }

    void unwatch(Watched subject) {
        watched.remove(subject);
    }

    /** Looks again at once: what is watched has changed in a way that cannot wait for the next sample. */
    void wake() {
        Thread running = thread.get();
        if (running == null) {
            start();
        } else {
            LockSupport.unpark(running);
        }
    }

    /** Ends the thread. Nothing that is still watched is looked at again. */
    void close() {
        closed = true;
        watched.clear();
        LockSupport.unpark(thread.get());
    }

    private void start() {
        if (!closed) {
            starter.accept(this::run);
        }
    }

    private void run() {
        Thread self = Thread.currentThread();
        if (!thread.compareAndSet(null, self)) {
            return;
        }
        try {
            long lastBusy = System.nanoTime();
            while (!closed) {
                long now = System.nanoTime();
                long wait = look(now);
                if (!watched.isEmpty()) {
                    lastBusy = now;
                } else if (now - lastBusy > LINGER_NANOS) {
                    return;
                }
                nextLook = now + wait;
                LockSupport.parkNanos(this, Math.max(1, wait - (System.nanoTime() - now)));
            }
        } finally {
            thread.set(null);
            if (!watched.isEmpty()) {
                start(); // came while this thread was on its way out
            }
        }
    }

    private long look(long now) {
        long wait = LINGER_TICK_NANOS;
        for (Watched subject : watched) {
            try {
                wait = Math.min(wait, subject.check(now));
            } catch (Throwable e) { // thread creation may fail: the next look tries again
                failures.accept(e);
            }
        }
        return wait;
    }
}
