// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import org.osgi.service.component.annotations.Component;

/** Fails whenever it should send what is waiting. */
@Component(name = "outbox", property = "service.ranking:Integer=5")
@OfflineNotifyProfile(MailProvider.PROFILE)
public final class Outbox implements OfflineNotify {
    @Override
    public void notify(OfflineNotification notification) {
        if (notification.type() == NotifyType.STATECHANGE_START) {
            throw new IllegalStateException("the disk is full");
        }
    }
}
