// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

class LogLineTest {
    private static LogEntry entry(String message, Throwable thrown) {
        return entry(LogLevel.WARN, message, thrown);
    }

    private static LogEntry entry(LogLevel level, String message, Throwable thrown) {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(
                LogLineTest.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, args) -> "a\nb");
        return (LogEntry) Proxy.newProxyInstance(
                LogLineTest.class.getClassLoader(),
                new Class<?>[] {LogEntry.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getMessage" -> message;
                    case "getException" -> thrown;
                    case "getLogLevel" -> level;
                    case "getLoggerName" -> "some.logger";
                    case "getBundle" -> bundle;
                    default -> throw new AssertionError(method);
                });
    }

    @Test
    void isShown_informationAndWorse_only() {
        Set<LogLevel> shown = EnumSet.noneOf(LogLevel.class);
        for (LogLevel level : LogLevel.values()) {
            if (LogLine.isShown(entry(level, "m", null))) {
                shown.add(level);
            }
        }
        assertEquals(EnumSet.of(LogLevel.AUDIT, LogLevel.ERROR, LogLevel.WARN, LogLevel.INFO), shown);
    }

    @Test
    void of_foreignText_isOneCleanLine() {
        assertEquals("[WARN] a\\nb: c\\n[ERROR] d\\u202e\\u2028", LogLine.of(entry("c\n[ERROR] d\u202e\u2028", null)));
    }

    @Test
    void of_thrown_isCleanOnALineOfItsOwn() {
        assertEquals(
                "[WARN] a\\nb: c\n    java.lang.IllegalStateException: e\\n\\u001b[31m",
                LogLine.of(entry("c", new IllegalStateException("e\n\u001b[31m")))
                        .replace(System.lineSeparator(), "\n"));
    }

    @Test
    void of_thrownThatCannotBePrinted_isNamed() {
        IllegalStateException broken = new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                throw new IllegalStateException("not even that");
            }
        };
        assertEquals(
                "[WARN] a\\nb: c\n    " + broken.getClass().getName(),
                LogLine.of(entry("c", broken)).replace(System.lineSeparator(), "\n"));
    }

    @Test
    void millis_arabicLocale_hasPlainDigits() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("1.5 ms", Stage.millis(1_500_000));
        } finally {
            Locale.setDefault(locale);
        }
    }
}
