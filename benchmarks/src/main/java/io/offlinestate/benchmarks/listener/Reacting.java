// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import java.util.Map;
import org.osgi.service.event.Event;

/** A listener that does the same whoever calls it. */
public abstract class Reacting extends Listener {
    /** @param phase of the transition; {@code STATECHANGE} where the contender has a single event */
    protected abstract void called(NotifyType phase);

    @Override
    public final void notify(OfflineNotification notification) {
        called(notification.type());
    }

    @Override
    public final void handleEvent(Event event) {
        called(NotifyType.STATECHANGE);
    }

    @Override
    public final void notifyUntyped(String topic, Map<String, Object> data) {
        called(NotifyType.STATECHANGE);
    }

    @Override
    public final void on(Tick tick) {
        called(NotifyType.STATECHANGE);
    }
}
