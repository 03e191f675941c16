// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Accesses files with the permissions of this bundle alone: a plug-in that may set a state need not be allowed to write it. */
final class Privileged {
    private Privileged() {}

    interface Task {
        void run() throws Exception;
    }

    /** Runs the task. Returns what it has thrown, of whatever kind; null if it has not. Throws nothing. */
    @SuppressWarnings("removal") // without a security manager it just runs the task
    static Throwable attempt(Task task) {
        try {
            AccessController.doPrivileged((PrivilegedAction<Void>) () -> {
                run(task);
                return null;
            });
            return null;
        } catch (TaskException e) {
            return e.getCause();
        } catch (Throwable e) {
            return e;
        }
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new TaskException(e);
        }
    }

    private static final class TaskException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TaskException(Exception cause) {
            super(null, cause, false, false);
        }
    }
}
