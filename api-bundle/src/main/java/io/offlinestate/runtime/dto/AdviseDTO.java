// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.runtime.dto;

import io.offlinestate.NotifyType;
import org.osgi.dto.DTO;

/**
 * One registration of a callback, and how the callback behaves.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class AdviseDTO extends DTO {
    /** {@link io.offlinestate.AdviseToken#value()}. */
    public long token;

    /** {@link io.offlinestate.AdviseInfo#clientToken()}. */
    public int clientToken;

    /**
     * {@link io.offlinestate.AdviseInfo#label()}, or what an empty one reads as; cut to 256 characters. Control characters are
     * not replaced.
     */
    public String label;

    /** The id of the bundle that the class of the callback comes from. */
    public long bundleId;

    /** The symbolic name of that bundle. */
    public String bundleSymbolicName;

    /** {@link io.offlinestate.AdviseInfo#ranking()}. */
    public int ranking;

    /** {@link io.offlinestate.AdviseInfo#notifyTypes()}. */
    public NotifyType[] notifyTypes;

    /** How many notifications the callback has been handed; those at which it threw are among them. */
    public long delivered;

    /** At how many notifications the callback threw. */
    public long failed;

    /** How many transitions were dropped because the callback hung and its backlog was full. */
    public long skipped;

    /** Whether the callback has now been running for longer than the stall threshold. */
    public boolean stalled;

    /**
     * How long the callback in progress has been running, in milliseconds; 0 unless {@link #stalled} is true and the callback has
     * begun.
     */
    public long stalledMillis;

    /**
     * Where the callback in progress hangs: the frames of its thread when the snapshot was taken, each as a stack trace prints it,
     * such as {@code org.example.Outbox.flush(Outbox.java:42)}. The first is the innermost, where the thread is; the last is the
     * callback; of more than 64 frames, the innermost 64. Empty where {@link #stalledMillis} is 0, and where the stack may not be
     * read.
     */
    public String[] stalledStack;

    /**
     * What the last callback that failed has thrown; null if none has. Cut to 1,024 characters; control characters are not
     * replaced.
     */
    public String lastFailure;

    /** The median of the callback times that were measured, in microseconds. */
    public long p50Micros;

    /** The 99th percentile of the callback times that were measured, in microseconds. */
    public long p99Micros;

    /** The longest callback time that was measured, in microseconds. */
    public long maxMicros;
}
