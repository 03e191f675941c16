// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.runtime.dto;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import org.osgi.dto.DTO;

/**
 * One transition of an offline object: what changed, why, and how long each phase took.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class TransitionDTO extends DTO {
    /** {@link io.offlinestate.StateChange#sequence()}; 0 for the entry that tells the state the object began with. */
    public long sequence;

    /** {@link io.offlinestate.StateChange#cause()}; {@link Cause#STARTUP} for the entry with sequence 0. */
    public Cause cause;

    /** The cause in words. What bundles gave as a reason is cut to 256 characters; control characters are not replaced. */
    public String reason;

    /** The effective state before; the same as {@link #newState} for the entry with sequence 0. */
    public ConnectionState oldState;

    /** The effective state after. */
    public ConnectionState newState;

    /** When the transition began, in milliseconds since the epoch. */
    public long startedAt;

    /** How long the phase {@link io.offlinestate.NotifyType#STATECHANGE_START} took, in microseconds. */
    public long startMicros;

    /** How long the phase {@link io.offlinestate.NotifyType#STATECHANGE} took, in microseconds. */
    public long changeMicros;

    /** How long the phase {@link io.offlinestate.NotifyType#STATECHANGE_DONE} took, in microseconds. */
    public long doneMicros;

    /** The labels of the listeners that were not waited for any longer. */
    public String[] laggards;

    /**
     * For each phase the listener whose callback took longest, of all objects that changed together; in the order of the phases.
     * Calls are timed where that costs nothing: each one that the watchdog noticed or waited for, and a sample of the others. A
     * phase in which none was timed has no entry.
     */
    public SlowestDTO[] slowest;
}
