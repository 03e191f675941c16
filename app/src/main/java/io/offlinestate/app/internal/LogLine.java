package io.offlinestate.app.internal;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/** What of the log the shell shows, and how; without state, hence safe for use by any thread. */
final class LogLine {
    /** The Log Service logs the events of the framework under such names. */
    private static final String EVENTS = "Events.";

    private LogLine() {}

    /** Whether the framework's events made this entry, rather than a bundle. */
    static boolean isEvent(LogEntry entry) {
        return entry.getLoggerName().startsWith(EVENTS);
    }

    /** Whether the shell shows this entry. */
    static boolean isShown(LogEntry entry) {
        return entry.getLogLevel().implies(LogLevel.INFO) && !isEvent(entry);
    }

    /** The entry as one line, and below it what was thrown, if something was. */
    static String of(LogEntry entry) {
        Throwable thrown = entry.getException();
        return "[%s] %s: %s%s"
                .formatted(
                        entry.getLogLevel(),
                        entry.getBundle().getSymbolicName(),
                        entry.getMessage(),
                        thrown == null ? "" : System.lineSeparator() + "    " + thrown);
    }
}
