// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static io.offlinestate.Refusal.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OfflineExceptionTest {
    @ParameterizedTest
    @EnumSource
    void codeAndMessageStayAsGiven(ErrorCode code) {
        OfflineException exception = new OfflineException(code, "object p: gone");
        assertEquals(code, exception.code());
        assertEquals("object p: gone", exception.getMessage());
        assertNull(exception.getCause());
    }

    @Test
    void causeStaysAsGiven() {
        Exception cause = new Exception("why");
        OfflineException exception = new OfflineException(ErrorCode.NOT_FOUND, "object p: gone", cause);
        assertSame(cause, exception.getCause());
        assertEquals("object p: gone", exception.getMessage());
    }

    @Test
    void causeMayBeNull() {
        assertNull(new OfflineException(ErrorCode.NOT_FOUND, "object p: gone", null).getCause());
    }

    @Test
    void nullCodeIsRefusedAndHidesNeitherMessageNorCause() {
        assertInvalid(() -> new OfflineException(null, "object p: gone"), "code", "ErrorCode", "object p: gone");
        Exception cause = new Exception("why");
        OfflineException refusal =
                assertThrows(OfflineException.class, () -> new OfflineException(null, "object p: gone", cause));
        assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
        assertSame(cause, refusal.getCause());
    }

    @Test
    void isUnchecked() {
        assertInstanceOf(RuntimeException.class, new OfflineException(ErrorCode.PENDING, ""));
    }
}
