package io.offlinestate.impl.internal.intent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.osgi.service.log.Logger;

/**
 * Keeps what is to be logged until no lock is held: a log may call anything. A log that fails costs its line only. Thread-safe.
 */
final class IntentLog {
    private final Logger log;
    private final Queue<Consumer<Logger>> entries = new ConcurrentLinkedQueue<>();

    IntentLog(Logger log) {
        this.log = log;
    }

    void add(Consumer<Logger> entry) {
        entries.add(entry);
    }

    /** Logs all entries. To be called without a lock. Throws nothing. */
    void flush() {
        for (Consumer<Logger> entry = entries.poll(); entry != null; entry = entries.poll()) {
            try {
                entry.accept(log);
            } catch (Throwable broken) {
                // there is no other place to report it to
            }
        }
    }
}
