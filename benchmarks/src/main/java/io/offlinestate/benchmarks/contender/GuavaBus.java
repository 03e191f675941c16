// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import com.google.common.eventbus.EventBus;
import io.offlinestate.benchmarks.listener.Listener;
import io.offlinestate.benchmarks.listener.Tick;

/** Guava's EventBus, which calls on the sender's thread. */
final class GuavaBus implements Contender {
    private final EventBus bus = new EventBus();
    private long sent;

    @Override
    public Registration add(Listener listener, int ranking) {
        bus.register(listener);
        return () -> bus.unregister(listener);
    }

    @Override
    public void send() {
        bus.post(new Tick(++sent));
    }
}
