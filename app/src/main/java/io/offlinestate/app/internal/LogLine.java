// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import io.offlinestate.common.SafeText;
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
        return LogLevel.INFO.implies(entry.getLogLevel()) && !isEvent(entry); // a level implies those that matter more
    }

    /** The entry as one line, and below it what was thrown, if something was. */
    static String of(LogEntry entry) {
        Throwable thrown = entry.getException();
        String line =
                "[" + entry.getLogLevel() + "] " + entry.getBundle().getSymbolicName() + ": " + entry.getMessage();
        return SafeText.clean(line)
                + (thrown == null ? "" : System.lineSeparator() + "    " + SafeText.clean(text(thrown)));
    }

    private static String text(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (Throwable broken) { // of a bundle that has thrown something of its own
            return thrown.getClass().getName();
        }
    }
}
