// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * The service properties of every {@link OfflineManager}.
 *
 * <p>Constants only. The provider sets them; a consumer puts them into a filter.
 */
public final class OfflineConstants {
    /** The name of the profile: a {@code String}. Never absent. Mirrors {@link OfflineObjectId#profile()}. */
    public static final String OFFLINE_PROFILE = "offline.profile";

    /**
     * The type of object: a {@code String}, the UUID as text in lower case; {@link OfflineObjectId#GLOBAL_STATE} for the
     * global object of the profile. Never absent. Mirrors {@link OfflineObjectId#type()}.
     */
    public static final String OFFLINE_TYPE = "offline.type";

    /**
     * The instance: a {@code String}, the UUID as text in lower case. Absent where it is {@link
     * OfflineObjectId#NO_INSTANCE}: the object is the only one of its type. Mirrors {@link OfflineObjectId#instance()}.
     */
    public static final String OFFLINE_INSTANCE = "offline.instance";

    /**
     * The parent: a {@code String}, its id as {@link OfflineObjectId#toString()} writes it. Absent on a root: the object
     * has no parent.
     */
    public static final String OFFLINE_PARENT = "offline.parent";

    /**
     * The names of the object's {@link Capability} constants: a {@code String[]}, empty if it has none. Never absent. The
     * only property that may change while the service is registered.
     */
    public static final String OFFLINE_CAPABILITIES = "offline.capabilities";

    /**
     * The name of the {@code osgi.implementation} capability that the implementation provides, in version {@link
     * #OFFLINE_MANAGER_SPECIFICATION_VERSION}. The whiteboard requires it with the directive {@code effective:=active}: a
     * resolver adds an implementation to a whiteboard, while a framework resolves each of the two on its own.
     */
    public static final String OFFLINE_MANAGER_IMPLEMENTATION = "offline.manager";

    /** The version of the {@link #OFFLINE_MANAGER_IMPLEMENTATION} capability. */
    public static final String OFFLINE_MANAGER_SPECIFICATION_VERSION = "1.0.0";

    private OfflineConstants() {}
}
