// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.reachability;

/**
 * What a detector, or all of them together, know about whether something can be reached.
 *
 * <p>Consumers treat values they do not know as {@link #UNKNOWN}: more may come. Immutable, hence safe for use by any
 * thread. MAPI has no such thing.
 */
public enum Reachability {
    /** Nobody knows; this holds nothing offline. */
    UNKNOWN,

    /** It answers. */
    REACHABLE,

    /** It does not answer: while one detector says so, the object is offline. */
    UNREACHABLE
}
