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

/** How long it takes until the last of a few listeners knows, and until the sender does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class LatencyBenchmark {
    private static final List<ContenderKind> CONTENDERS = List.of(
            ContenderKind.FELIX_POST,
            ContenderKind.FELIX_POST_NO_TIMEOUT,
            ContenderKind.EQUINOX_POST,
            ContenderKind.OFFLINE_ADVISE,
            ContenderKind.DETECTED_ADVISE);

    @Param({"FELIX", "EQUINOX"})
    public FrameworkKind framework;

    @Param({"1", "10"})
    public int listeners;

    private final Turns busy = new Turns();
    private final Turns idle = new Turns();
    private final List<Latency> latencies = new ArrayList<>();

    @Setup
    public void open() throws Exception {
        for (ContenderKind kind : CONTENDERS) {
            latencies.add(new Latency(kind, framework, listeners));
        }
    }

    @Benchmark
    public void round() throws Exception {
        busy.each(latencies, Latency::busy);
        idle.each(latencies, Latency::idle);
    }
}
