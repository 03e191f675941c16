// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What a round has measured, by name. As a profiler of JMH it hands the figures of each round over to the results, so that they end
 * up, round by round, in JMH's JSON. A benchmark and its profiler share nothing but the class: hence the static field, which only the
 * thread of the benchmark and the one of the harness use, in turn.
 */
public final class Figures implements InternalProfiler {
    private static final List<ScalarResult> ROUND = new ArrayList<>();

    /** Adds a figure to the round. */
    static synchronized void add(String name, double value, String unit) {
        ROUND.add(new ScalarResult(name, value, unit, AggregationPolicy.AVG));
    }

    private static synchronized Collection<? extends Result<?>> take() {
        List<ScalarResult> figures = new ArrayList<>(ROUND);
        ROUND.clear();
        return figures;
    }

    @Override
    public String getDescription() {
        return "figures of contenders that take turns in one JVM";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        take();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return take();
    }
}
