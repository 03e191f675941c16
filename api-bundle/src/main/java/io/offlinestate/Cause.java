// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

/**
 * Who changed the state of an offline object.
 *
 * <p>Consumers ignore causes they do not know: more may come. Immutable, hence safe for use by any thread. MAPI has no
 * such thing.
 */
public enum Cause {
    /** Its requested state changed, by {@link Offline#setCurrentState(ConnectionState)} or by a configuration. */
    REQUEST,

    /** What its reachability detectors say changed. */
    DETECTION,

    /** The state of its parent changed. */
    PARENT,

    /** It began to exist: only the history's entry with sequence 0 has this cause, never a notification. */
    STARTUP
}
