// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.time.Instant;

/**
 * One line for the log. It holds text only, so that it pins no class loader however long it is kept: foreign text is clean, a
 * throwable is detached. Compared by identity.
 */
final class LogEntry {
    /** How much an entry matters. */
    enum Level {
        INFO,
        WARN,
        ERROR
    }

    private static final String PLACEHOLDER = "{}";
    /** The longest text of an argument that is logged, in chars. */
    private static final int ARGUMENT_LENGTH = 4 * SafeText.FAILURE_LENGTH;

    private final Level level;
    private final Instant time = Instant.now();
    private final String message;
    private final DetachedThrowable thrown;

    LogEntry(Level level, String format, Object... arguments) {
        this.level = level;
        StringBuilder text = new StringBuilder();
        int used = 0;
        int from = 0;
        for (int at = format.indexOf(PLACEHOLDER);
                at >= 0 && used < arguments.length;
                at = format.indexOf(PLACEHOLDER, from)) {
            text.append(format, from, at).append(text(arguments[used++]));
            from = at + PLACEHOLDER.length();
        }
        this.message = SafeText.clean(text.append(format, from, format.length()).toString());
        this.thrown = used < arguments.length && arguments[arguments.length - 1] instanceof Throwable last
                ? DetachedThrowable.of(last)
                : null;
    }

    private static String text(Object argument) {
        try {
            return SafeText.cut(String.valueOf(argument), ARGUMENT_LENGTH);
        } catch (Throwable broken) {
            return argument.getClass().getName() + ", which cannot be printed";
        }
    }

    Level level() {
        return level;
    }

    Instant time() {
        return time;
    }

    String message() {
        return message;
    }

    /** Returns what was thrown; null if nothing was. */
    DetachedThrowable thrown() {
        return thrown;
    }
}
