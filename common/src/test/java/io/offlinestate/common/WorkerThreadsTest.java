// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerThreadsTest {
    private final Set<WorkerThreads.Generation> generations = ConcurrentHashMap.newKeySet();
    private final WorkerThreads threads = new WorkerThreads((group, work, generation) -> {
        generations.add(generation);
        return new Thread(group, work, "worker", 0, false);
    });

    @AfterEach
    void close() {
        threads.close();
    }

    private Thread run() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        assertTrue(threads.execute(() -> ran.complete(Thread.currentThread())));
        return ran.get(10, TimeUnit.SECONDS);
    }

    private void awaitIdle(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void execute_afterIdle_usesSameThread() throws Exception {
        Thread first = run();
        awaitIdle(first);
        assertSame(first, run());
        assertEquals(1, threads.running());
    }

    @Test
    void retire_endsIdleThreadAtOnce() throws Exception {
        Thread first = run();
        awaitIdle(first);
        long begun = System.nanoTime();
        threads.retire();
        first.join(10_000);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(millis < 900, () -> millis + " ms: it ended because it was idle");
        assertNotSame(first, run());
    }

    @Test
    void retire_neverInterruptsTask_andEndsThreadAfterIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> undisturbed = new CompletableFuture<>();
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        threads.execute(() -> {
            worker.complete(Thread.currentThread());
            inside.countDown();
            try {
                undisturbed.complete(goOn.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                undisturbed.complete(false);
            }
        });
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        threads.retire();
        assertTrue(generations.iterator().next().isRetired());
        assertNotSame(worker.get(), run());
        goOn.countDown();
        assertTrue(undisturbed.get(10, TimeUnit.SECONDS));
        worker.get().join(900);
        assertFalse(worker.get().isAlive());
    }

    @Test
    void retire_withoutThreads_changesNothing() throws Exception {
        threads.retire();
        run();
        assertFalse(generations.iterator().next().isRetired());
    }

    @Test
    void retire_whileTasksCome_losesNone() throws Exception {
        int tasks = 5_000;
        CountDownLatch ran = new CountDownLatch(tasks);
        Thread retiring = new Thread(() -> {
            while (ran.getCount() > 0) {
                threads.retire();
            }
        });
        retiring.start();
        for (int i = 0; i < tasks; i++) {
            assertTrue(threads.execute(ran::countDown));
        }
        assertTrue(ran.await(30, TimeUnit.SECONDS), () -> ran.getCount() + " were lost");
        retiring.join(10_000);
    }

    @Test
    void close_refusesWork_andEndsAll() throws Exception {
        Thread before = run();
        threads.retire();
        Thread after = run();
        threads.close();
        threads.awaitEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
        assertEquals(0, threads.running());
        assertFalse(threads.execute(() -> {}));
        before.join(10_000);
        after.join(10_000);
    }
}
