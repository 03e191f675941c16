// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.OfflineNotify;
import io.offlinestate.benchmarks.host.Bundles;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Host;
import io.offlinestate.benchmarks.host.MadeBundle;
import io.offlinestate.benchmarks.host.OfflineHost;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.osgi.framework.Bundle;
import org.osgi.util.tracker.ServiceTracker;

/** A listener's bundle: from its installation until it is advised, and from its uninstallation until it is gone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class PluginBenchmark {
    private static final int PLUGINS = 5;

    @Param({"FELIX", "EQUINOX"})
    public FrameworkKind framework;

    private final Turns turns = new Turns();
    private final List<Side> sides = new ArrayList<>();
    private byte[] jar;
    private int installed;

    /**
     * One of those that are compared.
     *
     * @param known how many listeners it knows of
     */
    private record Side(String name, Host host, IntSupplier known) {}

    @Setup
    public void open() throws Exception {
        jar = new MadeBundle("plugin").activator(PluginActivator.class).open().readAllBytes();
        sides.add(tracker());
        sides.add(whiteboard());
    }

    private Side tracker() throws Exception {
        Host host = Host.start(framework, Bundles.OFFLINE_API, Map.of()).with(Bundles.BASE);
        ServiceTracker<OfflineNotify, OfflineNotify> tracker =
                new ServiceTracker<>(host.newConsumer("tracker"), OfflineNotify.class, null);
        tracker.open();
        return new Side("SERVICE_TRACKER", host, tracker::size);
    }

    private Side whiteboard() throws Exception {
        Host host = new OfflineHost(framework).host();
        OfflineWhiteboardRuntime runtime = host.service(OfflineWhiteboardRuntime.class);
        return new Side("OFFLINE_WHITEBOARD", host, () -> runtime.getRuntimeDTO().notifyServices.length);
    }

    @TearDown
    public void close() throws Exception {
        for (Side side : sides) {
            side.host().close();
        }
    }

    @Benchmark
    public void round() throws Exception {
        turns.each(sides, this::turn);
    }

    private void turn(Side side) throws Exception {
        long coming = 0;
        long going = 0;
        for (int i = 0; i < PLUGINS; i++) {
            long begin = System.nanoTime();
            Bundle plugin =
                    side.host().context().installBundle("made:plugin-" + ++installed, new ByteArrayInputStream(jar));
            plugin.start();
            coming += System.nanoTime() - begin;
            expect(side, 1);
            begin = System.nanoTime();
            plugin.uninstall();
            going += System.nanoTime() - begin;
            expect(side, 0);
        }
        Figures.add(side.name() + ".install", coming / 1e3 / PLUGINS, "us");
        Figures.add(side.name() + ".uninstall", going / 1e3 / PLUGINS, "us");
    }

    /** What is measured must have happened by now: a service is advised when {@code registerService} returns. */
    private static void expect(Side side, int listeners) {
        if (side.known().getAsInt() != listeners) {
            throw new IllegalStateException(
                    side.name() + " knows " + side.known().getAsInt() + " listeners, not " + listeners);
        }
    }
}
