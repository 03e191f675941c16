// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jline.reader.LineReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Shows the log in the shell, above the line that the user is typing.
 *
 * <p>There is no shell in the demo, hence nothing to show it in. Safe for use by any thread.
 */
@Component(service = CommandSessionListener.class)
public final class ShellScreen implements CommandSessionListener, LogListener {
    /** Where the shell of gogo.jline keeps its line editor. */
    private static final String READER = ".reader";

    private final LogReaderService log;
    private volatile LineReader reader;

    /**
     * Listens to the log.
     *
     * @param log what to show
     */
    @Activate
    public ShellScreen(@Reference LogReaderService log) {
        this.log = log;
        log.addLogListener(this);
    }

    @Deactivate
    void stop() {
        log.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        LineReader shown = reader;
        if (shown != null && LogLine.isShown(entry)) {
            shown.printAbove(LogLine.of(entry));
        }
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(READER) instanceof LineReader current) {
            reader = current;
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {
        // only the beginning matters
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {
        // only the beginning matters
    }
}
