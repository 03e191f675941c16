// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.impl.internal.dispatch.Limits;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The settings of a profile. Immutable. Equality is written out: the generated one stays in a cache of Java 17, with the class
 * loader of the types.
 *
 * @param startup the state that its objects start with; empty to remember the last one that was requested
 * @param capabilities those of its global object; empty to leave them as they were created
 * @param holdMillis how long going offline waits for the listeners of START, and the end of an advise for its callback
 * @param stallMillis a callback that runs longer has stalled
 * @param backlog how many transitions are kept for a listener that has stalled
 * @param history how many transitions are kept for each object
 */
public record Settings(
        Optional<ConnectionState> startup,
        Optional<Set<Capability>> capabilities,
        long holdMillis,
        long stallMillis,
        int backlog,
        int history) {
    /** What holds where nothing is configured. */
    public static final Settings DEFAULT = new Settings(Optional.empty(), Optional.empty(), 5_000, 50, 64, 32);

    Limits limits() {
        return new Limits(
                TimeUnit.MILLISECONDS.toNanos(stallMillis), TimeUnit.MILLISECONDS.toNanos(holdMillis), backlog);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that
                && startup.equals(that.startup)
                && capabilities.equals(that.capabilities)
                && holdMillis == that.holdMillis
                && stallMillis == that.stallMillis
                && backlog == that.backlog
                && history == that.history;
    }

    @Override
    public int hashCode() {
        return Objects.hash(startup, capabilities, holdMillis, stallMillis, backlog, history);
    }
}
