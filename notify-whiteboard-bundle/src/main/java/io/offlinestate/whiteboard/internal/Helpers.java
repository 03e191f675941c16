// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.common.DaemonThreads;
import io.offlinestate.common.WorkerThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what must not wait and cannot be done by the thread that is there. While nothing happens there are none: a
 * thread that has had nothing to do for a second ends. Thread-safe.
 */
final class Helpers implements AutoCloseable {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicInteger count = new AtomicInteger();
    private final WorkerThreads threads = new WorkerThreads((group, work, generation) ->
            new Helper(group, work, "offline-whiteboard-" + count.incrementAndGet(), generation));

    private static final class Helper extends Thread {
        private final String ownName;
        private final WorkerThreads.Generation generation;

        Helper(ThreadGroup group, Runnable work, String name, WorkerThreads.Generation generation) {
            super(group, work, name, 0, false);
            this.ownName = name;
            this.generation = generation;
        }
    }

    /**
     * Runs something on a thread of its own.
     *
     * @return false if there is none to be had
     */
    boolean execute(Runnable work) {
        try {
            return threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    restore();
                }
            });
        } catch (OutOfMemoryError none) {
            return false;
        }
    }

    /** Takes back what foreign code may have changed about the calling thread, if that is one of these. */
    void restore() {
        if (Thread.currentThread() instanceof Helper helper) {
            DaemonThreads.restore(helper.ownName);
        }
    }

    /** A bundle is unloaded: what it has left in thread locals goes with the threads, which end as soon as they can. */
    void retire() {
        threads.retire();
    }

    /** Whether the calling thread is to end: work that does not end by itself goes on in another one. */
    boolean isRetired() {
        return Thread.currentThread() instanceof Helper helper && helper.generation.isRetired();
    }

    int running() {
        return threads.running();
    }

    boolean isClosed() {
        return threads.isClosed();
    }

    /** Waits a moment for the threads to end. One that is stuck in foreign code ends when it is back. */
    @Override
    public void close() {
        threads.close();
        threads.awaitEnd(System.nanoTime() + CLOSE_NANOS);
    }
}
