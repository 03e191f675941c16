// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import org.osgi.service.component.annotations.Component;

/** Is quick, as a listener should be. */
@Component(name = "transport")
@OfflineNotifyProfile(MailProvider.PROFILE)
public final class Transport implements OfflineNotify {
    @Override
    public void notify(OfflineNotification notification) {
        // a real one would close its connections in STATECHANGE_START
    }
}
