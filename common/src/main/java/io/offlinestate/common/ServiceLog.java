// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.util.ArrayDeque;
import java.util.Deque;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Logs to the Log Service while there is one. While there is none, the last entries are kept; they are written when one comes,
 * with the time at which they arose. So a component can have the service as an optional, dynamic reference, and log from its
 * constructor on.
 *
 * <p>Thread-safe. The service and its logger are called without a lock. If the log throws, or cannot be got, the entry is kept
 * and tried again with the next one.
 */
public final class ServiceLog implements Log {
    /** How many entries are kept. */
    static final int KEPT = 50;

    private final BundleContext context;
    private final String name;

    // all guarded by this
    private final Deque<LogEntry> kept = new ArrayDeque<>();
    private long lost;
    private ServiceReference<?> reference;
    private Target target;

    /** What entries are written to. */
    interface Target {
        /**
         * Writes one entry; may throw anything.
         *
         * @param thrown null if nothing was thrown
         */
        void write(LogEntry.Level level, String message, DetachedThrowable thrown);
    }

    /**
     * Creates a log without a Log Service.
     *
     * @param context gets the service
     * @param owner names the logger
     */
    public ServiceLog(BundleContext context, Class<?> owner) {
        this.context = context;
        this.name = owner.getName();
    }

    /**
     * Logs to this service from now on.
     *
     * @param loggerFactory a reference to a service of type {@code org.osgi.service.log.LoggerFactory}
     */
    public void bind(ServiceReference<?> loggerFactory) {
        synchronized (this) {
            reference = loggerFactory;
            target = null;
        }
        writeKept();
    }

    /** Logs to this service no more. Another service that was bound meanwhile stays. */
    public void unbind(ServiceReference<?> loggerFactory) {
        synchronized (this) {
            if (loggerFactory.equals(reference)) {
                reference = null;
                target = null;
            }
        }
        unget(loggerFactory);
    }

    @Override
    public void info(String format, Object... arguments) {
        log(new LogEntry(LogEntry.Level.INFO, format, arguments));
    }

    @Override
    public void warn(String format, Object... arguments) {
        log(new LogEntry(LogEntry.Level.WARN, format, arguments));
    }

    @Override
    public void error(String format, Object... arguments) {
        log(new LogEntry(LogEntry.Level.ERROR, format, arguments));
    }

    private void log(LogEntry entry) {
        Target current = connect();
        boolean written = current != null && write(current, entry.level(), entry.message(), entry.thrown());
        if (!written) {
            keep(entry);
        }
        if (written || current == null) {
            writeKept(); // there may be a log by now
        }
    }

    private synchronized void keep(LogEntry entry) {
        kept.addLast(entry);
        if (kept.size() > KEPT) {
            kept.removeFirst();
            lost++;
        }
    }

    private void writeKept() {
        for (LogEntry next = poll(); next != null; next = poll()) {
            Target current = connect();
            String message = next.message() + " (at " + next.time() + ", when there was no log)";
            if (current == null || !write(current, next.level(), message, next.thrown())) {
                synchronized (this) {
                    kept.addFirst(next);
                }
                return;
            }
        }
        reportLost();
    }

    private synchronized LogEntry poll() {
        return reference == null ? null : kept.poll();
    }

    private void reportLost() {
        long count;
        synchronized (this) {
            count = lost;
            lost = 0;
        }
        if (count == 0) {
            return;
        }
        Target current = connect();
        String message = count + " log entries before these were lost.";
        if (current == null || !write(current, LogEntry.Level.WARN, message, null)) {
            synchronized (this) {
                lost += count;
            }
        }
    }

    private static boolean write(Target target, LogEntry.Level level, String message, DetachedThrowable thrown) {
        try {
            target.write(level, message, thrown);
            return true;
        } catch (Throwable broken) {
            return false; // there is no other place to report it
        }
    }

    /** Returns where to write to; null if there is no log, or it cannot be used now. */
    private Target connect() {
        ServiceReference<?> current;
        synchronized (this) {
            if (reference == null || target != null) {
                return target;
            }
            current = reference;
        }
        Target connected = get(current);
        if (connected == null) {
            return null;
        }
        synchronized (this) {
            if (current.equals(reference) && target == null) {
                target = connected;
                return connected;
            }
        }
        unget(current); // another thread has connected or bound meanwhile
        return connect();
    }

    /** Returns null if the service cannot be used now; the next entry tries again. */
    private Target get(ServiceReference<?> loggerFactory) {
        try {
            Object service = context.getService(loggerFactory);
            if (service == null) {
                return null;
            }
            try {
                return new LoggerTarget(service, name);
            } catch (Throwable unusable) { // a LinkageError where the package is missing, or what the service throws
                unget(loggerFactory);
                return null;
            }
        } catch (Throwable unavailable) {
            return null;
        }
    }

    private void unget(ServiceReference<?> loggerFactory) {
        try {
            context.ungetService(loggerFactory);
        } catch (IllegalStateException stopped) {
            // the framework has released the service
        }
    }
}
