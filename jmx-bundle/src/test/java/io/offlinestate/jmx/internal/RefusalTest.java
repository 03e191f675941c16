// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final OfflineObjectId WORK = OfflineObjectId.global("work");

    private final Locale locale = Locale.getDefault();
    private final FakeHost host = new FakeHost();
    private final Steering steering = new Steering(host, host);

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    @Test
    void of_foreignText_isOneCleanBoundedLine() {
        OfflineException refusal = new OfflineException(ErrorCode.NOT_FOUND, "no\n\u202e" + "x".repeat(1_000_000));
        String message = Refusal.of(refusal).getMessage();
        assertTrue(message.startsWith("NOT_FOUND: no\\n\\u202exxx"), message);
        assertEquals(1_024, message.length());
    }

    @Test
    void report_nastyValue_isCleanInTheRefusal() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> steering.report(WORK, "drill", "up\u2028\u001b", ""))
                .getMessage();
        assertTrue(message.contains("\"up\\u2028\\u001b\""), message);
    }

    @Test
    void set_arabicLocale_hasPlainDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> steering.set(WORK, ConnectionState.ONLINE, 100_000))
                .getMessage();
        assertEquals("waitSeconds is 100000; expected 0 (do not wait) to 86400", message);
    }
}
