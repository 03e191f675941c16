// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.common.Log;
import io.offlinestate.impl.internal.intent.IntentStore;
import java.nio.file.Path;

/** A host that remembers what is requested, in a folder. */
public final class StoredHost extends Host {
    private final IntentStore store;

    public StoredHost(Path folder, Log log) {
        this(new IntentStore(folder, log));
    }

    public StoredHost(IntentStore store) {
        super(new StoredIntents(store));
        this.store = store;
    }

    @Override
    public void close() {
        super.close();
        store.close();
    }
}
