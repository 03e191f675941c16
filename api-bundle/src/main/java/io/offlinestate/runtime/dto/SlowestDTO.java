// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.runtime.dto;

import io.offlinestate.NotifyType;
import org.osgi.dto.DTO;

/**
 * The listener whose callback took longest in one phase of a transition.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class SlowestDTO extends DTO {
    /** The phase. */
    public NotifyType phase;

    /** The label of the listener, as {@link AdviseDTO#label} has it. */
    public String label;

    /** The symbolic name of the bundle that the class of the callback comes from. */
    public String bundleSymbolicName;

    /**
     * How long the callback took, in microseconds; for a listener that was not waited for, how long it had been running when it
     * was given up.
     */
    public long micros;
}
