// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * The bits that tell which part of an offline object's state an advise or a change is about.
 *
 * <p>Constants only. Mirrors {@code MAPIOFFLINE_STATE_OFFLINE_MASK} and {@code MAPIOFFLINE_STATE_ALL}.
 */
public final class StateMask {
    /** Whether the object is offline or online: the only part of the state there is so far. */
    public static final int OFFLINE = 0x3;

    /** Every part of the state, those included that are not used yet. */
    public static final int ALL = 0x003f037f;

    private StateMask() {}
}
