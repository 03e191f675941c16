// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells new listeners where they start from, unless a round gets to them first. One worker does it for all of them; more are
 * added while callbacks hang. Thread-safe.
 */
final class Greeter extends Crew implements Watched {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Dispatcher dispatcher;
    private final Queue<Listener> newcomers = new ConcurrentLinkedQueue<>();
    /** Those at work, without the ones that a listener has kept for too long. */
    private final AtomicInteger workers = new AtomicInteger();

    Greeter(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    void greet(Listener listener, String profile) {
        newcomers.add(listener);
        if (workers.compareAndSet(0, 1)) {
            start(profile);
        }
    }

    private void start(String profile) {
        dispatcher.watch(this, TICK_NANOS);
        dispatcher.execute(profile, this::work);
    }

    private void work() {
        Carriers.Carrier self = dispatcher.carrier();
        do {
            for (Listener listener = newcomers.poll(); listener != null; listener = newcomers.poll()) {
                Delivery greeting = listener.claim();
                if (greeting != null && !greet(listener, greeting, self)) {
                    return; // written off, and replaced
                }
                if (self.isRetired() && dispatcher.execute("greeter", this::work)) {
                    return; // replaced
                }
            }
            workers.decrementAndGet();
        } while (!newcomers.isEmpty() && workers.compareAndSet(0, 1));
    }

    /** Returns whether the calling worker still is one. */
    private boolean greet(Listener listener, Delivery greeting, Carriers.Carrier self) {
        await(greeting);
        Runnable left = listener.drain(self);
        settle(greeting);
        if (left != null) {
            dispatcher.execute(listener.source, left);
        }
        return !greeting.compensated; // settled: the watchdog does not write to it any more
    }

    @Override
    public long check(long now) {
        int missing = 0;
        for (Delivery greeting : awaited()) {
            long stall = greeting.listener.source.limits().stallNanos();
            boolean late = now - greeting.since >= stall;
            boolean rush = !newcomers.isEmpty() && now - greeting.since >= Math.max(TICK_NANOS, stall / 50);
            if ((late || rush) && writeOff(greeting)) {
                workers.addAndGet(rush ? 1 : -1);
                missing += rush ? 2 : 0;
            }
            if (late) {
                greeting.listener.stall(greeting, true);
                settle(greeting);
            }
        }
        for (int i = 0; i < missing; i++) {
            dispatcher.execute("greeter", this::work);
        }
        if (workers.get() == 0) {
            dispatcher.unwatch(this);
            if (workers.get() > 0) {
                dispatcher.watch(this, TICK_NANOS);
            }
        }
        return TICK_NANOS;
    }

    /** The worker is not counted any more: its listener keeps it. */
    private synchronized boolean writeOff(Delivery greeting) {
        if (greeting.compensated || !awaits(greeting)) {
            return false;
        }
        greeting.compensated = true;
        return true;
    }

    @Override
    void completed() {
        // there is always another listener to come
    }
}
