// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.AdviseDTO;

/** A listener of an object, with a getter for each item of its {@code CompositeData}. Not changed once it is made. */
public final class ListenerRow {
    private final String object;
    private final AdviseDTO advise;

    ListenerRow(String object, AdviseDTO advise) {
        this.object = object;
        this.advise = advise;
    }

    public String getObject() {
        return object;
    }

    public long getToken() {
        return advise.token;
    }

    public int getClientToken() {
        return advise.clientToken;
    }

    public String getLabel() {
        return advise.label;
    }

    public long getBundleId() {
        return advise.bundleId;
    }

    public String getBundleSymbolicName() {
        return advise.bundleSymbolicName;
    }

    public int getRanking() {
        return advise.ranking;
    }

    public NotifyType[] getNotifyTypes() {
        return advise.notifyTypes;
    }

    public long getDelivered() {
        return advise.delivered;
    }

    public long getFailed() {
        return advise.failed;
    }

    public long getSkipped() {
        return advise.skipped;
    }

    public boolean isStalled() {
        return advise.stalled;
    }

    public long getStalledMillis() {
        return advise.stalledMillis;
    }

    public String[] getStalledStack() {
        return advise.stalledStack;
    }

    public String getLastFailure() {
        return advise.lastFailure;
    }

    public long getP50Micros() {
        return advise.p50Micros;
    }

    public long getP99Micros() {
        return advise.p99Micros;
    }

    public long getMaxMicros() {
        return advise.maxMicros;
    }
}
