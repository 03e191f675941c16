// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks;

import io.offlinestate.benchmarks.jmh.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A benchmark of JMH that is about to be run with certain parameters. Not thread-safe. */
final class JmhRun {
    private final ChainedOptionsBuilder options = new OptionsBuilder()
            .shouldFailOnError(false)
            .addProfiler(Figures.class)
            .resultFormat(ResultFormatType.JSON)
            .timeout(new TimeValue(20, TimeUnit.MINUTES))
            // a heap that grows meanwhile makes all who allocate pay for new pages, up to three times the price;
            // and the threads of the frameworks would keep a fork alive for as long as the time-out says, in seconds
            .jvmArgsAppend(
                    "-Xms6g",
                    "-Xmx6g",
                    "-XX:+AlwaysPreTouch",
                    "-Djmh.shutdownTimeout=1",
                    "-Djmh.shutdownTimeout.step=1");

    private JmhRun() {}

    /** A round of the benchmark is an iteration of JMH. */
    static JmhRun of(Class<?> benchmark, int forks, int warmups, int rounds) {
        JmhRun run = new JmhRun();
        run.options
                .include(benchmark.getName().replace(".", "\\.") + "\\.")
                .warmupIterations(warmups)
                .measurementIterations(rounds);
        return run.forks(forks);
    }

    JmhRun forks(int forks) {
        options.forks(forks);
        return this;
    }

    JmhRun param(String name, Object... values) {
        options.param(name, Stream.of(values).map(Object::toString).toArray(String[]::new));
        return this;
    }

    /**
     * Runs it, and leaves JMH's results and its log in these files. Where one combination of parameters fails, the others go on.
     *
     * @return whether none failed
     */
    boolean run(Path json, Path log) throws RunnerException, IOException {
        new Runner(options.result(json.toString()).output(log.toString()).build()).run();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.noneMatch(line -> line.contains("<failure>"));
        }
    }
}
