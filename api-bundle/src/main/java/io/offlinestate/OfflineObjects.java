// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens and creates offline objects: the service to start from.
 *
 * <p>There is always the profile {@code default}, with its global object. An object lives while a configuration, a bundle
 * that created it, or a child of it holds it. The service is bundle-scoped: what a bundle created through it is released
 * when that bundle stops.
 *
 * <p>Safe for use by any thread, and from inside callbacks. Mirrors {@code HrOpenOfflineObj} and {@code
 * HrCreateOfflineObj}.
 */
@ProviderType
public interface OfflineObjects {
    /**
     * Opens the global object of a profile. Mirrors {@code HrOpenOfflineObj} with {@code GUID_GlobalState}.
     *
     * @param profile the name of the profile
     * @return its global object
     * @throws OfflineException {@link ErrorCode#NOT_FOUND} if there is no such profile, {@link ErrorCode#INVALID_ARGUMENT}
     *     if the name is null or not allowed
     */
    OfflineManager open(String profile);

    /**
     * Opens an object that is there. Mirrors {@code HrOpenOfflineObj}.
     *
     * @param id the name of the object
     * @return the object
     * @throws OfflineException {@link ErrorCode#NOT_FOUND} if there is no such object, {@link ErrorCode#INVALID_ARGUMENT}
     *     if the id is null
     */
    OfflineManager open(OfflineObjectId id);

    /**
     * Creates an object, or gets the one that is there, and holds it for this bundle until {@link
     * #release(OfflineObjectId)}. Mirrors {@code HrCreateOfflineObj}.
     *
     * <p>A bundle holds an object once, however often it creates it. Creating the global object of a profile that has no
     * configuration creates the profile.
     *
     * @param info the name of the object, its capabilities and its parent
     * @return the object
     * @throws OfflineException in this order: {@link ErrorCode#NOT_FOUND} if the parent is not there, {@link
     *     ErrorCode#INVALID_ARGUMENT} if the argument is null, or the object is there with other capabilities or another
     *     parent
     */
    OfflineManager create(CreateInfo info);

    /**
     * Lets go of an object that this bundle created.
     *
     * @param id the name of the object
     * @throws OfflineException {@link ErrorCode#NOT_FOUND} if this bundle did not create it, {@link
     *     ErrorCode#INVALID_ARGUMENT} if the id is null
     */
    void release(OfflineObjectId id);
}
