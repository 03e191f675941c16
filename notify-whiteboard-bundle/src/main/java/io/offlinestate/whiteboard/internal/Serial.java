// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Runs tasks one after another, in the order they come: each on the thread that brings it, or, while another thread is at
 * work, on that one. So what the tasks touch needs no lock, and nobody holds one while a task calls foreign code.
 *
 * <p>A task may bring tasks: they come after it. Thread-safe; every field is guarded by this.
 */
final class Serial extends Awaited {
    private final Consumer<Throwable> failures;
    private Queue<Runnable> waiting;
    private Thread worker;
    private boolean abroad;
    private long brought;
    private long done;

    /**
     * @param failures is told what comes out of a task, which should be nothing
     */
    Serial(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    /** Runs the task, or leaves it to the thread that is at work. */
    void execute(Runnable task) {
        bring(task);
    }

    /**
     * Runs the task, or waits until the thread that is at work has run it. Does not wait for itself, nor for a thread that is
     * {@link #abroad}.
     *
     * @param bound how long to wait at most
     * @return whether the task has been run; if not, it will be
     */
    boolean executeAndWait(Runnable task, Duration bound) {
        long ticket = bring(task);
        synchronized (this) {
            await(bound, () -> done >= ticket || worker == Thread.currentThread() || abroad);
            return done >= ticket;
        }
    }

    /** Calls, from within a task, something that may take long or wait for whoever waits for the task. */
    void abroad(Runnable call) {
        boolean outer = setAbroad(true);
        try {
            call.run();
        } finally {
            setAbroad(outer);
        }
    }

    private synchronized boolean setAbroad(boolean value) {
        boolean before = abroad;
        abroad = value;
        changed();
        return before;
    }

    private long bring(Runnable task) {
        long ticket;
        synchronized (this) {
            ticket = ++brought;
            if (worker != null) {
                if (waiting == null) {
                    waiting = new ArrayDeque<>();
                }
                waiting.add(task);
                return ticket;
            }
            worker = Thread.currentThread();
        }
        for (Runnable next = task; next != null; next = finished()) {
            run(next);
        }
        return ticket;
    }

    /** Counts the task that has been run, and gives the next one. */
    private synchronized Runnable finished() {
        done++;
        changed();
        Runnable next = waiting == null ? null : waiting.poll();
        if (next == null) {
            waiting = null;
            worker = null;
        }
        return next;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            failures.accept(t);
        }
    }
}
