// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.common.Log;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Keeps what is to be logged, and that something has changed, until {@link #flush()}: the log and whoever listens to the
 * change count are foreign code, and must not be called while others wait. Thread-safe.
 */
final class Reports {
    private final Log log;
    private final ChangeCount changes;
    private final Queue<Consumer<Log>> entries = new ConcurrentLinkedQueue<>();

    Reports(Log log, ChangeCount changes) {
        this.log = log;
        this.changes = changes;
    }

    void warn(String message) {
        entries.add(to -> to.warn("{}", message));
    }

    void warn(String message, Throwable cause) {
        entries.add(to -> to.warn("{}", message, cause));
    }

    void error(String message, Throwable cause) {
        entries.add(to -> to.error("{}", message, cause));
    }

    /** A snapshot would differ from one before. */
    void changed() {
        changes.increment();
    }

    /** Called at the end of every event, by a thread that is in nobody's way. */
    void flush() {
        for (Consumer<Log> entry = entries.poll(); entry != null; entry = entries.poll()) {
            try {
                entry.accept(log);
            } catch (Throwable broken) {
                // there is no other place to tell it
            }
        }
        changes.publish();
    }
}
