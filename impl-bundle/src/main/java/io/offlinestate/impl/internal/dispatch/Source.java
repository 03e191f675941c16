// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.OfflineObjectId;

/** What a listener is advised on, as dispatch sees it: an offline object. */
public interface Source {
    /** The object that its notifications name. */
    OfflineObjectId id();

    /** The limits that hold now. */
    Limits limits();

    /** The round that may be calling listeners of this source, or null when its object is settled. */
    Round round();

    /** A listener of this source is slow from now on, or is not any more. Thread-safe, must not block. */
    void slow(boolean isSlow);

    /** What an inspector sees of a listener of this source has changed outside of a round. Thread-safe, must not block. */
    default void changed() {}
}
