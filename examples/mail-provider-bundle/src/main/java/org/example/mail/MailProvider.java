// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Creates the profile {@code work} with two accounts, while the bundle is active. */
@Component(service = {})
public final class MailProvider {
    static final String PROFILE = "work";
    static final String FIRST_ACCOUNT = "a0000000-0000-0000-0000-000000000001";
    private static final UUID ACCOUNT_TYPE = UUID.fromString("0a5ab6ff-5a2d-4b1c-9d9b-111111111111");
    private static final OfflineObjectId WORK = OfflineObjectId.global(PROFILE);
    private static final OfflineObjectId FIRST = account(FIRST_ACCOUNT);
    private static final OfflineObjectId SECOND = account("a1000000-0000-0000-0000-000000000002");

    private final OfflineObjects objects;

    /** Creates the objects, which this bundle holds from now on. */
    @Activate
    public MailProvider(@Reference OfflineObjects objects) {
        this.objects = objects;
        objects.create(CreateInfo.global(PROFILE));
        objects.create(CreateInfo.child(WORK, ACCOUNT_TYPE, FIRST.instance()));
        objects.create(CreateInfo.child(WORK, ACCOUNT_TYPE, SECOND.instance()));
    }

    private static OfflineObjectId account(String instance) {
        return OfflineObjectId.of(PROFILE, ACCOUNT_TYPE, UUID.fromString(instance));
    }

    @Deactivate
    void stop() {
        objects.release(SECOND);
        objects.release(FIRST);
        objects.release(WORK);
    }
}
