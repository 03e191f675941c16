// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Watched;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Counts the changes that can be inspected, and publishes the count: a moment after the first change, with all those that have
 * come since. Thread-safe.
 */
final class ChangeCount implements Watched {
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final AtomicLong count = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Dispatcher dispatcher;
    private final LongConsumer publisher;
    private volatile long due;

    ChangeCount(Dispatcher dispatcher, LongConsumer publisher) {
        this.dispatcher = dispatcher;
        this.publisher = publisher;
    }

    long get() {
        return count.get();
    }

    /** Something has changed. Cheap, and never blocks. */
    void bump() {
        count.incrementAndGet();
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            due = System.nanoTime() + DELAY_NANOS;
            dispatcher.watch(this, DELAY_NANOS);
        }
    }

    @Override
    public long check(long now) {
        long left = due - now;
        if (left > 0) {
            return left;
        }
        dispatcher.unwatch(this);
        dispatcher.execute("runtime", this::publish);
        return DELAY_NANOS;
    }

    /** One at a time, so that the count never seems to go back: the next is scheduled when this one is out. */
    private void publish() {
        long published = count.get();
        try {
            publisher.accept(published);
        } finally {
            scheduled.set(false);
            if (count.get() != published) {
                schedule();
            }
        }
    }
}
