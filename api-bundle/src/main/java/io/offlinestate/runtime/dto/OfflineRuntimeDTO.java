// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.runtime.dto;

import org.osgi.dto.DTO;
import org.osgi.framework.dto.ServiceReferenceDTO;

/**
 * All offline objects, and what is wrong with their configurations.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class OfflineRuntimeDTO extends DTO {
    /** The {@link io.offlinestate.runtime.OfflineRuntime} service that gave this snapshot. */
    public ServiceReferenceDTO serviceDTO;

    /**
     * The offline objects, in tree order: every parent before its children, and all objects below an object directly after it;
     * roots, and the children of one parent, in the order of their ids. The parent of an object that was removed while the
     * snapshot was taken may be missing.
     */
    public OfflineObjectDTO[] objects;

    /**
     * What is wrong with configurations, an error each: the PID, the key, the value and what would be right. A value that is wrong
     * keeps its configuration from being applied; a key that is not a setting is only ignored.
     */
    public String[] configurationErrors;
}
