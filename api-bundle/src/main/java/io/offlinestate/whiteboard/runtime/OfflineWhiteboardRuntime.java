// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.runtime;

import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Shows which {@link io.offlinestate.OfflineNotify} services the whiteboard has advised, which it has not, and why not.
 *
 * <p>A service; its property {@code service.changecount} (a {@code Long}) grows when a snapshot would differ. What it gives
 * are deep snapshots that share nothing with the live state or with each other. Safe for use by any thread, and from
 * inside callbacks. MAPI has no such thing.
 */
@ProviderType
public interface OfflineWhiteboardRuntime {
    /**
     * A snapshot of everything.
     *
     * @return the services that are advised and those that failed
     */
    OfflineWhiteboardDTO getRuntimeDTO();
}
