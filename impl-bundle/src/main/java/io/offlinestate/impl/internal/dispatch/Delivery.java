// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

/** One event on its way to one listener through its mailbox. */
final class Delivery {
    final Listener listener;
    final Event event;
    /** The crew that has an interest in its end, whether it waits for it or not. */
    final Crew crew;
    /** The round that goes on from this listener once it has been told, where a carrier left it here; else null. */
    final Round baton;
    /** Since when the crew has been waiting for it; set before it does. */
    long since;
    /** When the callback was called. Guarded by the listener. */
    long begunAt;
    /** The thread that runs the callback. Guarded by the listener. */
    Thread caller;
    /** Whether the callback is over. Guarded by the listener. */
    boolean done;
    /** Whether workers were added for the one that it keeps. Touched by the watchdog alone. */
    boolean compensated;

    Delivery(Listener listener, Event event, Crew crew, Round baton, long since) {
        this.listener = listener;
        this.event = event;
        this.crew = crew;
        this.baton = baton;
        this.since = since;
    }
}
