// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.fork;

import io.offlinestate.NotifyType;
import io.offlinestate.benchmarks.contender.Contender;
import io.offlinestate.benchmarks.contender.ContenderKind;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.listener.Reacting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An event in a fresh framework, while some listeners, which are ranked first, hang: when has the last of the healthy ones been told?
 *
 * <p>Arguments: contender, framework, listeners, how many of them hang, for how many milliseconds, and how many events there are before in
 * which nobody hangs.
 */
public final class HangRun {
    private static final long SETTLE_MILLIS = 500;
    private static final long APART_MILLIS = 400;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int HUNG_RANKING = 1_000;
    private static final int HEALTHY_RANKING = 1;
    private static final int EVENTS_BEFORE = 20;

    private static final List<HangCase> CASES = List.of(
            new HangCase(100, 1, 0),
            new HangCase(100, 25, 0),
            new HangCase(1_000, 100, 0),
            new HangCase(100, 25, EVENTS_BEFORE));

    private static final List<Where> CONTENDERS = List.of(
            new Where(ContenderKind.SERVICE_TRACKER, FrameworkKind.FELIX),
            new Where(ContenderKind.GUAVA, FrameworkKind.FELIX),
            new Where(ContenderKind.FELIX_EVENT_ADMIN, FrameworkKind.FELIX),
            new Where(ContenderKind.FELIX_NO_TIMEOUT, FrameworkKind.FELIX),
            new Where(ContenderKind.EQUINOX_EVENT_ADMIN, FrameworkKind.EQUINOX),
            new Where(ContenderKind.TYPED_EVENT, FrameworkKind.FELIX),
            new Where(ContenderKind.DETECTED_ADVISE, FrameworkKind.FELIX),
            new Where(ContenderKind.DETECTED_WHITEBOARD, FrameworkKind.EQUINOX));

    /**
     * A number of listeners of which some hang.
     *
     * @param before how many events before they do
     */
    private record HangCase(int listeners, int hung, int before) {}

    /** A contender in a framework. */
    private record Where(ContenderKind kind, FrameworkKind framework) {}

    private HangRun() {}

    /**
     * Measures all cases. The JVMs of a case start together, and then begin one after another: those that have begun only wait by then,
     * so that the others have the machine for themselves.
     */
    public static void measure(Forks forks, int runs, long hangMillis) throws Exception {
        for (HangCase each : CASES) {
            List<Fork> together = new ArrayList<>();
            try {
                for (int run = 0; run < runs; run++) {
                    for (Where where : CONTENDERS) {
                        together.add(new Fork(HangRun.class, params(where, each, hangMillis)));
                    }
                }
                for (Fork fork : together) {
                    fork.awaitReady();
                }
                for (Fork fork : together) {
                    fork.begin();
                    Thread.sleep(APART_MILLIS);
                }
                for (Fork fork : together) {
                    forks.add(fork);
                }
            } finally {
                together.forEach(Fork::close);
            }
        }
    }

    private static Map<String, String> params(Where where, HangCase hangCase, long hangMillis) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("contender", where.kind().name());
        params.put("framework", where.framework().name());
        params.put("listeners", String.valueOf(hangCase.listeners()));
        params.put("hung", String.valueOf(hangCase.hung()));
        params.put("hangMillis", String.valueOf(hangMillis));
        params.put("before", String.valueOf(hangCase.before()));
        return params;
    }

    public static void main(String[] arguments) throws Exception {
        Contender contender = ContenderKind.valueOf(arguments[0]).open(FrameworkKind.valueOf(arguments[1]));
        int listeners = Integer.parseInt(arguments[2]);
        int hung = Integer.parseInt(arguments[3]);
        long hangMillis = Long.parseLong(arguments[4]);
        AtomicBoolean armed = new AtomicBoolean();
        Ears ears = new Ears(listeners - hung);
        for (int i = 0; i < hung; i++) {
            contender.add(new Hanging(armed, hangMillis), HUNG_RANKING);
        }
        for (int i = hung; i < listeners; i++) {
            contender.add(ears.newListener(), HEALTHY_RANKING);
        }
        Thread.sleep(SETTLE_MILLIS); // what bundles still do after they have started is not measured here
        Child.ready();
        for (int i = Integer.parseInt(arguments[5]); i > 0; i--) {
            uneventful(contender, ears);
        }
        armed.set(true);
        Child.end(measure(contender, ears, hangMillis));
    }

    private static void uneventful(Contender contender, Ears ears) throws InterruptedException, IOException {
        ears.listen();
        contender.send();
        NotifyType last = contender.callsPerEvent() > 1 ? NotifyType.STATECHANGE_DONE : NotifyType.STATECHANGE;
        if (!ears.of(last).await(System.nanoTime() + PATIENCE_NANOS)) {
            throw new IOException("not everybody was told of an event in which nobody hangs");
        }
    }

    private static Map<String, Double> measure(Contender contender, Ears ears, long hangMillis)
            throws InterruptedException {
        ears.listen();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(hangMillis * 6 / 5);
        Caller caller = new Caller(contender);
        long begin = System.nanoTime();
        caller.start();
        ears.of(NotifyType.STATECHANGE).await(deadline);
        caller.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        Map<String, Double> figures = new LinkedHashMap<>();
        if (contender.callsPerEvent() > 1) {
            figures.put("start", ears.of(NotifyType.STATECHANGE_START).lastMillis(begin, deadline));
        }
        figures.put("change", ears.of(NotifyType.STATECHANGE).lastMillis(begin, deadline));
        figures.put("caller", caller.millis(begin, deadline));
        return figures;
    }

    /** Sends the event. */
    private static final class Caller extends Thread {
        private final Contender contender;
        private volatile long backNanos;

        Caller(Contender contender) {
            super("caller");
            this.contender = contender;
            setDaemon(true);
        }

        @Override
        public void run() {
            contender.send();
            backNanos = System.nanoTime();
        }

        double millis(long begin, long deadline) {
            long back = backNanos;
            return ((back == 0 ? deadline : back) - begin) / 1e6;
        }
    }

    /** Hangs once, in its first call after it was armed. */
    private static final class Hanging extends Reacting {
        private final AtomicBoolean armed;
        private final long millis;
        private boolean hung;

        Hanging(AtomicBoolean armed, long millis) {
            this.armed = armed;
            this.millis = millis;
        }

        @Override
        protected void called(NotifyType phase) {
            if (hung || !armed.get()) {
                return;
            }
            hung = true;
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
