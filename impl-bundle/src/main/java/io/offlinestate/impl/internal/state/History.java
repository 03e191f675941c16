// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The last transitions of one object. What objects that changed together have in common is stored once. */
final class History {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>(2);

    /**
     * What a transition was, for all of its objects.
     *
     * @param origin the object that it began with; the others followed it
     * @param slowest at most one for each phase, in their order
     */
    record Entry(
            OfflineObjectId origin,
            Cause cause,
            String reason,
            ConnectionState oldState,
            ConnectionState newState,
            long startedAtMillis,
            long startNanos,
            long changeNanos,
            long doneNanos,
            List<Laggard> laggards,
            List<Slowest> slowest) {}

    /**
     * A listener that a transition did not wait for. Equality is written out: the generated one stays in a cache of Java 17, with the
     * class loader of the types.
     */
    record Laggard(OfflineObjectId object, String label) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Laggard that && object.equals(that.object) && label.equals(that.label);
        }

        @Override
        public int hashCode() {
            return Objects.hash(object, label);
        }
    }

    /** The listener whose callback took longest in a phase; by name, for it may be gone. Compared by identity. */
    record Slowest(NotifyType phase, String label, String bundleSymbolicName, long nanos) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    static Entry startup(OfflineObjectId object, ConnectionState state, String reason, long nowMillis) {
        return new Entry(object, Cause.STARTUP, reason, state, state, nowMillis, 0, 0, 0, List.of(), List.of());
    }

    void add(Entry entry, int bound) {
        entries.add(entry);
        while (entries.size() > bound) {
            entries.remove();
        }
    }

    /** Oldest first. The last one has the sequence of the object, the one before that one less. */
    List<Entry> entries() {
        return new ArrayList<>(entries);
    }
}
