// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;

/**
 * The listeners of one object, in the order in which their callbacks begin, in the form in which a loop gets through them
 * fastest: as long as none of them is slow, ends or changes its terms, all that it has to read is the array of callbacks.
 *
 * <p>Made anew whenever a listener comes, goes or changes its terms; must not be kept longer, for it holds callbacks of bundles
 * that may be gone. The arrays do not change.
 */
public final class Lineup {
    /**
     * One round in so many is timed, and the first ones: reading a clock costs more than most callbacks. Not a multiple of the number
     * of phases of going there and back, so that each of them has its turn.
     */
    private static final int ONE_TIMED_IN = 31;

    private static final int FIRST_TIMED = 8;

    private final Listener[] listeners;
    final OfflineNotify[] callbacks;
    final Tally tally;
    /** What all of them ask for, or null where they differ. */
    private final Terms common;

    private int begun;

    /**
     * @param listeners in order
     * @param tally known to each of them
     */
    public Lineup(Listener[] listeners, Tally tally) {
        this.listeners = listeners;
        this.tally = tally;
        this.callbacks = new OfflineNotify[listeners.length];
        for (int i = 0; i < listeners.length; i++) {
            callbacks[i] = listeners[i].callback();
        }
        this.common = common(listeners);
    }

    private static Terms common(Listener[] listeners) {
        Terms common = listeners.length == 0 ? null : listeners[0].terms();
        for (Listener listener : listeners) {
            if (!listener.terms().readsLike(common)) {
                return null;
            }
        }
        return common;
    }

    public Listener[] listeners() {
        return listeners;
    }

    /** Begins the next round: are its callbacks timed? To be called by one thread at a time. */
    public boolean beginTimed() {
        boolean isTimed = begun % ONE_TIMED_IN == 0 || begun < FIRST_TIMED;
        begun++;
        return isTimed;
    }

    /** Whether all of them want to be told of a phase, in the same words. */
    public boolean isCommon(NotifyType type) {
        return common != null && (common.types() & Terms.bit(type)) != 0;
    }

    /** The token that goes to all of them in a quick round. */
    int clientToken() {
        return common.clientToken();
    }
}
