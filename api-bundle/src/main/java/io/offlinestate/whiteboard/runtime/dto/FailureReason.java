// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.runtime.dto;

/**
 * Why the whiteboard has not advised a service.
 *
 * <p>Consumers treat reasons they do not know as a failure: more may come. Immutable, hence safe for use by any thread.
 */
public enum FailureReason {
    /** {@code offline.notify.profile} is of a wrong type, or names a profile that cannot be. */
    INVALID_PROFILE,

    /** {@code offline.notify.target} is of a wrong type, or not an LDAP filter. */
    INVALID_TARGET,

    /** {@code offline.notify.client.token} is not a number that fits into an {@code int}. */
    INVALID_CLIENT_TOKEN,

    /** {@code offline.notify.types} is of a wrong type, empty, or has a name that is not one of a notify type. */
    INVALID_TYPES,

    /** The framework or the bundle that registered it did not hand out the service object. It is tried again by itself. */
    SERVICE_NOT_GETTABLE,

    /** Every object that it selects refused it. */
    ADVISE_REFUSED
}
