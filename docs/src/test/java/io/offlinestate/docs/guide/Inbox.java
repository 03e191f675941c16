// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import io.offlinestate.whiteboard.OfflineNotifyTypes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A listener that always knows the state. */
@Component
@OfflineNotifyProfile("default")
@OfflineNotifyTypes(NotifyType.STATECHANGE)
public class Inbox implements OfflineNotify {
    private final Poller poller;

    @Activate
    public Inbox(@Reference Poller poller) {
        this.poller = poller;
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        apply(state); // where it starts from
    }

    @Override
    public void notify(OfflineNotification notification) {
        apply(notification.change().newState()); // and every change after that
    }

    private void apply(ConnectionState state) {
        if (state == ConnectionState.ONLINE) {
            poller.start();
        } else {
            poller.stop();
        }
    }
}
