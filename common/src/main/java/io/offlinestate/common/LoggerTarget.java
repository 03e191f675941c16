// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Writes to a Logger of the Log Service. The only class that needs the package of that service. Thread-safe. */
final class LoggerTarget implements ServiceLog.Target {
    private final Logger logger;

    /**
     * @throws ClassCastException if the object is no LoggerFactory of this bundle's class space
     * @throws LinkageError if this bundle is not wired to the package of the Log Service
     */
    LoggerTarget(Object loggerFactory, String name) {
        this.logger = ((LoggerFactory) loggerFactory).getLogger(name);
    }

    @Override
    public void write(LogEntry.Level level, String message, DetachedThrowable thrown) {
        switch (level) {
            case INFO -> logger.info("{}", message, thrown);
            case WARN -> logger.warn("{}", message, thrown);
            case ERROR -> logger.error("{}", message, thrown);
        }
    }
}
