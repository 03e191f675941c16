// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.benchmarks.contender.Contender;
import io.offlinestate.benchmarks.contender.Contender.Registration;
import io.offlinestate.benchmarks.contender.ContenderKind;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.listener.Count;
import io.offlinestate.benchmarks.listener.Counting;
import io.offlinestate.benchmarks.listener.Listener;
import io.offlinestate.benchmarks.listener.PhaseClock;
import io.offlinestate.benchmarks.listener.Quiet;
import io.offlinestate.benchmarks.listener.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** One contender with its listeners, and what one of its callbacks costs. */
final class CallbackCost {
    /** So long each turn takes, where an event does not take longer. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /** A contender that has used up so much in the rounds of one kind has no more turns in them. */
    private static final long WARMUP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long MEASUREMENT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Of a contender whose single event takes longer, the first one counts already. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int UNSPECIALISED_LISTENERS = 8;
    private static final int UNSPECIALISED_EVENTS = 3_000;

    private final ContenderKind kind;
    private final Contender contender;
    private final int listeners;
    private final Last last;
    private long sent;
    private int eventsPerTurn = 1;
    private long warmupNanos;
    private long measurementNanos;
    private Turn slow;

    /** The last listener that is called, which knows whether it was; with a clock or a signal, or neither. */
    private record Last(Listener listener, Count count, PhaseClock clock, Signal signal) {
        static Last of(Contender contender) {
            if (contender.callsPerEvent() > 1) {
                PhaseClock clock = new PhaseClock();
                return new Last(clock.last(), clock::calls, clock, null);
            }
            if (!contender.waits()) {
                Signal signal = new Signal();
                return new Last(signal, signal, null, signal);
            }
            Counting counting = new Counting();
            return new Last(counting, counting, null, null);
        }
    }

    /** What a turn has taken. */
    private record Turn(int events, long nanos, long nanosInPhases) {}

    /** @param quiet listeners that do nothing, enough of them: the same objects for everyone, wherever they lie in memory */
    CallbackCost(ContenderKind kind, FrameworkKind framework, int listeners, List<Listener> quiet) throws Exception {
        this.kind = kind;
        this.contender = kind.open(framework);
        this.listeners = listeners;
        this.last = Last.of(contender);
        beUnspecialised();
        addListeners(quiet);
    }

    /** Sees to it that the JVM does not compile the call for fewer classes of listeners than there are. */
    private void beUnspecialised() {
        List<Registration> registrations = new ArrayList<>();
        for (int i = 0; i < UNSPECIALISED_LISTENERS; i++) {
            registrations.add(contender.add(Quiet.of(i), 0));
        }
        Signal signal = new Signal();
        registrations.add(contender.add(signal, 0));
        sendAndAwait(UNSPECIALISED_EVENTS, 0, signal::await);
        registrations.forEach(Registration::remove);
    }

    /** Sends events, on top of those that were sent before, and waits until the last listener has been called for each. */
    private void sendAndAwait(int events, long before, LongConsumer await) {
        if (contender.keepsGoing()) {
            contender.send(events);
            await.accept((before + events) * contender.callsPerEvent());
            return;
        }
        for (int i = 1; i <= events; i++) {
            contender.send();
            if (!contender.waits()) {
                await.accept((before + i) * contender.callsPerEvent());
            }
        }
    }

    private void addListeners(List<Listener> quiet) {
        int others = listeners - 1;
        if (last.clock() != null && others > 0) {
            contender.add(last.clock().first(), 0);
            others--;
        }
        for (int i = 0; i < others; i++) {
            contender.add(quiet.get(i), 0);
        }
        contender.add(last.listener(), 0);
    }

    /**
     * Sends events for a while, and reports what each callback has cost.
     *
     * @param counts whether the round is measured, and not one of those before
     */
    void turn(boolean counts) {
        if (counts && slow != null) {
            report(slow);
            slow = null;
            measurementNanos = Long.MAX_VALUE;
        }
        if (counts ? measurementNanos > MEASUREMENT_NANOS : warmupNanos > WARMUP_NANOS) {
            return;
        }
        Turn turn = send(eventsPerTurn);
        check();
        eventsPerTurn = (int) Math.max(1, Math.min(1_000_000, TURN_NANOS * turn.events() / Math.max(1, turn.nanos())));
        if (counts) {
            measurementNanos += turn.nanos();
            report(turn);
        } else {
            warmupNanos += turn.nanos();
            slow = turn.nanos() > SLOW_NANOS ? turn : null;
        }
    }

    private Turn send(int events) {
        PhaseClock clock = last.clock();
        long inPhases = clock == null ? 0 : clock.nanosInPhases();
        long begin = System.nanoTime();
        sendAndAwait(events, sent, calls -> {
            if (clock != null) {
                clock.await(calls / contender.callsPerEvent());
            } else {
                last.signal().await(calls);
            }
        });
        long nanos = System.nanoTime() - begin;
        sent += events;
        return new Turn(events, nanos, clock == null ? 0 : clock.nanosInPhases() - inPhases);
    }

    private void report(Turn turn) {
        double calls = (double) turn.events() * contender.callsPerEvent();
        Figures.add(kind.name(), turn.nanos() / (calls * listeners), "ns/callback");
        if (last.clock() != null && listeners > 1) {
            Figures.add(kind.name() + ".phase", turn.nanosInPhases() / (calls * (listeners - 1)), "ns/callback");
        }
    }

    private void check() {
        long expected = sent * contender.callsPerEvent();
        if (last.count().calls() != expected) {
            throw new IllegalStateException(
                    kind + " has called its last listener " + last.count().calls() + " times, not " + expected);
        }
    }
}
