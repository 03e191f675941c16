// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.runtime.dto;

/**
 * One {@link io.offlinestate.OfflineNotify} service that is not advised, and why not.
 *
 * <p>Not safe for use by several threads at once; a snapshot that shares nothing with the live state.
 */
public class FailedNotifyServiceDTO extends NotifyServiceDTO {
    /** Why it is not advised. */
    public FailureReason failureReason;

    /** The same in words: the property, its value, and what would be right. */
    public String message;

    /**
     * How many attempts have failed since the service came or its properties changed; 0 for a failure that only another
     * property can cure.
     */
    public int attempts;

    /**
     * When it is tried again by itself, in milliseconds since the epoch: 50 ms after the first attempt that failed, then twice as
     * long each time, up to 60 s. 0 if it is not. An object that it selects brings the attempt forward when it comes or begins
     * a transition, to at least a second after the one before.
     */
    public long nextAttempt;
}
