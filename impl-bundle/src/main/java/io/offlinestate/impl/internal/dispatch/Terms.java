// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.NotifyType;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a listener asked for, in the form that dispatch reads: replaced as a whole when the advise is updated, so that a
 * notification goes by the old terms or by the new ones, never by a mixture. Immutable.
 *
 * @param types the bits of the types that it wants
 * @param clientToken handed back in every notification
 * @param ranking its place among the listeners of the object
 * @param label the name it was given, or empty
 */
public record Terms(int types, int clientToken, int ranking, String label) {
    /** The bits of these types. */
    public static int bits(Set<NotifyType> types) {
        int bits = 0;
        for (NotifyType type : types) {
            bits |= bit(type);
        }
        return bits;
    }

    /** The types that it wants. */
    public Set<NotifyType> notifyTypes() {
        Set<NotifyType> wanted = EnumSet.allOf(NotifyType.class);
        wanted.removeIf(type -> (types & bit(type)) == 0);
        return wanted;
    }

    /** Whether whoever has these terms is told the same as whoever has the others. */
    boolean readsLike(Terms others) {
        return types == others.types && clientToken == others.clientToken;
    }

    /** Whether they are the same in all. */
    public boolean isLike(Terms others) {
        return readsLike(others) && ranking == others.ranking && label.equals(others.label);
    }

    static int bit(NotifyType type) {
        return 1 << type.value();
    }
}
