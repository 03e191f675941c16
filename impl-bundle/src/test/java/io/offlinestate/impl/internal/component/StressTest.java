// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything at once, from many threads: whoever stays advised has heard everything once, in order. */
@Timeout(120)
class StressTest {
    private static final long DURATION_NANOS = TimeUnit.SECONDS.toNanos(3);

    @Test
    void nothingIsMissedDoubledOrReordered() throws Exception {
        long seed = Long.getLong("offlinestate.seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (Host host = new Host()) {
            host.configure(20, 5, 100_000); // who is slow gets everything, too
            OfflineManager global = host.open();
            List<OfflineManager> objects = new ArrayList<>(List.of(global));
            for (int i = 0; i < 6; i++) {
                objects.add(host.child(global));
                objects.add(host.child(objects.get(objects.size() - 1)));
            }
            Random random = new Random(seed);
            record Advised(OfflineManager object, Recorder recorder, AdviseToken token) {}
            List<Advised> steady = new ArrayList<>();
            for (OfflineManager object : objects) {
                for (int i = 0; i < 8; i++) {
                    int slow = random.nextInt(16) == 0 ? 8 : 0;
                    Recorder recorder = new Recorder(n -> {
                        if (slow > 0 && (n.change().sequence() & 7) == 3) {
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slow));
                        }
                    });
                    AdviseToken token = object.advise(AdviseInfo.builder(recorder)
                            .ranking(random.nextInt(3))
                            .clientToken(i)
                            .build());
                    steady.add(new Advised(object, recorder, token));
                }
            }
            AtomicBoolean stop = new AtomicBoolean();
            AtomicReference<Throwable> trouble = new AtomicReference<>();
            CountDownLatch over = new CountDownLatch(6);
            for (int t = 0; t < 6; t++) {
                Random own = new Random(seed + t);
                int kind = t % 3;
                Thread thread = new Thread(() -> {
                    try {
                        long end = System.nanoTime() + DURATION_NANOS;
                        while (System.nanoTime() < end && !stop.get()) {
                            OfflineManager object = objects.get(own.nextInt(objects.size()));
                            if (kind == 0) {
                                set(object, own.nextInt(3) > 0);
                            } else if (kind == 1) {
                                host.report(object, Reachability.UNREACHABLE);
                                LockSupport.parkNanos(own.nextInt(100_000));
                                host.report(object, Reachability.REACHABLE);
                                LockSupport.parkNanos(own.nextInt(2_000_000));
                            } else {
                                Recorder recorder = new Recorder();
                                AdviseToken token = object.advise(AdviseInfo.of(recorder));
                                LockSupport.parkNanos(own.nextInt(500_000));
                                token.close();
                                int heard = recorder.heard().size();
                                LockSupport.parkNanos(own.nextInt(100_000));
                                assertEquals(heard, recorder.heard().size(), "heard after unadvise");
                                assertEquals(List.of(), recorder.complaints());
                            }
                        }
                    } catch (Throwable e) {
                        trouble.compareAndSet(null, e);
                        stop.set(true);
                    } finally {
                        over.countDown();
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
            assertTrue(over.await(60, TimeUnit.SECONDS), "the threads have not come to an end");
            if (trouble.get() != null) {
                throw new AssertionError("seed " + seed, trouble.get());
            }
            for (OfflineManager object : objects) {
                host.session.withdraw(object.id(), "test");
            }
            settle(host, objects);
            long transitions = 0;
            for (OfflineManager object : objects) {
                transitions += host.inspector.object(object.id()).sequence;
            }
            long stalls = host.logged.stream()
                    .filter(l -> l.contains("has not returned"))
                    .count();
            System.out.println(transitions + " changes of state, " + stalls + " listeners stalled");
            assertTrue(transitions > 500, "too few changes to mean anything: " + transitions);
            for (Advised advised : steady) {
                long last = host.inspector.object(advised.object().id()).sequence;
                long first = advised.token().sequenceAtAdvise();
                advised.recorder().await((int) (3 * (last - first)));
                assertEquals(3 * (last - first), advised.recorder().heard().size());
                assertEquals(
                        advised.object().getCurrentState(),
                        advised.recorder().fold(advised.token().stateAtAdvise()));
                assertEquals(List.of(), advised.recorder().complaints());
            }
        }
    }

    private static void set(OfflineManager object, boolean online) throws Exception {
        try {
            object.setCurrentState(online ? ConnectionState.ONLINE : ConnectionState.OFFLINE, Host.PATIENCE);
        } catch (OfflineException e) {
            assertEquals(ErrorCode.PENDING, e.code());
        }
    }

    /** Sets every object online, so that all have gone through every transition that was waiting. */
    private static void settle(Host host, List<OfflineManager> objects) throws Exception {
        long deadline = System.nanoTime() + Host.PATIENCE.toNanos();
        for (OfflineManager object : objects) {
            while (host.inspector.object(object.id()).phase != null
                    || object.getCurrentState() != ConnectionState.ONLINE) {
                assertTrue(
                        System.nanoTime() < deadline, () -> "does not settle: " + host.inspector.object(object.id()));
                set(object, true);
                Thread.onSpinWait();
            }
        }
    }
}
