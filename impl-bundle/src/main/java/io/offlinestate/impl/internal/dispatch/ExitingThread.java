// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

/**
 * Recognises a thread that has called {@link System#exit}: it waits for the shutdown hooks and never returns, so a hook that
 * stops the framework must not wait for it.
 */
final class ExitingThread {
    private ExitingThread() {}

    /** @param thread another one than the calling one, or null */
    static boolean is(Thread thread) {
        return thread != null && exits(ThreadStack.of(thread));
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
