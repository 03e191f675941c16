// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.io.Serializable;
import java.util.Objects;

/**
 * One phase of one transition of an offline object, as a listener gets it.
 *
 * <p>Immutable, hence safe for use by any thread. Mirrors {@code MAPIOFFLINE_NOTIFY}.
 *
 * @param type the phase; a listener ignores types it does not know
 * @param clientToken what the listener gave in {@link AdviseInfo#clientToken()}
 * @param object the object that changes
 * @param change the transition; the same for each of its phases
 */
public record OfflineNotification(NotifyType type, int clientToken, OfflineObjectId object, StateChange change)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Checks the components.
     *
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if one is null
     */
    public OfflineNotification {
        OfflineException.requireNonNull(type, "type", "the phase of the transition");
        OfflineException.requireNonNull(object, "object", "the id of the object that changes");
        OfflineException.requireNonNull(change, "change", "the transition");
    }

    // written out: the generated ones stay in a cache of the JVM, and with them the class loader of this bundle

    @Override
    public boolean equals(Object other) {
        return other instanceof OfflineNotification that
                && type == that.type
                && clientToken == that.clientToken
                && object.equals(that.object)
                && change.equals(that.change);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, clientToken, object, change);
    }

    @Override
    public String toString() {
        return "OfflineNotification[type=" + type + ", clientToken=" + clientToken + ", object=" + object + ", change="
                + change + "]";
    }
}
