// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.util.Objects;

/**
 * How a subscription stands. Equality is written out: the generated one stays in a cache of Java 17, with the class loader of the
 * types.
 *
 * @param failure why it is not advised; null if it is in order
 * @param attempts how often that was tried in vain
 * @param nextAttempt when it is tried again by itself, in epoch milliseconds; 0 if it is not
 */
record Status(NotifyProperties properties, Failure failure, int attempts, long nextAttempt) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Status that
                && Objects.equals(properties, that.properties)
                && Objects.equals(failure, that.failure)
                && attempts == that.attempts
                && nextAttempt == that.nextAttempt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(properties, failure, attempts, nextAttempt);
    }
}
