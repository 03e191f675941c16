// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.OfflineManager;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Heap;
import io.offlinestate.benchmarks.host.OfflineHost;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A global object with N children, each with a listener: what they cost to make and to keep, and what a global change takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class TreeBenchmark {
    /** What a tree of any size is preceded by, so that a small one is not measured with cold code. */
    private static final int WARMUP_CHILDREN = 10_000;

    private static final int CHANGES = 10;

    @Param({"FELIX", "EQUINOX"})
    public FrameworkKind framework;

    @Param({"1000", "10000", "100000"})
    public int children;

    private OfflineHost host;

    @Setup(Level.Trial)
    public void warmUp() throws Exception {
        for (int i = 0; i < 2; i++) {
            open();
            Tree tree = new Tree(host.objects(), WARMUP_CHILDREN);
            tree.create();
            Tree.advise(tree.managers());
            medianChangeMillis(tree);
            close();
        }
    }

    @Setup(Level.Iteration)
    public void open() throws Exception {
        host = new OfflineHost(framework);
    }

    @TearDown(Level.Iteration)
    public void close() throws Exception {
        host.close();
    }

    @Benchmark
    public void round() throws Exception {
        Tree tree = new Tree(host.objects(), children);
        long empty = Heap.usedBytes();
        long begin = System.nanoTime();
        tree.create();
        double createMicros = (System.nanoTime() - begin) / 1e3;
        long created = Heap.usedBytes();
        OfflineManager[] managers = tree.managers();
        begin = System.nanoTime();
        Tree.advise(managers);
        double adviseMicros = (System.nanoTime() - begin) / 1e3;
        managers = null; // what is left is what the project keeps
        long advised = Heap.usedBytes();
        Figures.add("create", createMicros / children, "us/child");
        Figures.add("create.total", createMicros / 1e3, "ms");
        Figures.add("advise", adviseMicros / children, "us/child");
        Figures.add("bytes", (double) (created - empty) / children, "bytes/child");
        Figures.add("bytes.advise", (double) (advised - created) / children, "bytes/child");
        double changeMillis = medianChangeMillis(tree);
        long changed = Heap.usedBytes();
        Figures.add("bytes.changes", (double) (changed - advised) / children, "bytes/child");
        Figures.add("change", changeMillis, "ms");
        Figures.add("change.child", changeMillis * 1e3 / children, "us/child");
    }

    private static double medianChangeMillis(Tree tree) throws Exception {
        double[] millis = new double[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            long begin = System.nanoTime();
            Tree.flip(tree.root());
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return millis[CHANGES / 2];
    }
}
