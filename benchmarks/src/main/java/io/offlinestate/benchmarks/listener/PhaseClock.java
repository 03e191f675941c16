// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

import io.offlinestate.NotifyType;
import java.util.Arrays;

/**
 * Measures the time between the first and the last listener of each phase of a transition, and so leaves out what happens before
 * and between the phases.
 */
public final class PhaseClock {
    private static final int READINGS = 2_001;
    private static final int REPETITIONS = 100;
    private static final int PHASES = NotifyType.values().length;

    private final Stamp first = new Stamp();
    private final Stamp last = new Stamp();
    private final long readingNanos = readingNanos();
    private final Progress done = new Progress();
    private long nanosInPhases;

    /** The listener to advise before all others. */
    public Listener first() {
        return first;
    }

    /** The listener to advise after all others. */
    public Listener last() {
        return last;
    }

    public long calls() {
        return last.calls;
    }

    /** Waits, asleep, until the last listener has been told that so many transitions are done. */
    public void await(long transitions) {
        done.await(transitions);
    }

    /**
     * What the phases of all transitions so far have taken, each from the first listener to the last, less what it takes to read the
     * clock. To be read between transitions.
     */
    public long nanosInPhases() {
        return nanosInPhases;
    }

    private void transitionDone() {
        for (int phase = 0; phase < PHASES; phase++) {
            nanosInPhases += last.nanos[phase] - first.nanos[phase] - readingNanos;
        }
        done.raise();
    }

    /** The time between two readings with nothing between them, once the JVM has compiled them. */
    private static long readingNanos() {
        long nanos = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            nanos = medianReadingNanos();
        }
        return nanos;
    }

    private static long medianReadingNanos() {
        long[] nanos = new long[READINGS];
        for (int i = 0; i < READINGS; i++) {
            long begin = System.nanoTime();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos[READINGS / 2];
    }

    private final class Stamp extends Reacting {
        private final long[] nanos = new long[PHASES];
        private long calls;

        @Override
        protected void called(NotifyType phase) {
            nanos[phase.ordinal()] = System.nanoTime();
            calls++;
            if (this == last && phase == NotifyType.STATECHANGE_DONE) {
                transitionDone();
            }
        }
    }
}
