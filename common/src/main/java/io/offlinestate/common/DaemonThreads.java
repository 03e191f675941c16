// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Function;

/**
 * Makes daemon threads that inherit nothing from the code that happens to need one. That code may be any plug-in: its priority,
 * thread group, inheritable thread locals, context class loader and access control context would otherwise live on in a
 * thread of ours. Thread-safe.
 */
public final class DaemonThreads {
    private DaemonThreads() {}

    /**
     * Makes a thread of normal priority without a context class loader.
     *
     * @param constructor constructs the thread in the group that it is given, without inheritable thread locals
     */
    @SuppressWarnings("removal") // does no harm where there is nothing to inherit any more
    public static <T extends Thread> T make(Function<ThreadGroup, T> constructor) {
        return AccessController.doPrivileged((PrivilegedAction<T>) () -> {
            T thread = constructor.apply(topGroup());
            thread.setDaemon(true);
            thread.setPriority(Thread.NORM_PRIORITY);
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    /**
     * Takes back what foreign code may have changed about the calling thread, one of these. Writes only what differs: a thread's
     * name and priority belong to the operating system, too, and to set them takes microseconds.
     *
     * @param name its name
     */
    public static void restore(String name) {
        Thread thread = Thread.currentThread();
        if (thread.isInterrupted()) {
            Thread.interrupted();
        }
        if (thread.getContextClassLoader() != null) {
            thread.setContextClassLoader(null);
        }
        if (!thread.getName().equals(name)) {
            thread.setName(name);
        }
        if (thread.getPriority() != Thread.NORM_PRIORITY) {
            thread.setPriority(Thread.NORM_PRIORITY);
        }
        thread.setUncaughtExceptionHandler(null);
    }

    /**
     * The topmost group that may be used. Any other one may belong to a plug-in, and a group that was destroyed (Java 17 still
     * destroys groups) takes no new thread; the topmost group has threads of the JVM and cannot be destroyed.
     */
    private static ThreadGroup topGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        try {
            for (ThreadGroup parent = group.getParent(); parent != null; parent = group.getParent()) {
                group = parent;
            }
        } catch (SecurityException forbidden) {
            // the highest one that is allowed
        }
        return group;
    }
}
