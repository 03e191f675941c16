// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.common.SafeText;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * Why a listener is not advised. Equality is written out: the generated one stays in a cache of Java 17, with the class loader of
 * the types.
 *
 * @param message what is the matter, and what would be right
 */
record Failure(FailureReason reason, String message) {
    Failure {
        message = SafeText.cut(message, SafeText.FAILURE_LENGTH);
    }

    static Failure ungettable(String matter) {
        return new Failure(
                FailureReason.SERVICE_NOT_GETTABLE,
                "its service object cannot be got, " + matter
                        + "; expected one from the bundle that registered it, whose"
                        + " ServiceFactory or component may have logged why; tried again by itself, and at once when a service"
                        + " property changes");
    }

    /**
     * @param refusals what the managers said, all that it selects; at least one
     */
    static Failure refused(Selection selection, Map<ManagerService, String> refusals) {
        ManagerService first = Collections.min(refusals.keySet(), Comparator.comparing(ManagerService::id));
        return new Failure(
                FailureReason.ADVISE_REFUSED,
                "each of the " + refusals.size() + " offline objects selected by " + selection
                        + " has refused it, such as " + first.id() + ": " + refusals.get(first)
                        + "; expected one at least that has a capability");
    }

    /** Whether it would be no news after the other one, which may be null. */
    boolean isLike(Failure other) {
        return other != null
                && reason == other.reason
                && (reason == FailureReason.ADVISE_REFUSED
                        || reason
                                == FailureReason
                                        .SERVICE_NOT_GETTABLE // many attempts, perhaps each with a message of its own
                        || message.equals(other.message));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Failure that && reason == that.reason && message.equals(that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reason, message);
    }
}
