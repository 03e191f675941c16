// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks;

import io.offlinestate.benchmarks.fork.FootprintRun;
import io.offlinestate.benchmarks.fork.Forks;
import io.offlinestate.benchmarks.fork.HangRun;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Staged;
import io.offlinestate.benchmarks.jmh.CallbackBenchmark;
import io.offlinestate.benchmarks.jmh.LatencyBenchmark;
import io.offlinestate.benchmarks.jmh.PluginBenchmark;
import io.offlinestate.benchmarks.jmh.PopulationBenchmark;
import io.offlinestate.benchmarks.jmh.ProfilesBenchmark;
import io.offlinestate.benchmarks.jmh.SnapshotBenchmark;
import io.offlinestate.benchmarks.jmh.TreeBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all chapters, or some, on the JVM that it runs on, and writes the raw results into a folder.
 *
 * <p>Arguments: the plan, the folder, the revision of the sources, and letters of chapters, or none for all of them.
 */
public final class Suite {
    /** On Felix, consumers of more services than that take minutes to get them. */
    private static final int MANY = 10_000;

    private final Plan plan;
    private final Path results;
    private final Map<String, Chapter> chapters = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();

    /** One part of the measurement. */
    private interface Chapter {
        void run() throws Exception;
    }

    private Suite(Plan plan, Path results) {
        this.plan = plan;
        this.results = results;
        chapters.put("a", this::callbacks);
        chapters.put("b", this::latency);
        chapters.put("c", this::hang);
        chapters.put("d", this::population);
        chapters.put("e", this::trees);
        chapters.put("f", this::plugins);
        chapters.put("g", this::footprint);
        chapters.put("h", this::snapshots);
    }

    public static void main(String[] arguments) throws Exception {
        Suite suite = new Suite(Plan.named(arguments[0]), Files.createDirectories(Path.of(arguments[1])));
        suite.run(arguments[2], List.of(arguments).subList(3, arguments.length));
        if (!suite.failed.isEmpty()) {
            System.err.println("FAILED, and not in the results:");
            suite.failed.forEach(System.err::println);
            System.exit(1);
        }
    }

    private void run(String revision, List<String> wanted) throws Exception {
        if (!chapters.keySet().containsAll(wanted)) {
            throw new IllegalArgumentException(wanted + " are not all among the chapters " + chapters.keySet());
        }
        Environment environment = new Environment(results.resolve("environment.json"));
        for (Map.Entry<String, Chapter> chapter : chapters.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(chapter.getKey())) {
                long begin = System.nanoTime();
                chapter.getValue().run();
                Duration duration = Duration.ofNanos(System.nanoTime() - begin);
                environment.measured(chapter.getKey(), plan.name(), revision, duration);
                System.out.println("chapter " + chapter.getKey() + " took " + duration.toSeconds() + " s");
            }
        }
    }

    private void callbacks() throws Exception {
        write(
                "callbacks-equinox",
                jmh(CallbackBenchmark.class)
                        .param("framework", FrameworkKind.EQUINOX)
                        .param("listeners", plan.listeners().toArray()));
        if (!plan.felixListeners().isEmpty()) {
            write(
                    "callbacks-felix",
                    jmh(CallbackBenchmark.class)
                            .param("framework", FrameworkKind.FELIX)
                            .param("listeners", plan.felixListeners().toArray()));
        }
    }

    private void latency() throws Exception {
        write(
                "latency",
                jmhFew(LatencyBenchmark.class)
                        .param("framework", (Object[]) FrameworkKind.values())
                        .param("listeners", plan.latencyListeners().toArray()));
    }

    private void hang() throws Exception {
        Forks forks = new Forks();
        HangRun.measure(forks, plan.forks(), plan.hangMillis());
        forks.write(results.resolve("hang.json"));
    }

    private void population() throws Exception {
        write(
                "population-felix",
                jmhFew(PopulationBenchmark.class)
                        .param("framework", FrameworkKind.FELIX)
                        .param("listeners", plan.listeners(1_000, MANY)));
        write(
                "population-equinox",
                jmhFew(PopulationBenchmark.class)
                        .param("framework", FrameworkKind.EQUINOX)
                        .param("listeners", plan.listeners(1_000, Integer.MAX_VALUE)));
        Object[] more = plan.listeners(MANY + 1, Integer.MAX_VALUE);
        if (more.length > 0) {
            write(
                    "population-felix-many",
                    jmhFew(PopulationBenchmark.class)
                            .forks(1)
                            .param("framework", FrameworkKind.FELIX)
                            .param("listeners", more));
        }
    }

    private void trees() throws Exception {
        write(
                "trees",
                JmhRun.of(TreeBenchmark.class, plan.forks(), 0, 1)
                        .param("framework", (Object[]) FrameworkKind.values())
                        .param("children", plan.listeners(1_000, Integer.MAX_VALUE)));
        write("profiles", jmhFew(ProfilesBenchmark.class).param("profiles", plan.profiles()));
    }

    private void plugins() throws Exception {
        write("plugins", jmhFew(PluginBenchmark.class).param("framework", (Object[]) FrameworkKind.values()));
    }

    private void footprint() throws Exception {
        Forks forks = new Forks();
        for (FrameworkKind framework : FrameworkKind.values()) {
            FootprintRun.measure(forks, plan.forks(), framework);
        }
        forks.write(results.resolve("footprint.json"));
    }

    private void snapshots() throws Exception {
        write(
                "snapshots",
                JmhRun.of(SnapshotBenchmark.class, plan.forks(), 1, 3)
                        .param("objects", plan.snapshotObjects())
                        .param("windowMillis", plan.windowMillis()));
    }

    private JmhRun jmh(Class<?> benchmark) {
        return JmhRun.of(benchmark, plan.forks(), plan.warmups(), plan.rounds());
    }

    /** With fewer rounds: each takes longer. */
    private JmhRun jmhFew(Class<?> benchmark) {
        return JmhRun.of(benchmark, plan.forks(), plan.warmups() / 8, plan.rounds() / 2);
    }

    private void write(String name, JmhRun run) throws Exception {
        Path log = Staged.target().resolve(results.getFileName() + "-" + name + ".log");
        System.out.println("measuring " + name);
        if (!run.run(results.resolve(name + ".json"), log)) {
            failed.add("some of " + name + ": see " + log);
        }
    }
}
