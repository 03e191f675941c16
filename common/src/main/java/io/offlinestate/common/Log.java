// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

/**
 * Takes what a bundle logs. Each <code>{}</code> of a format stands for the next argument; a last argument that is a {@link
 * Throwable} and has no place in the format is logged with its stack. An implementation is thread-safe and never throws.
 */
public interface Log {
    /** Logs what an operator may want to know. */
    void info(String format, Object... arguments);

    /** Logs what went wrong and was dealt with. */
    void warn(String format, Object... arguments);

    /** Logs what went wrong and needs somebody to act. */
    void error(String format, Object... arguments);
}
