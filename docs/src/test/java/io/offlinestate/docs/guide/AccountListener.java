// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import io.offlinestate.whiteboard.OfflineNotifyTarget;
import org.osgi.service.component.annotations.Component;

/** A listener of every account of one profile, those that come later too. */
@Component
@OfflineNotifyProfile("work")
@OfflineNotifyTarget("(offline.type=0a5ab6ff-5a2d-4b1c-9d9b-111111111111)")
public class AccountListener implements OfflineNotify {
    @Override
    public void notify(OfflineNotification notification) {
        refresh(notification.object().instance());
    }

    private void refresh(java.util.UUID account) {
        // shows the account as it is now
    }
}
