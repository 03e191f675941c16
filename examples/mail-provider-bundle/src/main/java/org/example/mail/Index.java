// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import org.osgi.service.component.annotations.Component;

/** Hangs for twenty seconds whenever it should go offline, longer than the profile waits for it. */
@Component(name = "index")
@OfflineNotifyProfile(MailProvider.PROFILE)
public final class Index implements OfflineNotify {
    private static final long MILLIS = 20_000;

    @Override
    public void notify(OfflineNotification notification) {
        if (notification.type() == NotifyType.STATECHANGE_START
                && notification.change().newState() == ConnectionState.OFFLINE) {
            Pause.of(MILLIS);
        }
    }
}
