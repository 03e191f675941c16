package io.offlinestate.benchmarks.listener;

import io.offlinestate.NotifyType;
import java.util.Arrays;

/**
 * Measures the time between the first and the last listener of each phase of a transition, and so leaves out what happens before
 * and between the phases. Read after a transition by who waited for it.
 */
public final class PhaseClock {
    private static final int READINGS = 2_001;
    private static final int REPETITIONS = 100;
    private static final int PHASES = NotifyType.values().length;

    private final Stamp first = new Stamp();
    private final Stamp last = new Stamp();
    private final long readingNanos = readingNanos();

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

    /** Adds up the phases of the last transition, each from the first listener to the last, less what it takes to read the clock. */
    public long nanosInPhases() {
        long sum = 0;
        for (int phase = 0; phase < PHASES; phase++) {
            sum += last.nanos[phase] - first.nanos[phase] - readingNanos;
        }
        return sum;
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

    private static final class Stamp extends Reacting {
        private final long[] nanos = new long[PHASES];
        private long calls;

        @Override
        protected void called(NotifyType phase) {
            nanos[phase.ordinal()] = System.nanoTime();
            calls++;
        }
    }
}
