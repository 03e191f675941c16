// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One offline object: what it can do, what state it is in, and a way to ask for another.
 *
 * <p>The object is {@link ConnectionState#ONLINE} if and only if online was requested, no reachability detector says that
 * it is unreachable, and its parent, if it has one, is online: this is its <em>effective</em> state. A request changes
 * what is wanted only, so detection never overrides a user who chose to work offline.
 *
 * <p>Safe for use by any thread, and from inside callbacks. Once the object is gone, every method but {@link #id()} throws
 * {@link OfflineException} with {@link ErrorCode#NOT_FOUND}. Mirrors {@code IMAPIOffline}.
 */
@ProviderType
public interface Offline {
    /**
     * The name of this object.
     *
     * @return its id, also when the object is gone
     */
    OfflineObjectId id();

    /**
     * The changes this object can make on request and notifies of. Mirrors {@code IMAPIOffline::GetCapabilities}.
     *
     * @return the capabilities, unmodifiable, maybe empty
     * @throws OfflineException {@link ErrorCode#NOT_FOUND} if the object is gone
     */
    Set<Capability> getCapabilities();

    /**
     * The effective state of this object; never blocks. Mirrors {@code IMAPIOffline::GetCurrentState}.
     *
     * @return the state: the old one until a transition flips it, the new one from before the first {@link
     *     NotifyType#STATECHANGE} is delivered
     * @throws OfflineException {@link ErrorCode#NOT_FOUND} if the object is gone
     */
    ConnectionState getCurrentState();

    /**
     * Asks for a state, without waiting. Mirrors {@code IMAPIOffline::SetCurrentState} with {@code
     * MAPIOFFLINE_FLAG_DEFAULT}.
     *
     * <p>The stage completes, with the effective state, when every listener has been handed {@link
     * NotifyType#STATECHANGE_DONE} and has returned or been given up as stalled; and, where the profile remembers what was
     * requested, when that is on disk. It completes at once if this state is already requested, or if the request changes
     * no effective state (the network is gone anyway): then nobody is notified, but the request is remembered. Completion
     * actions run on a thread of their own. If the object is removed in mid-transition, or its provider stops, the stage
     * fails with {@link ErrorCode#NOT_FOUND}.
     *
     * @param state the state asked for
     * @return the stage that completes with the effective state
     * @throws OfflineException in this order: {@link ErrorCode#NOT_FOUND} if the object is gone, {@link
     *     ErrorCode#INVALID_ARGUMENT} if the state is null, {@link ErrorCode#NO_SUPPORT} if the object lacks the
     *     capability, {@link ErrorCode#PENDING} if the object is in a transition or another request of its own waits
     */
    CompletionStage<ConnectionState> setCurrentState(ConnectionState state);

    /**
     * Asks for a state and waits for the change to complete. Mirrors {@code IMAPIOffline::SetCurrentState} with {@code
     * MAPIOFFLINE_FLAG_BLOCK}.
     *
     * @param state the state asked for
     * @param timeout how long to wait at most; zero does not wait
     * @return the effective state when the change was complete
     * @throws OfflineException as {@link #setCurrentState(ConnectionState)}; besides, {@link ErrorCode#INVALID_ARGUMENT} if
     *     the timeout is null or negative, {@link ErrorCode#PENDING} from inside a callback of the same tree of objects,
     *     where waiting would be a deadlock, and {@link ErrorCode#NOT_FOUND} if the object is removed in mid-transition
     * @throws InterruptedException if the thread is interrupted while it waits; the change goes on
     * @throws TimeoutException if the change takes longer; it goes on
     */
    ConnectionState setCurrentState(ConnectionState state, Duration timeout)
            throws InterruptedException, TimeoutException;
}
