// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineManager;
import io.offlinestate.impl.internal.component.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads that do things all at the same time, each for a while; what goes wrong in one of them ends them all. */
final class Crowd {
    /** However slow the machine is, nobody goes on for longer. */
    private static final long AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> counting = new ArrayList<>();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();
    private volatile boolean over;

    interface Task {
        void run() throws Exception;
    }

    /** A thread that does something so many times. */
    Crowd times(int count, Task task) {
        return add(() -> {
            long end = System.nanoTime() + AT_MOST_NANOS;
            for (int i = 0; i < count && System.nanoTime() < end && trouble.get() == null; i++) {
                task.run();
            }
        });
    }

    /** A thread that does something again and again, until a condition holds. */
    Crowd until(BooleanSupplier condition, Task task) {
        return add(() -> {
            long end = System.nanoTime() + AT_MOST_NANOS;
            while (!condition.getAsBoolean() && System.nanoTime() < end && trouble.get() == null) {
                task.run();
                pause();
            }
        });
    }

    /** A thread that does something again and again, until those that count have come to an end. */
    Crowd meanwhile(Task task) {
        Thread thread = thread(() -> {
            while (!over && trouble.get() == null) {
                task.run();
                pause();
            }
        });
        threads.add(thread);
        return this;
    }

    /** Takes an object offline and online in turn. */
    Crowd moving(OfflineManager object, int count) {
        ConnectionState[] next = {ConnectionState.OFFLINE};
        return times(count, () -> {
            object.setCurrentState(next[0], Host.PATIENCE);
            next[0] = next[0] == ConnectionState.OFFLINE ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
        });
    }

    /** Lets others have the processor too: what spins would slow down what it is to race with. */
    private static void pause() {
        LockSupport.parkNanos(10_000);
    }

    private Crowd add(Task task) {
        Thread thread = thread(task);
        threads.add(thread);
        counting.add(thread);
        return this;
    }

    private Thread thread(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                trouble.compareAndSet(null, e);
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    /** Starts them all and waits for their end. */
    void run() throws InterruptedException {
        threads.forEach(Thread::start);
        join(counting);
        over = true;
        join(threads);
        if (trouble.get() != null) {
            throw new AssertionError("in one of the threads: " + trouble.get(), trouble.get());
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(Host.PATIENCE.toMillis());
            if (thread.isAlive()) {
                AssertionError stuck = new AssertionError("a thread does not come to an end");
                stuck.setStackTrace(thread.getStackTrace());
                throw stuck;
            }
        }
    }
}
