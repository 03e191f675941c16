// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** A profile of a provider's own, with an object for each account. */
@Component(service = MailAccounts.class)
public class MailAccounts {
    /** The type of all mail accounts: made once, never changed. */
    static final UUID ACCOUNT = UUID.fromString("0a5ab6ff-5a2d-4b1c-9d9b-111111111111");

    private static final OfflineObjectId WORK = OfflineObjectId.global("work");

    private final OfflineObjects objects;

    @Activate
    public MailAccounts(@Reference OfflineObjects objects) {
        this.objects = objects;
        objects.create(CreateInfo.global("work"));
    }

    /** An account goes offline with its profile, and may be offline alone. */
    OfflineManager add(UUID account) {
        return objects.create(CreateInfo.child(WORK, ACCOUNT, account));
    }

    void remove(UUID account) {
        objects.release(OfflineObjectId.of("work", ACCOUNT, account));
    }

    @Deactivate
    void stop() {
        objects.release(WORK); // what is forgotten here goes when the bundle stops
    }
}
