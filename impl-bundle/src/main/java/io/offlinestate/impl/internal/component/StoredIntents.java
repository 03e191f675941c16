// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.intent.IntentStore;
import io.offlinestate.impl.internal.state.Intents;
import io.offlinestate.impl.internal.state.OfflineNode;

/** The intents of objects, kept in files. Thread-safe. */
record StoredIntents(IntentStore store) implements Intents {
    @Override
    public ConnectionState recall(OfflineObjectId object) {
        return store.recall(object);
    }

    @Override
    public boolean save(OfflineNode node) {
        return store.save(node.id(), node::requested);
    }

    @Override
    public boolean saved(String profile) {
        return store.saved(profile);
    }
}
