// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.common.DaemonThreads;
import io.offlinestate.common.WorkerThreads;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of the bundle: daemons named {@code offline-<profile>-<n>}, made when there is work, gone a second after the
 * last of it. It grows by one for every callback that hangs, and never interrupts one. Thread-safe.
 */
final class Carriers {
    private final AtomicLong made;
    private final WorkerThreads threads = new WorkerThreads(this::make);

    /** @param made how many threads there have been: the numbers in their names */
    Carriers(AtomicLong made) {
        this.made = made;
    }

    /** Runs the task on a thread named for the profile; false once this is closed. */
    boolean execute(String profile, Runnable task) {
        return threads.execute(() -> {
            Carrier self = (Carrier) Thread.currentThread();
            self.serve(profile);
            try {
                task.run();
            } finally {
                DaemonThreads.restore(self.ownName);
            }
        });
    }

    /** Has other threads do the work from now on; those that there are end with their task. */
    void retire() {
        threads.retire();
    }

    /** Takes no more work; those that a callback keeps end when it returns. */
    void close() {
        threads.close();
    }

    /** Waits, after the close, until the threads have ended; not on one of them. */
    void awaitEnd(long deadline) {
        if (current() == null) {
            threads.awaitEnd(deadline);
        }
    }

    /** The carrier that runs the calling code, or null. */
    Carrier current() {
        return Thread.currentThread() instanceof Carrier carrier && carrier.owner == this ? carrier : null;
    }

    private Carrier make(ThreadGroup group, Runnable work, WorkerThreads.Generation generation) {
        return new Carrier(this, group, work, generation, made.incrementAndGet());
    }

    /** One thread, and what it is calling: read and written by the thread itself alone. */
    static final class Carrier extends Thread {
        private final Carriers owner;
        private final WorkerThreads.Generation generation;
        private final long number;
        private String profile = "";
        private String ownName;
        /** The round whose fast part it runs. */
        Round round;
        /** The listener whose mailbox it empties. */
        Listener draining;

        private Carrier(
                Carriers owner, ThreadGroup group, Runnable work, WorkerThreads.Generation generation, long number) {
            super(group, work, "offline-" + number, 0, false);
            this.owner = owner;
            this.generation = generation;
            this.number = number;
            this.ownName = getName();
        }

        private void serve(String profile) {
            if (!profile.equals(this.profile)) {
                this.profile = profile;
                ownName = "offline-" + profile + "-" + number;
                setName(ownName);
            }
        }

        /** Whether it is to end: what it has begun goes on, on another one, as soon as no callback is running. */
        boolean isRetired() {
            return generation.isRetired();
        }

        /**
         * Takes back what a callback may have changed about its thread, for the next one must find it as it should be. Called
         * after each callback: it reads four fields of the thread and writes nothing where nothing has changed.
         */
        void restore() {
            if (isInterrupted()
                    || getContextClassLoader() != null
                    || getName() != ownName
                    || getPriority() != NORM_PRIORITY) {
                DaemonThreads.restore(ownName);
            }
        }

        /** The listener that this thread is inside of, or null. */
        Listener calling() {
            if (draining != null) {
                return draining;
            }
            return round == null ? null : round.calling();
        }
    }
}
