// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The {@code service.changecount}. A few changes are published one by one, before the event is over that brought them; of many
 * in a short time, the rest are published together when that time is over: a change of a service property costs about as
 * much as the registration of a service, and ten thousand listeners may come at once.
 *
 * <p>Thread-safe. The count that is published never decreases; no lock is held meanwhile.
 */
final class ChangeCount extends Awaited implements AutoCloseable {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int PER_WINDOW = 10;

    /** How long the close waits for what is being published. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Helpers helpers;
    private final AtomicLong count = new AtomicLong();

    // all guarded by this
    private LongConsumer publisher;
    private long published;
    private Thread publishing;
    private boolean postponed;
    private long windowBegan;
    private int inWindow = PER_WINDOW;

    ChangeCount(Helpers helpers) {
        this.helpers = helpers;
    }

    long value() {
        return count.get();
    }

    void increment() {
        count.incrementAndGet();
    }

    /**
     * From here on changes are published.
     *
     * @param newPublisher sets the service property, and so runs foreign code
     * @param known the count that it was set to in the first place
     */
    void publishTo(LongConsumer newPublisher, long known) {
        synchronized (this) {
            publisher = newPublisher;
            published = known;
            windowBegan = System.nanoTime() - WINDOW_NANOS;
        }
        publish();
    }

    /** Publishes what has not been published, now or soon. */
    void publish() {
        for (LongConsumer current = begin(); current != null; current = begin()) {
            long value = count.get();
            try {
                current.accept(value);
            } finally {
                ended(value);
            }
        }
    }

    /** Whoever publishes looks again afterwards: nobody else needs to. */
    private synchronized LongConsumer begin() {
        if (publisher == null || publishing != null || postponed || published == count.get()) {
            return null;
        }
        long now = System.nanoTime();
        if (now - windowBegan >= WINDOW_NANOS) {
            windowBegan = now;
            inWindow = 0;
        }
        if (inWindow >= PER_WINDOW && helpers.execute(this::publishLater)) {
            postponed = true;
            return null;
        }
        inWindow++;
        publishing = Thread.currentThread();
        return publisher;
    }

    private synchronized void ended(long value) {
        published = value;
        publishing = null;
        changed();
    }

    private void publishLater() {
        synchronized (this) {
            long left = WINDOW_NANOS - (System.nanoTime() - windowBegan);
            await(Duration.ofNanos(left), () -> publisher == null);
            postponed = false;
        }
        publish();
    }

    /**
     * From here on nothing is published. Waits a moment for the thread that is publishing: a service that is modified after it
     * has been unregistered stays with those that track it.
     */
    @Override
    public synchronized void close() {
        publisher = null;
        changed();
        await(PATIENCE, () -> publishing == null || publishing == Thread.currentThread());
    }
}
