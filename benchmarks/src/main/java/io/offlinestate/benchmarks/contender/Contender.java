// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.benchmarks.listener.Listener;

/**
 * Something that tells listeners of an event. It is used by one thread; its framework, if it needs one, is its own, so that
 * contenders in one JVM do not see each other's services. It ends with the JVM.
 */
public interface Contender {
    /** Adds a listener; the higher its ranking, the sooner it is called, where the contender knows of rankings. */
    Registration add(Listener listener, int ranking);

    /** Sends one event. */
    void send();

    /** Sends so many events, one after the other; whoever neither waits nor keeps going is to be sent one at a time. */
    default void send(int events) {
        for (int i = 0; i < events; i++) {
            send();
        }
    }

    /** Whether {@link #send()} returns only when every listener has been called. */
    default boolean waits() {
        return true;
    }

    /** Whether {@link #send(int)} has each event follow the one before by itself, on the thread that tells the listeners. */
    default boolean keepsGoing() {
        return false;
    }

    /** How often each listener is called for one event. */
    default int callsPerEvent() {
        return 1;
    }

    /** Ends what {@link #add} began. */
    interface Registration {
        void remove();
    }
}
