// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;

/**
 * The errors that some bundles log, as text: an entry could keep a class loader alive. Thread-safe.
 *
 * <p>Left out is what Felix logs in the name of whoever gets the service of a component that is just ending: that service cannot be
 * got, which is no error of the one who tries.
 */
public final class Complaints implements LogListener {
    private static final String ENDING = "Service factory returned null";

    private final List<String> bundles;
    private final List<String> texts = new CopyOnWriteArrayList<>();

    /**
     * @param bundles their symbolic names
     */
    public Complaints(String... bundles) {
        this.bundles = List.of(bundles);
    }

    @Override
    public void logged(LogEntry entry) {
        String name = entry.getBundle().getSymbolicName();
        boolean ending = entry.getException() != null
                && String.valueOf(entry.getException().getMessage()).contains(ENDING);
        if (entry.getLogLevel() == LogLevel.ERROR && bundles.contains(name) && !ending) {
            texts.add(name + " logged: " + entry.getMessage() + ", " + entry.getException());
        }
    }

    public List<String> texts() {
        return texts;
    }
}
