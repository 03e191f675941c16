// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import io.offlinestate.benchmarks.listener.Listener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The limit: an array of listeners and a loop. */
final class PlainLoop implements Contender {
    static final OfflineNotification NOTIFICATION = new OfflineNotification(
            NotifyType.STATECHANGE,
            0,
            OfflineObjectId.global("default"),
            new StateChange(
                    StateMask.OFFLINE,
                    ConnectionState.ONLINE,
                    ConnectionState.OFFLINE,
                    1,
                    Cause.REQUEST,
                    Instant.EPOCH));

    private final List<OfflineNotify> listeners = new ArrayList<>();
    private OfflineNotify[] snapshot = {};

    @Override
    public Registration add(Listener listener, int ranking) {
        listeners.add(listener);
        snapshot = null;
        return () -> {
            listeners.remove(listener);
            snapshot = null;
        };
    }

    @Override
    public void send() {
        if (snapshot == null) {
            snapshot = listeners.toArray(OfflineNotify[]::new);
        }
        for (OfflineNotify listener : snapshot) {
            listener.notify(NOTIFICATION);
        }
    }
}
