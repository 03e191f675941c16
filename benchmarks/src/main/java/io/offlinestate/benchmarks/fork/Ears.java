// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.fork;

import io.offlinestate.NotifyType;
import io.offlinestate.benchmarks.listener.Reacting;
import java.util.EnumMap;
import java.util.Map;

/** When a number of listeners have all heard of the phases of an event. Thread-safe; one event at a time. */
final class Ears {
    private final int listeners;
    private volatile Map<NotifyType, Hearing> phases;

    Ears(int listeners) {
        this.listeners = listeners;
        listen();
    }

    /** From now on for the next event. */
    void listen() {
        Map<NotifyType, Hearing> fresh = new EnumMap<>(NotifyType.class);
        for (NotifyType phase : NotifyType.values()) {
            fresh.put(phase, new Hearing(listeners));
        }
        phases = fresh;
    }

    Hearing of(NotifyType phase) {
        return phases.get(phase);
    }

    /** One of the listeners. */
    Reacting newListener() {
        return new Reacting() {
            @Override
            protected void called(NotifyType phase) {
                of(phase).heard();
            }
        };
    }
}
