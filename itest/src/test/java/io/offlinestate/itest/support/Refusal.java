// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import org.junit.function.ThrowingRunnable;

/** Calls that must be refused. */
public final class Refusal {
    private Refusal() {}

    /** Fails unless the call is refused with this code, in words that contain these. */
    public static void expect(ErrorCode code, String words, ThrowingRunnable call) {
        OfflineException refusal = assertThrows(OfflineException.class, call);
        assertEquals(refusal.getMessage(), code, refusal.code());
        assertTrue(refusal.getMessage(), refusal.getMessage().contains(words));
    }
}
