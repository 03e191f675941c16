// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param forks how many JVMs run each benchmark, one after another
 * @param warmups how many rounds go before those that count, in each fork
 * @param rounds how many rounds count, in each fork
 * @param latencyListeners numbers of listeners in chapter b
 * @param listeners numbers of listeners, and of children in a tree
 * @param felixListeners numbers of listeners in chapter a, on Felix
 * @param hangMillis how long listeners hang
 * @param profiles how many profiles change at once
 * @param snapshotObjects how many objects there are when snapshots are taken
 * @param windowMillis how long transitions run with and without snapshots
 */
record Plan(
        String name,
        int forks,
        int warmups,
        int rounds,
        List<Integer> latencyListeners,
        List<Integer> listeners,
        List<Integer> felixListeners,
        long hangMillis,
        int profiles,
        int snapshotObjects,
        int windowMillis) {

    private static final Plan QUICK =
            new Plan("quick", 1, 12, 4, List.of(10), List.of(10, 1_000), List.of(), 1_000, 100, 2_000, 200);
    private static final Plan FULL = new Plan(
            "full",
            3,
            400,
            20,
            List.of(1, 10),
            List.of(1, 10, 100, 1_000, 10_000, 100_000),
            List.of(10, 1_000),
            10_000,
            1_000,
            100_000,
            1_000);

    static Plan named(String name) {
        return Stream.of(QUICK, FULL)
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no plan: quick or full"));
    }

    /** The numbers of listeners within bounds. */
    Object[] listeners(int least, int most) {
        return listeners.stream().filter(n -> n >= least && n <= most).toArray();
    }
}
