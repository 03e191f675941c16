// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.OfflineHost;
import io.offlinestate.benchmarks.listener.Quiet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Many profiles, each with a listener, that are all asked to change at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ProfilesBenchmark {
    private static final long PATIENCE_SECONDS = 60;

    @Param("FELIX")
    public FrameworkKind framework;

    @Param("1000")
    public int profiles;

    private final List<OfflineManager> managers = new ArrayList<>();
    private OfflineHost host;
    private boolean online = true;

    @Setup
    public void open() throws Exception {
        host = new OfflineHost(framework);
        for (int i = 0; i < profiles; i++) {
            OfflineManager manager = host.objects().create(CreateInfo.global("profile-" + i));
            manager.advise(AdviseInfo.of(Quiet.of(i)));
            managers.add(manager);
        }
    }

    @TearDown
    public void close() throws Exception {
        host.close();
    }

    @Benchmark
    public void round() throws Exception {
        online = !online;
        ConnectionState state = online ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
        long begin = System.nanoTime();
        CompletableFuture<?>[] changes = managers.stream()
                .map(manager -> manager.setCurrentState(state).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        double requested = (System.nanoTime() - begin) / 1e6;
        CompletableFuture.allOf(changes).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Figures.add("requested", requested, "ms");
        Figures.add("changed", (System.nanoTime() - begin) / 1e6, "ms");
    }
}
