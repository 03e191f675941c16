// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.List;

/**
 * What the attributes tell, each part read when it is first asked for: the root alone is cheap, the totals are not.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Snapshot {
    private final TreeReader reader;
    private OfflineObjectDTO root;
    private Totals totals;

    Snapshot(TreeReader reader) {
        this.reader = reader;
    }

    OfflineObjectDTO root() {
        if (root == null) {
            root = reader.root();
        }
        return root;
    }

    /** The last transition of the root; null if it has none. */
    TransitionDTO lastTransition() {
        List<TransitionDTO> history = reader.history(root());
        return history.isEmpty() ? null : history.get(history.size() - 1);
    }

    Totals totals() {
        if (totals == null) {
            Totals sum = new Totals();
            reader.walk(sum::add);
            totals = sum;
        }
        return totals;
    }

    /** Sums over all objects of the tree. */
    static final class Totals {
        long objects;
        long offline;
        long listeners;
        long stalled;
        long delivered;
        long failed;
        long skipped;

        private void add(OfflineObjectDTO object) {
            objects++;
            offline += object.state == ConnectionState.OFFLINE ? 1 : 0;
            listeners += object.advises.length;
            for (AdviseDTO advise : object.advises) {
                stalled += advise.stalled ? 1 : 0;
                delivered += advise.delivered;
                failed += advise.failed;
                skipped += advise.skipped;
            }
        }
    }
}
