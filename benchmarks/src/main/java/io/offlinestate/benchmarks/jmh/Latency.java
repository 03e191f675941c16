// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.benchmarks.contender.Contender;
import io.offlinestate.benchmarks.contender.ContenderKind;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.listener.Quiet;
import io.offlinestate.benchmarks.listener.Signal;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One contender with its listeners, and how long it takes to tell them. */
final class Latency {
    private static final int BUSY_EVENTS = 200;
    private static final int IDLE_EVENTS = 10;

    /** So long it takes for all threads to be asleep. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ContenderKind kind;
    private final Contender contender;
    private final Signal last = new Signal();
    private long sent;

    Latency(ContenderKind kind, FrameworkKind framework, int listeners) throws Exception {
        this.kind = kind;
        this.contender = kind.open(framework);
        for (int i = 0; i < listeners - 1; i++) {
            contender.add(Quiet.of(i), 0);
        }
        contender.add(last, 0);
    }

    /** Sends one event after the other. */
    void busy() {
        send("busy", BUSY_EVENTS, 0);
    }

    /** Sends events with pauses before them. */
    void idle() {
        send("idle", IDLE_EVENTS, IDLE_NANOS);
    }

    /** Sends events, and reports the median times to the last listener and to the end of it all. */
    private void send(String how, int events, long pauseNanos) {
        double[] told = new double[events];
        double[] done = new double[events];
        for (int i = 0; i < events; i++) {
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
            long begin = System.nanoTime();
            contender.send();
            sent += contender.callsPerEvent();
            last.await(sent);
            done[i] = System.nanoTime() - begin;
            told[i] = last.changeNanos() - begin;
        }
        report(kind.name() + "." + how + ".told", told);
        report(kind.name() + "." + how + ".done", done);
    }

    private static void report(String name, double[] nanos) {
        Arrays.sort(nanos);
        Figures.add(name, nanos[nanos.length / 2] / 1_000, "us");
        if (nanos.length >= 100) {
            Figures.add(name + ".p99", nanos[(int) (nanos.length * 0.99)] / 1_000, "us");
        }
    }
}
