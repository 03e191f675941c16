// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import java.time.Instant;

/** What happens while a user watches. Immutable, hence safe for use by any thread. */
sealed interface WatchEvent {
    /** An object is there, and its state is to be told or not. */
    record Came(OfflineObjectId object, boolean told) implements WatchEvent {}

    /** An object is there no longer. */
    record Gone(OfflineObjectId object, Instant at) implements WatchEvent {}

    /** The watch of an object begins, in this state. */
    record Began(OfflineObjectId object, ConnectionState state, long sequence, Instant at) implements WatchEvent {}

    /** A phase of a transition. */
    record Phase(OfflineNotification notification, Instant at) implements WatchEvent {}

    /** There is nothing to watch any more. */
    record End(String why, Instant at) implements WatchEvent {}
}
