// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;

/**
 * Which classes have an {@link OfflineNotify#advised} of their own: all others need not be told where they start from. Asked once
 * for each class; what is kept with the class refers to nothing of this bundle, so neither keeps the other. Thread-safe.
 */
final class Greeted extends ClassValue<Boolean> {
    @Override
    protected Boolean computeValue(Class<?> callback) {
        try {
            return callback.getMethod("advised", OfflineObjectId.class, ConnectionState.class, long.class)
                            .getDeclaringClass()
                    != OfflineNotify.class;
        } catch (Exception | LinkageError unknown) {
            return true; // a method of it names a class that is not there
        }
    }
}
