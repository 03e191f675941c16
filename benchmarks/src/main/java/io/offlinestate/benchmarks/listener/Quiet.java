// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

import io.offlinestate.OfflineNotification;
import java.util.Map;
import java.util.SplittableRandom;
import org.osgi.service.event.Event;

/**
 * Listeners that do nothing, of four classes: more than a call site can be specialised for. The classes come in an order that looks
 * random, as in a host, or a processor would foresee every call; it is the same for everyone who is measured.
 */
public final class Quiet {
    private static final int CLASSES = 4;

    private Quiet() {}

    /** One of any number of listeners. */
    public static Listener of(int number) {
        return switch (new SplittableRandom(number).nextInt(CLASSES)) {
            case 0 -> new First();
            case 1 -> new Second();
            case 2 -> new Third();
            default -> new Fourth();
        };
    }

    private static final class First extends Listener {
        @Override
        public void notify(OfflineNotification notification) {}

        @Override
        public void handleEvent(Event event) {}

        @Override
        public void notifyUntyped(String topic, Map<String, Object> data) {}

        @Override
        public void on(Tick tick) {}
    }

    private static final class Second extends Listener {
        @Override
        public void notify(OfflineNotification notification) {}

        @Override
        public void handleEvent(Event event) {}

        @Override
        public void notifyUntyped(String topic, Map<String, Object> data) {}

        @Override
        public void on(Tick tick) {}
    }

    private static final class Third extends Listener {
        @Override
        public void notify(OfflineNotification notification) {}

        @Override
        public void handleEvent(Event event) {}

        @Override
        public void notifyUntyped(String topic, Map<String, Object> data) {}

        @Override
        public void on(Tick tick) {}
    }

    private static final class Fourth extends Listener {
        @Override
        public void notify(OfflineNotification notification) {}

        @Override
        public void handleEvent(Event event) {}

        @Override
        public void notifyUntyped(String topic, Map<String, Object> data) {}

        @Override
        public void on(Tick tick) {}
    }
}
