// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.NotifyType;

/** The mailbox of a listener that is called inline otherwise: how the worker of a round that was handed over sees it. */
final class Mailbox {
    private static final int TURNS = 40;

    private final Change change = new Change(Change.Loop.CAREFUL, 1, TURNS);
    private final Listener listener = change.listener(0);
    private final Crew crew = new Patient();

    /** Waits for what is in the mailbox; nothing comes after it. */
    private static final class Patient extends Crew {
        @Override
        void completed() {
            // the trial is over
        }
    }

    /** Puts an event in. Returns whether the caller is the runner now, and has to {@link #run} it. */
    boolean offer(NotifyType type) {
        return listener.offer(Change.event(type), crew, null) == Listener.Offer.RUN_APART;
    }

    /** The runner's part: tells one event after the other until there is none. */
    void run() {
        listener.drain(Rig.carrier());
    }

    /** The part of one who puts an event in, and is the runner if there is none. Says which it was. */
    String offerAndRun(NotifyType type) {
        Rig.dawdle(TURNS);
        if (offer(type)) {
            run();
            return "runner";
        }
        return "queued";
    }

    /** The part of a carrier that comes with the next phase, once everybody has been told of this one. Says how it would call. */
    String next(NotifyType type) {
        String[] how = {"never"};
        Rig.await(() -> {
            synchronized (listener) {
                if (!crew.awaited().isEmpty()) {
                    return false;
                }
                how[0] = listener.mode() == 0 ? inline(type) : "mailbox";
                return true;
            }
        });
        return how[0];
    }

    private String inline(NotifyType type) {
        try {
            listener.adopt(Change.event(type), crew, System.nanoTime(), Thread.currentThread());
            return "inline";
        } catch (AssertionError busy) {
            return "inline beside its runner";
        }
    }

    /** What was told; for when there is no runner. */
    String heard() {
        return change.witness(0).heard();
    }
}
