// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;

/** What a listener is told when it cannot be told inline: kept in its mailbox until its turn. Immutable. */
sealed interface Event {
    /** Calls the listener. Foreign code: no lock is held here. */
    void tell(OfflineNotify callback, int clientToken);

    /** The transition it belongs to, 0 for none. */
    default long sequence() {
        return 0;
    }

    /** The bit of its type in {@link Terms#types()}; 0 is told whatever the types. */
    default int bit() {
        return 0;
    }

    /** One phase of a transition. */
    record Phase(NotifyType type, OfflineObjectId object, StateChange change) implements Event {
        @Override
        public void tell(OfflineNotify callback, int clientToken) {
            callback.notify(new OfflineNotification(type, clientToken, object, change));
        }

        @Override
        public long sequence() {
            return change.sequence();
        }

        @Override
        public int bit() {
            return Terms.bit(type);
        }
    }

    /** Where the listener starts from. */
    record StartingPoint(OfflineObjectId object, ConnectionState state, long lastSequence) implements Event {
        @Override
        public void tell(OfflineNotify callback, int clientToken) {
            callback.advised(object, state, lastSequence);
        }
    }
}
