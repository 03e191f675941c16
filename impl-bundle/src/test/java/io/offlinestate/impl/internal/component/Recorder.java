// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A listener that writes down what it is told, does what a test wants it to, and complains about what no listener may ever see:
 * overlapping calls, phases out of order, sequences that go back.
 */
public final class Recorder implements OfflineNotify {
    private final List<OfflineNotification> heard = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final Consumer<OfflineNotification> reaction;
    private String start;

    public Recorder() {
        this(notification -> {});
    }

    /** @param reaction what it does in a callback, after it has written it down */
    public Recorder(Consumer<OfflineNotification> reaction) {
        this.reaction = reaction;
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        enter("advised");
        synchronized (this) {
            if (start != null) {
                complaints.add("advised twice");
            }
            if (!heard.isEmpty()) {
                complaints.add("advised after a notification");
            }
            start = state + " " + sequence;
            notifyAll();
        }
        inside.set(false);
    }

    @Override
    public void notify(OfflineNotification notification) {
        enter(notification.toString());
        synchronized (this) {
            check(notification);
            heard.add(notification);
            notifyAll();
        }
        try {
            reaction.accept(notification);
        } finally {
            inside.set(false);
        }
    }

    private void enter(String what) {
        if (!inside.compareAndSet(false, true)) {
            synchronized (this) {
                complaints.add("overlapping call: " + what);
            }
        }
    }

    private void check(OfflineNotification notification) {
        if (heard.isEmpty()) {
            return;
        }
        OfflineNotification last = heard.get(heard.size() - 1);
        long before = last.change().sequence() * 4 + last.type().value();
        long now = notification.change().sequence() * 4 + notification.type().value();
        if (now <= before) {
            complaints.add(last + " was followed by " + notification);
        }
    }

    /** What it was told so far. */
    public synchronized List<OfflineNotification> heard() {
        return new ArrayList<>(heard);
    }

    /** What it was told so far, short: sequence and type, as in "1 STATECHANGE_START". */
    public synchronized List<String> words() {
        return heard.stream().map(n -> n.change().sequence() + " " + n.type()).toList();
    }

    /** What must never have happened. */
    public synchronized List<String> complaints() {
        return new ArrayList<>(complaints);
    }

    /** The starting point that it was told, as state and sequence, or null. */
    public synchronized String start() {
        return start;
    }

    /** Folds what it was told over a state. */
    public synchronized ConnectionState fold(ConnectionState from) {
        ConnectionState state = from;
        for (OfflineNotification notification : heard) {
            if (notification.type() == NotifyType.STATECHANGE) {
                if (notification.change().oldState() != state) {
                    complaints.add("folding " + state + ", but " + notification);
                }
                state = notification.change().newState();
            }
        }
        return state;
    }

    /** Waits until it was told its starting point. */
    public synchronized void awaitStart() throws InterruptedException {
        await(() -> start != null, "its starting point");
    }

    /** Waits until it has been told so many things. */
    public synchronized void await(int count) throws InterruptedException {
        await(() -> heard.size() >= count, count + " notifications, but heard " + heard);
    }

    private void await(java.util.function.BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + Host.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
