package io.offlinestate.benchmarks.listener;

import io.offlinestate.NotifyType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Counts its calls and when the last one of them was, and wakes a thread that waits for one. One thread may wait at a time. */
public final class Signal extends Reacting implements Count {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private volatile long calls;
    private volatile Thread waiter;
    private long changeNanos;

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one caller at a time
    protected void called(NotifyType phase) {
        if (phase == NotifyType.STATECHANGE) {
            changeNanos = System.nanoTime();
        }
        calls++;
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public long calls() {
        return calls;
    }

    /** When the change, or the only event, was last heard; to be read by who has seen that call counted. */
    public long changeNanos() {
        return changeNanos;
    }

    /** Waits, asleep, until it has been called so often. */
    public void await(long count) {
        if (calls >= count) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        waiter = Thread.currentThread();
        while (calls < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited in vain for call " + count + "; there were " + calls);
            }
            LockSupport.parkNanos(this, PATIENCE_NANOS);
        }
        waiter = null;
    }
}
