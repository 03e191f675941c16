// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.runtime.dto;

import io.offlinestate.NotifyType;
import org.osgi.dto.DTO;

/**
 * One {@link io.offlinestate.OfflineNotify} service, and the objects that it is advised of.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class NotifyServiceDTO extends DTO {
    /** The {@code service.id} of the service. */
    public long serviceId;

    /** The id of the bundle that registered it. */
    public long bundleId;

    /** The symbolic name of that bundle. */
    public String bundleSymbolicName;

    /** The profiles it selects; {@code "*"} alone for every profile. */
    public String[] profiles;

    /** The filter by which it selects objects; null if it has none, and selects the global object of each profile. */
    public String target;

    /** The client token it gets in its notifications. */
    public int clientToken;

    /** The phases it is told of. */
    public NotifyType[] notifyTypes;

    /** Its {@code service.ranking}. */
    public int ranking;

    /** The ids, as text, of the objects that it is advised of. */
    public String[] objects;
}
