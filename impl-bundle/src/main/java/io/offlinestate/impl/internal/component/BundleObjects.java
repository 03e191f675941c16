// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.impl.internal.state.BundleSession;

/** The objects in the hands of one bundle. Thread-safe. */
final class BundleObjects implements OfflineObjects {
    private final BundleSession session;

    BundleObjects(BundleSession session) {
        this.session = session;
    }

    @Override
    public OfflineManager open(String profile) {
        return open(OfflineObjectId.global(profile));
    }

    @Override
    public OfflineManager open(OfflineObjectId id) {
        return new BundleManager(session, session.find(id));
    }

    @Override
    public OfflineManager create(CreateInfo info) {
        return new BundleManager(session, session.create(info));
    }

    @Override
    public void release(OfflineObjectId id) {
        session.release(id);
    }
}
