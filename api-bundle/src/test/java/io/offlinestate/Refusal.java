// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.function.Executable;

/** What every refused call has in common: the code, and a message that names what is wrong and what would be right. */
final class Refusal {
    private Refusal() {}

    static void assertRefused(ErrorCode code, Executable call, String... partsOfMessage) {
        OfflineException refusal = assertThrows(OfflineException.class, call);
        assertEquals(code, refusal.code(), refusal.getMessage());
        assertAll(Arrays.stream(partsOfMessage)
                .map(part -> () -> assertTrue(
                        refusal.getMessage().contains(part),
                        () -> "\"" + part + "\" is missing in: " + refusal.getMessage())));
    }

    static void assertInvalid(Executable call, String... partsOfMessage) {
        assertRefused(ErrorCode.INVALID_ARGUMENT, call, partsOfMessage);
    }
}
