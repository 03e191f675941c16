// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Has subscriptions try again when their time has come. One thread waits for the next of them; while nothing is scheduled there
 * is none. The attempts run on other threads, because foreign code may hang in them.
 *
 * <p>Thread-safe. Every field is guarded by this; nothing foreign is called under it. Times are of {@link System#nanoTime},
 * in tests of another clock: the wall clock may be set meanwhile.
 */
final class Retries extends Awaited implements AutoCloseable {
    private final Helpers helpers;
    private final Relay relay;
    private final Reports reports;
    private final LongSupplier clock;
    private final Map<Subscription, Long> scheduled = new HashMap<>();
    private long version;
    private boolean running;
    private boolean closed;

    Retries(Helpers helpers, Relay relay, Reports reports, LongSupplier clock) {
        this.helpers = helpers;
        this.relay = relay;
        this.reports = reports;
        this.clock = clock;
    }

    /** What attempts are scheduled by, in nanoseconds. */
    LongSupplier clock() {
        return clock;
    }

    /**
     * Has the subscription try again at that time, instead of the one that was scheduled before.
     *
     * @param nanos as of the clock
     */
    void schedule(Subscription subscription, long nanos) {
        synchronized (this) {
            if (closed) {
                return;
            }
            scheduled.put(subscription, nanos);
            version++;
            changed();
            if (running) {
                return;
            }
            running = true;
        }
        if (!helpers.execute(this::run)) {
            synchronized (this) {
                running = false; // the next one that is scheduled finds a thread, perhaps
            }
        }
    }

    synchronized void cancel(Subscription subscription) {
        if (scheduled.remove(subscription) != null) {
            version++;
            changed();
        }
    }

    /** From here on nobody tries again. */
    @Override
    public synchronized void close() {
        closed = true;
        scheduled.clear();
        changed();
    }

    /** Tries soon, on another thread, without waiting for it. */
    void execute(Runnable attempt) {
        helpers.execute(() -> {
            attempt.run();
            reports.flush();
        });
    }

    private void run() {
        for (List<Subscription> due = awaitDue(); due != null; due = awaitDue()) {
            List<Subscription> now = due;
            if (!now.isEmpty()) {
                execute(() -> relay.forEach(now, Subscription::retry));
            }
        }
    }

    /** Waits for a while, and returns those whose time has come, perhaps none; null once nothing is scheduled. */
    private synchronized List<Subscription> awaitDue() {
        if (scheduled.isEmpty()) {
            running = false;
            return null;
        }
        long now = clock.getAsLong();
        long wait = Long.MAX_VALUE;
        List<Subscription> due = new ArrayList<>();
        for (Map.Entry<Subscription, Long> each : scheduled.entrySet()) {
            long left = each.getValue() - now;
            if (left <= 0) {
                due.add(each.getKey());
            }
            wait = Math.min(wait, left);
        }
        if (due.isEmpty()) {
            long seen = version;
            await(Duration.ofNanos(wait), () -> closed || version != seen);
        }
        due.forEach(scheduled::remove);
        return due;
    }
}
