// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Does something for each of many, on the thread that asks for it. Where that gets stuck with one, because a listener hangs
 * in its activation or in a callback that has to be waited for, other threads go on with the rest.
 *
 * <p>Thread-safe.
 */
final class Relay {
    private static final long TICK_MILLIS = 25;
    private static final int IDLE_TICKS = 40;

    /** How long the thread that asks waits, after it has done its share, for those that help it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Helpers helpers;
    private final Reports reports;
    private final Set<Round<?>> rounds = ConcurrentHashMap.newKeySet();
    private boolean watched; // guarded by this

    Relay(Helpers helpers, Reports reports) {
        this.helpers = helpers;
        this.reports = reports;
    }

    /**
     * Does it for each element once, beginning in their order, and returns when that has been done.
     *
     * @param elements must not change any more
     */
    <T> void forEach(List<T> elements, Consumer<? super T> action) {
        if (elements.size() < 2) {
            elements.forEach(each -> attempt(each, action));
            return;
        }
        Round<T> round = new Round<>(elements, action);
        rounds.add(round);
        try {
            watch();
            round.run();
            round.await();
        } finally {
            rounds.remove(round);
        }
    }

    private <T> void attempt(T element, Consumer<? super T> action) {
        try {
            action.accept(element);
        } catch (Throwable unexpected) {
            reports.error("a listener may not be advised as it asks for", unexpected);
        }
    }

    private void watch() {
        synchronized (this) {
            if (watched) {
                return;
            }
            watched = true;
        }
        if (!helpers.execute(this::lookAfterRounds)) {
            synchronized (this) {
                watched = false;
            }
        }
    }

    private void lookAfterRounds() {
        int idle = 0;
        boolean ended = false;
        while (!ended) {
            if (helpers.isRetired() && helpers.execute(this::lookAfterRounds)) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                // of no concern to the rounds
            }
            rounds.forEach(Round::helpIfStuck);
            idle = rounds.isEmpty() ? idle + 1 : 0;
            synchronized (this) {
                ended = rounds.isEmpty() && (idle >= IDLE_TICKS || helpers.isClosed());
                watched = !ended;
            }
        }
    }

    private final class Round<T> extends Awaited {
        private final List<T> elements;
        private final Consumer<? super T> action;
        private final AtomicInteger begun = new AtomicInteger();
        private int finished; // guarded by this
        private int seen = -1; // touched by the thread that looks after the rounds only
        private int helping = 1; // likewise

        Round(List<T> elements, Consumer<? super T> action) {
            this.elements = elements;
            this.action = action;
        }

        /** On a thread of its own, for which nobody waits once the elements are done. */
        void help() {
            run();
            reports.flush();
        }

        void run() {
            for (int i = begun.getAndIncrement(); i < elements.size(); i = begun.getAndIncrement()) {
                attempt(elements.get(i), action);
                helpers.restore();
                synchronized (this) {
                    finished++;
                    changed();
                }
            }
        }

        /** Twice as many threads each time that nothing has moved since the last look: many may be stuck. */
        void helpIfStuck() {
            int now = begun.get();
            int left = elements.size() - now;
            if (now == seen && left > 0) {
                for (int i = Math.min(helping, left); i > 0; i--) {
                    helpers.execute(this::help);
                }
                helping *= 2;
            }
            seen = now;
        }

        synchronized void await() {
            await(PATIENCE, () -> finished == elements.size());
        }
    }
}
