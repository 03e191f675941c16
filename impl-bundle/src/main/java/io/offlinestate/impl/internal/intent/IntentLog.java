// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.intent;

import io.offlinestate.common.Log;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Keeps what is to be logged until no lock is held: a log may call anything. A log that fails costs its line only. Thread-safe.
 */
final class IntentLog {
    private final Log log;
    private final Queue<Consumer<Log>> entries = new ConcurrentLinkedQueue<>();

    IntentLog(Log log) {
        this.log = log;
    }

    void add(Consumer<Log> entry) {
        entries.add(entry);
    }

    /** Logs all entries. To be called without a lock. Throws nothing. */
    void flush() {
        for (Consumer<Log> entry = entries.poll(); entry != null; entry = entries.poll()) {
            try {
                entry.accept(log);
            } catch (Throwable broken) {
                // there is no other place to report it to
            }
        }
    }
}
