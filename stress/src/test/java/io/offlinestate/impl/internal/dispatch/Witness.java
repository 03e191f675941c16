// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * A callback that writes down what it is told, a digit each: 1 to 3 for the phases, 4 for a starting point that is online and 5
 * for one that is offline. It must not be called by two threads at once, and what it has written must be visible in the next
 * call: what it writes to is plain, and what it counts its callers with orders nothing, so that only the dispatch can.
 */
public final class Witness implements OfflineNotify {
    private static final int ONLINE = 4;
    private static final int OFFLINE = 5;
    private static final VarHandle CALLERS;

    static {
        try {
            CALLERS = MethodHandles.lookup().findVarHandle(Witness.class, "callers", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int turns;

    @SuppressWarnings("unused")
    private int callers;

    private long heard;
    private long notified;
    private volatile boolean overlapped;
    private volatile boolean greeted;
    private volatile boolean dismissed;
    private volatile boolean calledAfter;

    /** @param turns how long a callback takes at most */
    public Witness(int turns) {
        this.turns = turns;
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        hear(state == ConnectionState.ONLINE ? ONLINE : OFFLINE);
        greeted = true;
    }

    @Override
    public void notify(OfflineNotification notification) {
        notified++;
        hear(notification.type().value());
    }

    private void hear(int digit) {
        if ((int) CALLERS.getAndAddRelease(this, 1) != 0) {
            overlapped = true;
        }
        calledAfter |= dismissed;
        heard = heard << 3 | digit;
        Rig.dawdle(turns);
        if ((int) CALLERS.getAndAddAcquire(this, -1) != 1) {
            overlapped = true;
        }
    }

    /** How many notifications it got; for when nobody calls it any more. */
    public long notified() {
        return notified;
    }

    /** Begins with an empty sheet; for when nobody calls it. */
    public void forget() {
        heard = 0;
    }

    /** Whether it knows where it starts from. */
    public boolean isGreeted() {
        return greeted;
    }

    /** Whether somebody is calling it. */
    public boolean isInside() {
        return (int) CALLERS.getVolatile(this) != 0;
    }

    /** From here on nobody may call it. Returns whether somebody still does. */
    public boolean dismiss() {
        boolean inside = isInside();
        dismissed = true;
        return inside;
    }

    /** Whether a call has begun after it was dismissed. */
    public boolean wasCalledAfter() {
        return calledAfter;
    }

    /** What some were told, without those who were told the same. */
    public static List<String> heard(List<Witness> witnesses) {
        return witnesses.stream().map(Witness::heard).distinct().toList();
    }

    /** What it was told so far, a digit each; for when nobody calls it any more. */
    public String heard() {
        return Long.toOctalString(heard) + (overlapped ? " by two at once" : "");
    }
}
