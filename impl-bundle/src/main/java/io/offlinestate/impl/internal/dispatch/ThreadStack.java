// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Reads the stack of one thread; the others go on. Stateless, hence safe for use by any thread. */
final class ThreadStack {
    private ThreadStack() {}

    /**
     * Returns the frames of a thread, the innermost first; none where that is forbidden.
     *
     * @param thread another thread than the calling one
     */
    @SuppressWarnings("removal") // does no harm where permissions are not checked any more
    static StackTraceElement[] of(Thread thread) {
        try {
            return AccessController.doPrivileged((PrivilegedAction<StackTraceElement[]>) thread::getStackTrace);
        } catch (SecurityException forbidden) {
            return new StackTraceElement[0];
        }
    }
}
