// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the managers said that have refused one listener; mostly none have. Confined to the tasks of its subscription. */
final class Refusals {
    private Map<ManagerService, String> messages = Map.of();

    /** Those whose refusal may pass by itself. */
    private Set<ManagerService> passing = Set.of();

    /**
     * The manager has refused it.
     *
     * @return whether that may pass
     */
    boolean add(ManagerService manager, Throwable refusal) {
        remove(manager);
        messages = messages.isEmpty() ? new HashMap<>(2) : messages;
        messages.put(manager, Words.of(refusal));
        if (!mayPass(refusal)) {
            return false;
        }
        passing = passing.isEmpty() ? new HashSet<>() : passing;
        passing.add(manager);
        return true;
    }

    /** A missing capability does not: once it is there, the object says so by an event. */
    private static boolean mayPass(Throwable refusal) {
        return !(refusal instanceof OfflineException known && known.code() == ErrorCode.NO_SUPPORT);
    }

    /** The manager does not refuse it, or no longer. */
    void remove(ManagerService manager) {
        if (!messages.isEmpty()) {
            messages.remove(manager);
        }
        if (!passing.isEmpty()) {
            passing.remove(manager);
        }
    }

    void clear() {
        messages = Map.of();
        passing = Set.of();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean anyMayPass() {
        return !passing.isEmpty();
    }

    Failure failure(Selection selection) {
        return Failure.refused(selection, messages);
    }
}
