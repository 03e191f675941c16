package io.offlinestate.impl.internal.dispatch;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of the bundle: daemons named {@code offline-<profile>-<n>}, made when there is work, gone a second after the
 * last of it. It grows by one for every callback that hangs, and never interrupts one. Thread-safe.
 */
final class Carriers {
    private static final long KEEP_ALIVE_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 500;

    private final AtomicLong made;
    private final ThreadPoolExecutor pool = new Pool();

    /** @param made how many threads there have been: the numbers in their names */
    Carriers(AtomicLong made) {
        this.made = made;
    }

    /** Runs the task on a thread named for the profile; false once the pool is closed. */
    boolean execute(String profile, Runnable task) {
        try {
            pool.execute(() -> {
                ((Carrier) Thread.currentThread()).serve(profile);
                task.run();
            });
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Takes no more work, and waits a moment for the threads to end; those that a callback keeps end when it returns. */
    void close() {
        pool.shutdown();
        if (current() == null) {
            try {
                pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The carrier that runs the calling code, or null. */
    Carrier current() {
        return Thread.currentThread() instanceof Carrier carrier && carrier.owner == this ? carrier : null;
    }

    /** One thread, and what it is calling: read and written by the thread itself alone. */
    static final class Carrier extends Thread {
        private final Carriers owner;
        private final long number;
        private String profile = "";
        /** The round whose fast part it runs. */
        Round round;
        /** The listener whose mailbox it empties. */
        Listener draining;

        private Carrier(Carriers owner, Runnable work, long number) {
            super(null, work, "offline-" + number, 0, false);
            this.owner = owner;
            this.number = number;
            setDaemon(true);
            // the creator may be any plug-in: its class loader must not live on in our thread
            setContextClassLoader(null);
        }

        private void serve(String profile) {
            if (!profile.equals(this.profile)) {
                this.profile = profile;
                setName("offline-" + profile + "-" + number);
            }
        }

        /** A callback may have left its thread interrupted; that must not hit the next one. */
        void clearInterrupt() {
            if (isInterrupted()) {
                interrupted();
            }
        }

        /** Takes back what else a callback may have left behind. */
        void tidy() {
            if (getContextClassLoader() != null) {
                setContextClassLoader(null);
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

    private final class Pool extends ThreadPoolExecutor {
        Pool() {
            super(
                    0,
                    Integer.MAX_VALUE,
                    KEEP_ALIVE_MILLIS,
                    TimeUnit.MILLISECONDS,
                    new SynchronousQueue<>(),
                    Carriers.this::make);
        }
    }

    /**
     * A thread keeps the access control context of the code that makes it, and with that the class loader of any plug-in that
     * happens to be on the stack; privileged, it is that of this bundle alone.
     */
    @SuppressWarnings("removal") // does no harm where there is nothing to inherit any more
    private Thread make(Runnable work) {
        return AccessController.doPrivileged(
                (PrivilegedAction<Thread>) () -> new Carrier(this, work, made.incrementAndGet()));
    }
}
