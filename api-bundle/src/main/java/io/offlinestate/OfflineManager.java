// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One offline object that tells its listeners when its state changes.
 *
 * <p>Every offline object is registered as a service of this type, with the service properties in {@link
 * OfflineConstants}; {@link OfflineObjects} gives it by name. The service is bundle-scoped: what a bundle advised is
 * undone when that bundle stops.
 *
 * <p>Safe for use by any thread, and from inside callbacks. No lock is held while a callback runs. Mirrors {@code
 * IMAPIOfflineMgr}.
 */
@ProviderType
public interface OfflineManager extends Offline {
    /**
     * Registers a callback. Mirrors {@code IMAPIOfflineMgr::Advise}.
     *
     * <p>Takes effect at once, and is atomic with the state: the token tells the state at that moment, and the callback
     * gets every phase that begins after it. Advised in mid-transition, it does not get the phases that have begun.
     *
     * @param info the callback and what it is to be told of
     * @return the token that ends the registration
     * @throws OfflineException in this order: {@link ErrorCode#NOT_FOUND} if the object is gone, {@link
     *     ErrorCode#INVALID_ARGUMENT} if the argument is null, {@link ErrorCode#NO_SUPPORT} if the object has no capability
     *     at all
     */
    AdviseToken advise(AdviseInfo info);

    /**
     * Ends a registration, and never fails. Mirrors {@code IMAPIOfflineMgr::Unadvise}.
     *
     * <p>Once this returns, no callback for the token begins and none is running: it waits for the one in progress, at most
     * the hold timeout. From inside that callback it returns at once.
     *
     * @param token what {@link #advise(AdviseInfo)} of this object gave to this bundle; ignored if it is null, already
     *     ended, of another object or of another bundle
     */
    void unadvise(AdviseToken token);
}
