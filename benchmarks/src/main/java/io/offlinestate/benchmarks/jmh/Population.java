// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.benchmarks.contender.Contender;
import io.offlinestate.benchmarks.contender.Contender.Registration;
import io.offlinestate.benchmarks.contender.ContenderKind;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.listener.Quiet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** One contender with a population of listeners, and what it costs to add one more and to remove it. */
final class Population {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final int MOST = 500;
    private static final int LEAST = 10;

    /** How often the code runs before the population is made: or whoever is first would pay for its compilation. */
    private static final int WARMUPS = 20_000;

    private final ContenderKind kind;
    private final Contender contender;
    private double fillMillis;
    private int batch = LEAST;

    Population(ContenderKind kind, FrameworkKind framework) throws Exception {
        this.kind = kind;
        this.contender = kind.open(framework);
        for (int i = 0; i < WARMUPS; i++) {
            contender.add(Quiet.of(i), 0).remove();
        }
    }

    void fill(int listeners) {
        long begin = System.nanoTime();
        for (int i = 0; i < listeners; i++) {
            contender.add(Quiet.of(i), 0);
        }
        fillMillis = (System.nanoTime() - begin) / 1e6;
    }

    /** Adds some and removes them again, and reports what each has cost. */
    void turn() {
        Deque<Registration> added = new ArrayDeque<>(batch);
        long begin = System.nanoTime();
        for (int i = 0; i < batch; i++) {
            added.add(contender.add(Quiet.of(i), 0));
        }
        long middle = System.nanoTime();
        while (!added.isEmpty()) {
            added.poll().remove();
        }
        long end = System.nanoTime();
        Figures.add(kind.name() + ".add", (middle - begin) / 1e3 / batch, "us");
        Figures.add(kind.name() + ".remove", (end - middle) / 1e3 / batch, "us");
        Figures.add(kind.name() + ".fill", fillMillis, "ms");
        batch = (int) Math.max(LEAST, Math.min(MOST, batch * TURN_NANOS / (end - begin)));
    }
}
