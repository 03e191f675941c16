// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard;

/**
 * The names and values with which a service registered as {@link io.offlinestate.OfflineNotify} speaks to the whiteboard.
 *
 * <p>Constants only. Beside these, {@code service.ranking} (an {@code Integer}; absent means 0) is the ranking of the
 * advise.
 */
public final class OfflineWhiteboardConstants {
    /**
     * The name of the {@code osgi.implementation} capability that the whiteboard bundle provides; see {@link
     * RequireOfflineWhiteboard}.
     */
    public static final String OFFLINE_NOTIFY_IMPLEMENTATION = "offline.notify";

    /** The version of that capability. */
    public static final String OFFLINE_NOTIFY_SPECIFICATION_VERSION = "1.0.0";

    /**
     * The profiles whose objects the service is advised of.
     *
     * <p>Accepted are a {@code String}, a {@code String[]} and a {@code Collection} of {@code String}: names of profiles, or
     * {@link #ALL_PROFILES}. Absent means {@link #ALL_PROFILES}. A profile need not be there: the service is advised when it
     * comes.
     */
    public static final String OFFLINE_NOTIFY_PROFILE = "offline.notify.profile";

    /**
     * Selects the objects of those profiles that the service is advised of.
     *
     * <p>Accepted is a {@code String}: an LDAP filter over the service properties of {@link
     * io.offlinestate.OfflineManager}, see {@link io.offlinestate.OfflineConstants}. Absent means the global object of each
     * profile, no children.
     */
    public static final String OFFLINE_NOTIFY_TARGET = "offline.notify.target";

    /**
     * The client token that comes back in every notification.
     *
     * <p>Accepted are an {@code Integer}, and a {@code String} with a number that fits into an {@code int}. Absent means 0.
     */
    public static final String OFFLINE_NOTIFY_CLIENT_TOKEN = "offline.notify.client.token";

    /**
     * The phases that the service is told of.
     *
     * <p>Accepted are a {@code String}, a {@code String[]} and a {@code Collection} of {@code String}: names of {@link
     * io.offlinestate.NotifyType} constants. Absent means all three.
     */
    public static final String OFFLINE_NOTIFY_TYPES = "offline.notify.types";

    /**
     * The value of {@link #OFFLINE_NOTIFY_PROFILE} that stands for every profile, those that come later too.
     */
    public static final String ALL_PROFILES = "*";

    private OfflineWhiteboardConstants() {}
}
