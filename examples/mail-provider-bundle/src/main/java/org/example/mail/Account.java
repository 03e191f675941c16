// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import io.offlinestate.whiteboard.OfflineNotifyTarget;
import org.osgi.service.component.annotations.Component;

/** Listens to one account. */
@Component(name = "account")
@OfflineNotifyProfile(MailProvider.PROFILE)
@OfflineNotifyTarget("(offline.instance=" + MailProvider.FIRST_ACCOUNT + ")")
public final class Account implements OfflineNotify {
    @Override
    public void notify(OfflineNotification notification) {
        // a real one would stop its synchronization
    }
}
