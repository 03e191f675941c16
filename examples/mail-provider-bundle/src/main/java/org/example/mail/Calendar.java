// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import org.osgi.service.component.annotations.Component;

/** Is slow, each time. */
@Component(name = "calendar")
@OfflineNotifyProfile(MailProvider.PROFILE)
public final class Calendar implements OfflineNotify {
    private static final long MILLIS = 25;

    @Override
    public void notify(OfflineNotification notification) {
        Pause.of(MILLIS);
    }
}
