// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.benchmarks.contender.ContenderKind;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.listener.Listener;
import io.offlinestate.benchmarks.listener.Quiet;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** What one callback costs when an event goes to N listeners that do nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class CallbackBenchmark {
    private static final List<ContenderKind> CONTENDERS = List.of(
            ContenderKind.PLAIN_LOOP,
            ContenderKind.SERVICE_TRACKER,
            ContenderKind.GUAVA,
            ContenderKind.FELIX_EVENT_ADMIN,
            ContenderKind.FELIX_NO_TIMEOUT,
            ContenderKind.EQUINOX_EVENT_ADMIN,
            ContenderKind.TYPED_EVENT,
            ContenderKind.OFFLINE_ADVISE,
            ContenderKind.OFFLINE_WHITEBOARD,
            ContenderKind.ADVISE_IN_A_ROW,
            ContenderKind.WHITEBOARD_IN_A_ROW);

    @Param({"FELIX", "EQUINOX"})
    public FrameworkKind framework;

    @Param({"1", "10", "100", "1000", "10000", "100000"})
    public int listeners;

    private final Turns turns = new Turns();
    private final List<CallbackCost> costs = new ArrayList<>();
    private boolean counts;

    @Setup
    public void open() throws Exception {
        List<Listener> quiet = new ArrayList<>(listeners);
        for (int i = 0; i < listeners; i++) {
            quiet.add(Quiet.of(i));
        }
        for (ContenderKind kind : CONTENDERS) {
            costs.add(new CallbackCost(kind, framework, listeners, quiet));
        }
    }

    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        counts = iteration.getType() == IterationType.MEASUREMENT;
    }

    @Benchmark
    public void round() throws Exception {
        turns.each(costs, cost -> cost.turn(counts));
    }
}
