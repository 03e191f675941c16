// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineObjectId;

/** What was requested of objects in former lives. Thread-safe; called without a lock, except for {@link #recall}. */
public interface Intents {
    /** What was last requested of the object; online if it is not known. Must not block. */
    ConnectionState recall(OfflineObjectId object);

    /** Saves what is requested of the object now. Returns whether it is on disk; reports it if not, and never throws. */
    boolean save(OfflineNode node);

    /** Whether what is requested of the objects of this profile is saved. Must not block. */
    boolean saved(String profile);
}
