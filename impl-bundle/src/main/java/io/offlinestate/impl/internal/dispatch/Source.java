package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;

/** What a listener is advised on, as dispatch sees it: an offline object. */
public interface Source {
    /** The object that its notifications name. */
    OfflineObjectId id();

    /** The change under way; stable from the beginning of a transition to its end. */
    StateChange change();

    /** The limits that hold now. */
    Limits limits();

    /** The round that may be calling listeners of this source, or null when its object is settled. */
    Round round();
}
