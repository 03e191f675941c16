// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.runtime.dto;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.reachability.Reachability;
import org.osgi.dto.DTO;

/**
 * One offline object: its state, and why it is in it.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class OfflineObjectDTO extends DTO {
    /** The name of the object, as {@link io.offlinestate.OfflineObjectId#toString()} writes it. */
    public String id;

    /** The name of its profile. */
    public String profile;

    /** The effective state. */
    public ConnectionState state;

    /** The phase that the transition under way has reached; null when the object is settled. */
    public NotifyType phase;

    /** The state that was requested. */
    public ConnectionState requested;

    /** What the votes of its detectors come to. */
    public Reachability reachability;

    /** The effective state of its parent; {@link ConnectionState#ONLINE} on a root, which nothing above holds offline. */
    public ConnectionState inherited;

    /**
     * Every reason that holds the object offline now, in words; empty when it is online. What bundles gave as a reason is cut
     * to 256 characters; control characters are not replaced.
     */
    public String[] reasons;

    /** The names of its {@link io.offlinestate.Capability} constants. */
    public String[] capabilities;

    /** The id of its parent as text; null on a root. */
    public String parent;

    /** The ids of its children as text. */
    public String[] children;

    /** The sequence of the last transition; 0 if there was none. */
    public long sequence;

    /**
     * When the object came into its state: at the flip of the last transition, or when it was created; in milliseconds since
     * the epoch, by the clock of that moment.
     */
    public long since;

    /** False from a write of the requested state that failed until one succeeds; otherwise true. */
    public boolean intentSaved;

    /** The callbacks that are registered with it. */
    public AdviseDTO[] advises;
}
