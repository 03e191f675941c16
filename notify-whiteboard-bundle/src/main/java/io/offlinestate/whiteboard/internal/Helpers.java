package io.offlinestate.whiteboard.internal;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what must not wait and cannot be done by the thread that is there. While nothing happens there are none: a
 * thread that has had nothing to do for a second ends. Thread-safe.
 */
final class Helpers implements AutoCloseable {
    private static final long IDLE_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 1000;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), this::thread);

    private Thread thread(Runnable work) {
        // inherits nothing from whoever happens to be the first to need it
        Thread thread = new Thread(null, work, "offline-whiteboard-" + count.incrementAndGet(), 0, false);
        thread.setContextClassLoader(Helpers.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs something on a thread of its own.
     *
     * @return false if there is none to be had
     */
    boolean execute(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError none) {
            return false;
        }
    }

    int running() {
        return threads.getPoolSize();
    }

    boolean isClosed() {
        return threads.isShutdown();
    }

    /** Waits a moment for the threads to end. One that is stuck in foreign code ends when it is back. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
