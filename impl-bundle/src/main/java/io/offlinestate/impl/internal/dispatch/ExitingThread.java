// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Recognises a thread that has called {@link System#exit}: it waits for the shutdown hooks and never returns, so a hook that
 * stops the framework must not wait for it.
 */
final class ExitingThread {
    private ExitingThread() {}

    /** @param thread another one than the calling one, or null */
    @SuppressWarnings("removal") // does no harm where permissions are not checked any more
    static boolean is(Thread thread) {
        if (thread == null) {
            return false;
        }
        try {
            return AccessController.doPrivileged((PrivilegedAction<Boolean>) () -> exits(thread.getStackTrace()));
        } catch (SecurityException forbidden) {
            return false;
        }
    }

    private static boolean exits(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(Runtime.class.getName())
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }
}
