// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.SlowestDTO;

/** The slowest listener of a phase, with a getter for each item of its {@code CompositeData}. Not changed once it is made. */
public final class SlowestRow {
    private final SlowestDTO slowest;

    SlowestRow(SlowestDTO slowest) {
        this.slowest = slowest;
    }

    public NotifyType getPhase() {
        return slowest.phase;
    }

    public String getLabel() {
        return slowest.label;
    }

    public String getBundleSymbolicName() {
        return slowest.bundleSymbolicName;
    }

    public long getMicros() {
        return slowest.micros;
    }
}
