// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.runtime;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Shows which offline objects there are, why each is in its state, and how its listeners behave.
 *
 * <p>A service; its property {@code service.changecount} (a {@code Long}) grows when a snapshot would differ. What it gives
 * are deep snapshots that share nothing with the live state or with each other. Safe for use by any thread, and from
 * inside callbacks; never waits for a transition. MAPI has no such thing.
 */
@ProviderType
public interface OfflineRuntime {
    /**
     * A snapshot of everything.
     *
     * @return all offline objects, and what is wrong with their configurations
     */
    OfflineRuntimeDTO getRuntimeDTO();

    /**
     * A snapshot of one offline object.
     *
     * @param id the name of the object
     * @return the object
     * @throws io.offlinestate.OfflineException {@link io.offlinestate.ErrorCode#NOT_FOUND} if there is no such object,
     *     {@link io.offlinestate.ErrorCode#INVALID_ARGUMENT} if the id is null
     */
    OfflineObjectDTO getObjectDTO(OfflineObjectId id);

    /**
     * The last transitions of one offline object.
     *
     * @param id the name of the object
     * @return its transitions, oldest first, as many as its profile keeps
     * @throws io.offlinestate.OfflineException {@link io.offlinestate.ErrorCode#NOT_FOUND} if there is no such object,
     *     {@link io.offlinestate.ErrorCode#INVALID_ARGUMENT} if the id is null
     */
    List<TransitionDTO> getHistory(OfflineObjectId id);
}
