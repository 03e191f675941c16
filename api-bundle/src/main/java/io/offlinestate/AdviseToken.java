// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One registration of a callback with one offline object.
 *
 * <p>It belongs to its object and to the bundle that advised. Safe for use by any thread, and from inside callbacks.
 * Mirrors the token of {@code IMAPIOfflineMgr::Advise}.
 */
@ProviderType
public interface AdviseToken extends AutoCloseable {
    /**
     * The token as a number.
     *
     * @return unique while the provider is active, never reused
     */
    long value();

    /**
     * Where the callback started from.
     *
     * @return the effective state at the moment of the advise
     */
    ConnectionState stateAtAdvise();

    /**
     * How far the object had come when the callback was advised.
     *
     * @return the sequence of the last transition that had flipped the state by then; 0 if there was none
     */
    long sequenceAtAdvise();

    /**
     * Changes the client token, the types, the ranking or the label of this registration: at once and atomically, so that
     * no notification is missed or comes twice.
     *
     * @param info the same callback with other settings
     * @throws OfflineException in this order: {@link ErrorCode#NOT_FOUND} if the object is gone, {@link
     *     ErrorCode#INVALID_ARGUMENT} if the argument is null or has another callback
     */
    void update(AdviseInfo info);

    /**
     * Ends this registration, and never fails: the same as {@link OfflineManager#unadvise(AdviseToken)}. A second call does
     * nothing.
     */
    @Override
    void close();
}
