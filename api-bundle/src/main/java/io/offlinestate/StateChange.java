// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * One transition of an offline object.
 *
 * <p>Immutable, hence safe for use by any thread. Mirrors the state change in {@code MAPIOFFLINE_NOTIFY}, and adds the
 * last three components.
 *
 * @param mask which part of the state changes: {@link StateMask#OFFLINE}; a listener ignores bits it does not know
 * @param oldState the effective state before
 * @param newState the effective state after
 * @param sequence counts the transitions of the object from 1 without a gap, anew with each activation of the provider
 * @param cause who changed it
 * @param startedAt when the transition began, by the clock on the wall
 */
public record StateChange(
        int mask, ConnectionState oldState, ConnectionState newState, long sequence, Cause cause, Instant startedAt)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Checks the components.
     *
     * @throws OfflineException {@link ErrorCode#INVALID_ARGUMENT} if one is null
     */
    public StateChange {
        OfflineException.requireNonNull(oldState, "oldState", "the state before the change");
        OfflineException.requireNonNull(newState, "newState", "the state after the change");
        OfflineException.requireNonNull(cause, "cause", "who changed the state");
        OfflineException.requireNonNull(startedAt, "startedAt", "the time at which the change began");
    }

    // written out: the generated ones stay in a cache of the JVM, and with them the class loader of this bundle

    @Override
    public boolean equals(Object other) {
        return other instanceof StateChange that
                && mask == that.mask
                && oldState == that.oldState
                && newState == that.newState
                && sequence == that.sequence
                && cause == that.cause
                && startedAt.equals(that.startedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mask, oldState, newState, sequence, cause, startedAt);
    }

    @Override
    public String toString() {
        return "StateChange[mask=" + mask + ", oldState=" + oldState + ", newState=" + newState + ", sequence="
                + sequence + ", cause=" + cause + ", startedAt=" + startedAt + "]";
    }
}
