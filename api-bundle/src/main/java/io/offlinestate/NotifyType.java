// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * The phase of a transition that a notification tells of: a change is about to take place, is taking place, has taken
 * place.
 *
 * <p>Every transition has these three phases, in this order, each once. Consumers ignore types they do not know: more
 * may come. Immutable, hence safe for use by any thread. Mirrors {@code MAPIOFFLINE_NOTIFY_TYPE}.
 */
public enum NotifyType {
    /**
     * The change is about to take place: {@link Offline#getCurrentState()} still gives the old state. A requested change
     * to offline waits here for the listeners, at most the hold timeout, so that they can use the network once more.
     * Mirrors {@code MAPIOFFLINE_NOTIFY_TYPE_STATECHANGE_START}.
     */
    STATECHANGE_START(1),

    /**
     * The change is taking place: {@link Offline#getCurrentState()} gives the new state. Mirrors {@code
     * MAPIOFFLINE_NOTIFY_TYPE_STATECHANGE}.
     */
    STATECHANGE(2),

    /**
     * The change has taken place, every listener has been handed it. Mirrors {@code
     * MAPIOFFLINE_NOTIFY_TYPE_STATECHANGE_DONE}.
     */
    STATECHANGE_DONE(3);

    private final int value;

    NotifyType(int value) {
        this.value = value;
    }

    /**
     * The MAPI value of this type.
     *
     * @return 1, 2 and 3, in the order of the phases
     */
    public int value() {
        return value;
    }
}
