// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.Date;
import java.util.stream.Stream;

/** A transition of an object, with a getter for each item of its {@code CompositeData}. Not changed once it is made. */
public final class TransitionRow {
    private final TransitionDTO transition;

    TransitionRow(TransitionDTO transition) {
        this.transition = transition;
    }

    public long getSequence() {
        return transition.sequence;
    }

    public Cause getCause() {
        return transition.cause;
    }

    public String getReason() {
        return transition.reason;
    }

    public ConnectionState getOldState() {
        return transition.oldState;
    }

    public ConnectionState getNewState() {
        return transition.newState;
    }

    public Date getStartedAt() {
        return new Date(transition.startedAt);
    }

    public long getStartMicros() {
        return transition.startMicros;
    }

    public long getChangeMicros() {
        return transition.changeMicros;
    }

    public long getDoneMicros() {
        return transition.doneMicros;
    }

    public String[] getLaggards() {
        return transition.laggards;
    }

    public SlowestRow[] getSlowest() {
        return Stream.of(transition.slowest).map(SlowestRow::new).toArray(SlowestRow[]::new);
    }
}
