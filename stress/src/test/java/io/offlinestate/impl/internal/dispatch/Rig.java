// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.dispatch.Carriers.Carrier;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What the trials share: the threads of one dispatcher, patience, and ways to take one's time. Static, because jcstress makes
 * the trials itself, each JVM running one kind of them.
 */
public final class Rig {
    /** A trial decides for itself when somebody has stalled; see {@link #leap}. */
    static final Limits LIMITS = new Limits(TimeUnit.HOURS.toNanos(1), TimeUnit.HOURS.toNanos(1), 64);

    static final String PROFILE = "stress";
    static final OfflineObjectId OBJECT = OfflineObjectId.global(PROFILE);
    static final Dispatcher DISPATCHER = new Dispatcher(new Silence());

    /** No verdict of "never" before this. */
    public static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("stress.patience", 10));

    private static final int SPINS = 1_000;
    private static final long LINGER_NANOS = TimeUnit.MICROSECONDS.toNanos(30);
    private static final int ONE_LINGERS_IN = 8;

    /** Something was waited for in vain: the test has failed, and what comes after proves nothing. */
    private static volatile boolean lost;

    private static final ThreadLocal<Carrier> SPARE = ThreadLocal.withInitial(Rig::borrow);

    private Rig() {}

    // ---- carriers

    /** A carrier of its own for each thread that plays one. */
    static Carrier carrier() {
        return SPARE.get();
    }

    private static Carrier borrow() {
        CompletableFuture<Carrier> borrowed = new CompletableFuture<>();
        onCarrier(() -> borrowed.complete(DISPATCHER.carrier()));
        return borrowed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    static void onCarrier(Runnable work) {
        DISPATCHER.execute(PROFILE, work);
    }

    /** So much later that whoever has not moved since has stalled. */
    static long leap(long now) {
        return now + LIMITS.stallNanos() + 1;
    }

    // ---- time

    /**
     * Takes a moment, up to so many turns, never the same twice; now and then it gives up its processor, so that others get
     * in between also where all processors are busy.
     */
    public static void dawdle(int turns) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(ONE_LINGERS_IN) == 0) {
            linger();
        }
        for (int i = random.nextInt(turns + 1); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    /** For a mutant: takes a long moment between looking and acting. Returns true, to be used in conditions. */
    public static boolean linger() {
        LockSupport.parkNanos(LINGER_NANOS);
        return true;
    }

    /** For a mutant: lets go of a monitor for a moment in the middle of what should be a single step. */
    public static void letGo(Object monitor) {
        try {
            monitor.wait(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- patience

    /** Waits until something has happened. Returns whether it has. */
    public static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; !condition.getAsBoolean(); i++) {
            if (lost || System.nanoTime() > deadline) {
                lost = true;
                return false;
            }
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return true;
    }

    /** Waits until nobody calls these listeners or is about to. Returns whether that is so. */
    public static boolean awaitQuiet(Iterable<? extends Listener> listeners) {
        long began = System.nanoTime();
        Listener.awaitQuiet(listeners, PATIENCE.toNanos());
        boolean quiet = System.nanoTime() - began < PATIENCE.toNanos();
        lost |= !quiet;
        return quiet;
    }

    /** Something was waited for in vain. */
    public static void lose() {
        lost = true;
    }

    /** Whether there is no use in going on. */
    public static boolean isLost() {
        return lost;
    }

    /** Nothing of what is logged matters to a trial. */
    public static final class Silence implements Troubles {
        @Override
        public void thrown(Listener listener, Throwable thrown) {
            // the witness knows
        }

        @Override
        public void stalled(Listener listener) {
            // as intended
        }

        @Override
        public void internal(String what, Throwable why) {
            throw new IllegalStateException(what, why);
        }
    }
}
