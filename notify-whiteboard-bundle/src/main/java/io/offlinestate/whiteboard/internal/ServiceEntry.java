// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

/**
 * What a {@link ServiceWatch} keeps for a service.
 *
 * <p>Its methods are called by any thread, several at once, {@link #modified()} also before {@link #arrived()} and after
 * {@link #gone()}, and {@code gone} more than once, also without {@code arrived}.
 */
interface ServiceEntry {
    /** The service is there. */
    void arrived();

    /** Its properties may have changed. */
    void modified();

    /** It is going: when this returns, nobody in here uses it any more. */
    void gone();
}
