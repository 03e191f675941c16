// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.fork;

import io.offlinestate.OfflineObjects;
import io.offlinestate.benchmarks.host.Bundles;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Heap;
import io.offlinestate.benchmarks.host.Host;
import io.offlinestate.benchmarks.host.Staged;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;

/**
 * A host that has everything but this project gets it, as bundles: how long does that take, and what is left once nothing happens?
 *
 * <p>Argument: framework.
 */
public final class FootprintRun {
    private static final long IDLE_MILLIS = 3_000;
    private static final String THREADS = "offline-";

    private FootprintRun() {}

    /** Measures it several times. */
    public static void measure(Forks forks, int runs, FrameworkKind framework) throws Exception {
        for (int run = 0; run < runs; run++) {
            try (Fork fork = new Fork(FootprintRun.class, Map.of("framework", framework.name()))) {
                forks.add(fork);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        FrameworkKind kind = FrameworkKind.valueOf(arguments[0]);
        Map<String, Double> figures = new LinkedHashMap<>();
        long begin = System.nanoTime();
        Host host = Host.start(kind, Bundles.OFFLINE_API, Map.of()).with(Bundles.BASE);
        figures.put("base", millisSince(begin));
        Thread.sleep(IDLE_MILLIS);
        long heapBefore = Heap.usedBytes();
        int threadsBefore = threads("");

        begin = System.nanoTime();
        install(host, figures);
        host.service(OfflineObjects.class);
        host.service(OfflineWhiteboardRuntime.class);
        figures.put("ready", millisSince(begin));

        Thread.sleep(IDLE_MILLIS);
        figures.put("heap", (double) (Heap.usedBytes() - heapBefore));
        figures.put("threads", (double) threads(THREADS));
        figures.put("threads.more", (double) (threads("") - threadsBefore));
        Child.end(figures);
    }

    private static void install(Host host, Map<String, Double> figures) throws Exception {
        List<String> names = Bundles.all(List.of(Bundles.API), Bundles.OFFLINE);
        Bundle[] bundles = new Bundle[names.size()];
        long begin = System.nanoTime();
        for (int i = 0; i < bundles.length; i++) {
            bundles[i] = host.install(names.get(i));
        }
        figures.put("install", millisSince(begin));
        for (String name : names) {
            figures.put("jar." + name, (double) Files.size(Staged.bundle(name)));
        }
        for (Bundle bundle : bundles) {
            begin = System.nanoTime();
            bundle.start();
            figures.put("start." + bundle.getSymbolicName(), millisSince(begin));
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static int threads(String prefix) {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }
}
