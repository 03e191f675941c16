// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.function.Executable;

/** What every call and every stage that is refused has in common: a code. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(ErrorCode code, Executable call) {
        OfflineException refusal = assertThrows(OfflineException.class, call);
        assertEquals(code, refusal.code(), refusal.getMessage());
    }

    static void assertFails(ErrorCode code, CompletionStage<ConnectionState> stage) {
        assertRefused(code, () -> Waits.result(stage));
    }
}
