// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.Date;

/** An offline object, with a getter for each item of its {@code CompositeData}. Not changed once it is made. */
public final class ObjectRow {
    private final OfflineObjectDTO object;

    ObjectRow(OfflineObjectDTO object) {
        this.object = object;
    }

    public String getObject() {
        return object.id;
    }

    public String getParent() {
        return object.parent;
    }

    public ConnectionState getState() {
        return object.state;
    }

    public Date getSince() {
        return new Date(object.since);
    }

    public NotifyType getPhase() {
        return object.phase;
    }

    public ConnectionState getRequested() {
        return object.requested;
    }

    public Reachability getReachability() {
        return object.reachability;
    }

    public ConnectionState getInherited() {
        return object.inherited;
    }

    public String[] getReasons() {
        return object.reasons;
    }

    public String[] getCapabilities() {
        return object.capabilities;
    }

    public long getSequence() {
        return object.sequence;
    }

    public boolean isIntentSaved() {
        return object.intentSaved;
    }

    public int getChildCount() {
        return object.children.length;
    }

    public int getListenerCount() {
        return object.advises.length;
    }
}
