// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Recorder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A listener that hangs where a test wants it to, until the test lets it go; closed, it never hangs again. */
final class Hanging implements OfflineNotify, AutoCloseable {
    final Recorder recorder = new Recorder(this::hang);
    /** It hangs. */
    final CountDownLatch entered = new CountDownLatch(1);

    private final CountDownLatch returned = new CountDownLatch(1);
    volatile Thread thread;
    volatile boolean interrupted;
    private final CountDownLatch released = new CountDownLatch(1);
    private final Predicate<OfflineNotification> where;
    private final boolean inAdvised;

    private Hanging(Predicate<OfflineNotification> where, boolean inAdvised) {
        this.where = where;
        this.inAdvised = inAdvised;
    }

    static Hanging when(Predicate<OfflineNotification> where) {
        return new Hanging(where, false);
    }

    /** Hangs in the first notification of this type. */
    static Hanging in(NotifyType type) {
        return when(notification -> notification.type() == type);
    }

    static Hanging inAdvised() {
        return new Hanging(notification -> false, true);
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        if (inAdvised) {
            hang();
        }
        recorder.advised(object, state, sequence);
    }

    @Override
    public void notify(OfflineNotification notification) {
        recorder.notify(notification);
    }

    private void hang(OfflineNotification notification) {
        if (where.test(notification)) {
            hang();
        }
    }

    private void hang() {
        thread = Thread.currentThread();
        entered.countDown();
        boolean over = false;
        while (!over) {
            try {
                over = released.await(2, TimeUnit.MINUTES);
                if (!over) {
                    throw new AssertionError("nobody has let it go");
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        returned.countDown();
    }

    void awaitHanging() {
        Waits.on(entered, "a listener to hang");
    }

    boolean isHanging() {
        return entered.getCount() == 0 && released.getCount() > 0;
    }

    void letGo() {
        released.countDown();
    }

    /** Lets it go, and waits until it does. */
    void awaitReturn() {
        letGo();
        Waits.on(returned, "a listener to return");
    }

    @Override
    public void close() {
        letGo();
    }
}
