// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.benchmarks.contender.ContenderKind;
import io.offlinestate.benchmarks.host.FrameworkKind;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to add and remove a listener where there are N already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class PopulationBenchmark {
    private static final List<ContenderKind> CONTENDERS = List.of(
            ContenderKind.REGISTRY_ONLY,
            ContenderKind.SERVICE_TRACKER,
            ContenderKind.OFFLINE_WHITEBOARD,
            ContenderKind.OFFLINE_ADVISE);

    @Param({"FELIX", "EQUINOX"})
    public FrameworkKind framework;

    @Param({"1000", "10000", "100000"})
    public int listeners;

    private final Turns turns = new Turns();
    private final List<Population> populations = new ArrayList<>();

    @Setup
    public void open() throws Exception {
        for (ContenderKind kind : CONTENDERS) {
            populations.add(new Population(kind, framework));
        }
        populations.forEach(population -> population.fill(listeners));
    }

    @Benchmark
    public void round() throws Exception {
        turns.each(populations, Population::turn);
    }
}
