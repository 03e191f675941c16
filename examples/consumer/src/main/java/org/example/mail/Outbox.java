// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import org.osgi.service.component.annotations.Component;

@Component
@OfflineNotifyProfile("default")
public class Outbox implements OfflineNotify {
    @Override
    public void notify(OfflineNotification notification) {
        boolean goingOffline = notification.change().newState() == ConnectionState.OFFLINE;
        if (goingOffline && notification.type() == NotifyType.STATECHANGE_START) {
            flush(); // the network is still there, and the change waits for this callback
        }
    }

    private void flush() {
        System.out.println("outbox: flushed");
    }
}
