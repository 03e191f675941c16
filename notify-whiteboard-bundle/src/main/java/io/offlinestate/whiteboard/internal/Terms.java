// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How a listener is advised, on whatever object. Equality is written out: the generated one stays in a cache of Java 17, with the
 * class loader of the types.
 *
 * @param types unmodifiable, in the order of the phases
 */
record Terms(int clientToken, Set<NotifyType> types, int ranking, String label) {
    static final Set<NotifyType> ALL_TYPES = Collections.unmodifiableSet(EnumSet.allOf(NotifyType.class));

    /** Those of the many that ask for nothing in particular. */
    private static final Terms DEFAULT = new Terms(0, ALL_TYPES, 0, "");

    static Terms of(int clientToken, Set<NotifyType> types, int ranking, String label) {
        Terms terms = new Terms(clientToken, types, ranking, label);
        return terms.equals(DEFAULT) ? DEFAULT : terms;
    }

    AdviseInfo advise(OfflineNotify callback) {
        AdviseInfo.Builder builder = AdviseInfo.builder(callback)
                .clientToken(clientToken)
                .ranking(ranking)
                .label(label);
        if (!types.equals(ALL_TYPES)) {
            builder.notifyTypes(types.toArray(NotifyType[]::new));
        }
        return builder.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Terms that
                && clientToken == that.clientToken
                && types.equals(that.types)
                && ranking == that.ranking
                && label.equals(that.label);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clientToken, types, ranking, label);
    }
}
