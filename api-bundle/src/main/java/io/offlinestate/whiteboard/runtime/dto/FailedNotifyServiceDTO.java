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
}
