// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import org.osgi.service.component.annotations.Component;

/** Has a client token that is no number, and so is refused: see {@code offline:failed}. */
@Component(name = "badge", property = "offline.notify.client.token=ten")
@OfflineNotifyProfile(MailProvider.PROFILE)
public final class Badge implements OfflineNotify {
    @Override
    public void notify(OfflineNotification notification) {
        // never called
    }
}
