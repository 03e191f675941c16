// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.AdviseInfo;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.OfflineHost;
import io.offlinestate.benchmarks.listener.Quiet;
import io.offlinestate.runtime.OfflineRuntime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What transitions wait for while somebody takes one snapshot of all objects after the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class SnapshotBenchmark {
    private static final int OTHER_LISTENERS = 10;
    private static final int LATENCIES = 200_000;

    @Param("FELIX")
    public FrameworkKind framework;

    @Param("100000")
    public int objects;

    @Param("1000")
    public int windowMillis;

    private final Turns turns = new Turns();
    private List<Load> loads;
    private OfflineHost host;
    private OfflineRuntime runtime;

    /** Transitions of some objects, one after the other: each goes offline and comes back before the next one does. */
    private static final class Load {
        private final String name;
        private final OfflineManager[] managers;
        private long step;

        Load(String name, OfflineManager... managers) {
            this.name = name;
            this.managers = managers;
        }

        void transition() throws Exception {
            Tree.flip(managers[(int) (step++ / 2 % managers.length)]);
        }

        /** Has them all online again. */
        void end() throws Exception {
            if (step % 2 != 0) {
                transition();
            }
        }
    }

    @Setup
    public void open() throws Exception {
        host = new OfflineHost(framework);
        runtime = host.host().service(OfflineRuntime.class);
        Tree tree = new Tree(host.objects(), objects);
        tree.create();
        OfflineManager[] children = tree.managers();
        Tree.advise(children);
        OfflineManager other = host.objects().create(CreateInfo.global("other"));
        for (int i = 0; i < OTHER_LISTENERS; i++) {
            other.advise(AdviseInfo.of(Quiet.of(i)));
        }
        loads = List.of(new Load("other", other), new Load("child", children), new Load("global", tree.root()));
    }

    @TearDown
    public void close() throws Exception {
        host.close();
    }

    @Benchmark
    public void round() throws Exception {
        long begin = System.nanoTime();
        if (runtime.getRuntimeDTO().objects.length != objects + 2) {
            throw new IllegalStateException(
                    "the snapshot does not show all of " + objects + " children and 2 profiles");
        }
        Figures.add("snapshot", (System.nanoTime() - begin) / 1e6, "ms");
        turns.each(loads, load -> {
            transitions(load, "without");
            Snapshots snapshots = new Snapshots();
            snapshots.start();
            transitions(load, "with");
            snapshots.end();
            Figures.add(load.name + ".snapshot", snapshots.meanMillis(), "ms");
        });
    }

    private void transitions(Load load, String how) throws Exception {
        double[] micros = new double[LATENCIES];
        int count = 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(windowMillis);
        for (long begin = System.nanoTime(); begin < end && count < LATENCIES; count++) {
            load.transition();
            long now = System.nanoTime();
            micros[count] = (now - begin) / 1e3;
            begin = now;
        }
        load.end();
        Arrays.sort(micros, 0, count);
        String name = load.name + "." + how;
        Figures.add(name + ".p50", micros[count / 2], "us");
        Figures.add(name + ".p99", micros[(int) (count * 0.99)], "us");
        Figures.add(name + ".max", micros[count - 1], "us");
    }

    /** Somebody who wants to know everything all the time. */
    private final class Snapshots extends Thread {
        private volatile boolean ended;
        private long nanos;
        private int taken;

        Snapshots() {
            super("snapshots");
            setDaemon(true);
        }

        @Override
        public void run() {
            long begin = System.nanoTime();
            do {
                runtime.getRuntimeDTO();
                taken++;
            } while (!ended);
            nanos = System.nanoTime() - begin;
        }

        void end() throws InterruptedException {
            ended = true;
            join();
        }

        /** To be read after the end. */
        double meanMillis() {
            return nanos / 1e6 / taken;
        }
    }
}
