// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.reachability;

import io.offlinestate.OfflineObjectId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the votes of detectors: whether what an offline object stands for can be reached.
 *
 * <p>One vote of {@link Reachability#UNREACHABLE} holds the object offline. It is never remembered as the user's wish, and
 * never overrides it: when the vote goes, the object is in the state that was requested, as far as its parent is online.
 * Votes are never refused because a transition is under way: those that come during one are applied together after it.
 *
 * <p>The service is bundle-scoped: each bundle has votes of its own, and they go when it stops. Safe for use by any thread,
 * and from inside callbacks; no call waits for a transition. MAPI has no such thing.
 */
@ProviderType
public interface ReachabilityReporter {
    /**
     * Casts a vote, or changes the one this bundle cast under the same name.
     *
     * @param object the object the vote is about
     * @param detector the name of the detector, which tells the votes of a bundle apart; where it is shown, it is cut to 256
     *     characters
     * @param value what the detector knows now
     * @param reason why, in words a user understands; shown in the runtime snapshots. Of more than 256 characters, the first
     *     255 and an ellipsis are kept
     * @throws io.offlinestate.OfflineException {@link io.offlinestate.ErrorCode#NOT_FOUND} if there is no such object,
     *     {@link io.offlinestate.ErrorCode#INVALID_ARGUMENT} if an argument is null
     */
    void report(OfflineObjectId object, String detector, Reachability value, String reason);

    /**
     * Takes back the vote this bundle cast under a name; does nothing if there is none.
     *
     * @param object the object the vote is about
     * @param detector the name of the detector
     * @throws io.offlinestate.OfflineException {@link io.offlinestate.ErrorCode#NOT_FOUND} if there is no such object,
     *     {@link io.offlinestate.ErrorCode#INVALID_ARGUMENT} if an argument is null
     */
    void withdraw(OfflineObjectId object, String detector);
}
