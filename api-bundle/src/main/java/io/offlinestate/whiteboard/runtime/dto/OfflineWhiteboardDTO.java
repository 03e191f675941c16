// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.runtime.dto;

import org.osgi.dto.DTO;
import org.osgi.framework.dto.ServiceReferenceDTO;

/**
 * The services that the whiteboard knows.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class OfflineWhiteboardDTO extends DTO {
    /** The {@link io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime} service that gave this snapshot. */
    public ServiceReferenceDTO serviceDTO;

    /** The services that are in order, whether or not there is an object yet that they select. */
    public NotifyServiceDTO[] notifyServices;

    /** The services that failed; each is tried again when its properties change. */
    public FailedNotifyServiceDTO[] failedNotifyServices;
}
