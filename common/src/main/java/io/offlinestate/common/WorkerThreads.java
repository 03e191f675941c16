// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Daemon threads that are made when there is work and end a second after the last of it: one for each task that runs at the same
 * time. A task is never interrupted. Thread-safe.
 *
 * <p>Tasks run foreign code, and what that leaves in thread locals lives as long as the thread. {@link #retire} replaces all
 * threads, so that what a plug-in has left behind goes with it.
 */
public final class WorkerThreads {
    private static final long KEEP_ALIVE_MILLIS = 1_000;

    private final Factory factory;
    private volatile Generation current = new Generation();
    /** The generations that take no more work; those that have ended are removed now and then. Guarded by this. */
    private final List<Generation> ending = new ArrayList<>();
    /** Guarded by this. */
    private boolean closed;

    /** Constructs a thread; {@link DaemonThreads} sees to the rest. */
    @FunctionalInterface
    public interface Factory {
        Thread construct(ThreadGroup group, Runnable work, Generation generation);
    }

    /** Threads that are retired together. */
    public final class Generation {
        private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), this::thread);

        private volatile boolean retired;

        /** Whether its threads are to end: a long task goes on in another one. */
        public boolean isRetired() {
            return retired;
        }

        private Thread thread(Runnable work) {
            return DaemonThreads.make(group -> factory.construct(group, work, this));
        }

        @SuppressWarnings("removal") // does no harm where permissions are not checked any more
        private void end() {
            AccessController.doPrivileged((PrivilegedAction<Void>) () -> {
                pool.shutdown();
                return null;
            });
        }
    }

    public WorkerThreads(Factory factory) {
        this.factory = factory;
    }

    /**
     * Runs the task.
     *
     * @return false if this is closed
     * @throws OutOfMemoryError if no thread can be made
     */
    public boolean execute(Runnable task) {
        while (true) {
            Generation generation = current;
            try {
                generation.pool.execute(task);
                return true;
            } catch (RejectedExecutionException ended) {
                if (generation == current) {
                    return false;
                }
            }
        }
    }

    /**
     * Ends the threads that there are now: the idle ones at once, the others as soon as their task is over. New work gets new
     * threads. Costs next to nothing while there are no threads.
     */
    public synchronized void retire() {
        Generation old = current;
        if (closed || old.pool.getPoolSize() == 0) {
            return;
        }
        ending.removeIf(generation -> generation.pool.isTerminated());
        ending.add(old);
        current = new Generation(); // before the old one refuses work
        old.retired = true;
        old.end();
    }

    /** How many threads there are. */
    public synchronized int running() {
        int running = closed ? 0 : current.pool.getPoolSize();
        for (Generation generation : ending) {
            running += generation.pool.getPoolSize();
        }
        return running;
    }

    /** Takes no more work. The threads end as their tasks end. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            ending.add(current);
            current.end();
        }
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Waits, after the close, until all threads have ended.
     *
     * @param deadline the {@link System#nanoTime()} at which to give up
     */
    public void awaitEnd(long deadline) {
        List<Generation> all;
        synchronized (this) {
            all = List.copyOf(ending);
        }
        try {
            for (Generation generation : all) {
                generation.pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
