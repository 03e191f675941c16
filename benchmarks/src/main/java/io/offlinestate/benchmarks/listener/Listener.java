// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

import com.google.common.eventbus.Subscribe;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import java.util.Map;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.osgi.service.typedevent.UntypedEventHandler;

/** A listener in the terms of every contender. */
public abstract class Listener implements OfflineNotify, EventHandler, UntypedEventHandler {
    @Override
    public abstract void notify(OfflineNotification notification);

    @Override
    public abstract void handleEvent(Event event);

    @Override
    public abstract void notifyUntyped(String topic, Map<String, Object> data);

    /** Guava's. */
    @Subscribe
    public abstract void on(Tick tick);
}
