// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told when the state of an offline object changes.
 *
 * <p>Advise it with {@link OfflineManager#advise(AdviseInfo)}, or register it as a service: then the whiteboard advises it
 * (see {@code io.offlinestate.whiteboard}).
 *
 * <p>Calls for one advise never overlap, and each happens-before the next, though not always on the same thread; the same
 * callback advised twice may be called by two threads at once. Whatever it throws is caught, counted and logged. A
 * callback may call anything, this API included; one that does not return for longer than the stall threshold delays
 * nobody else, and gets what it missed when it returns. Mirrors {@code IMAPIOfflineNotify}.
 */
@ConsumerType
@FunctionalInterface
public interface OfflineNotify {
    /**
     * One phase of one transition. Mirrors {@code IMAPIOfflineNotify::Notify}.
     *
     * <p>For each transition there is one call per phase asked for, in the order of {@link NotifyType}, all with the same
     * {@link StateChange#sequence()}. Types and mask bits that the listener does not know it ignores.
     *
     * @param notification what changes
     */
    void notify(OfflineNotification notification);

    /**
     * Once per advise, before its first notification: where the listener starts from. Does nothing by default.
     *
     * <p>Folding the {@link NotifyType#STATECHANGE} notifications over this state always gives the current one: that is
     * what {@link AdviseToken#stateAtAdvise()} and {@link AdviseToken#sequenceAtAdvise()} tell whoever advises by itself.
     * After the provider has restarted, this comes again.
     *
     * @param object the offline object
     * @param state its effective state at the moment of the advise
     * @param sequence the sequence of the last transition that had flipped the state by then; 0 if there was none
     */
    default void advised(OfflineObjectId object, ConnectionState state, long sequence) {}
}
