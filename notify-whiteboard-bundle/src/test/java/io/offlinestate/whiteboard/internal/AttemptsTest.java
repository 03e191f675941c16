// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When to try again, by a clock that only the test moves. */
class AttemptsTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** Begins shortly before the clock overflows. */
    private long now = Long.MAX_VALUE - MILLI;

    private final Attempts attempts = new Attempts(() -> now);

    /** Waits for the planned attempts until so many have failed. */
    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed();
            if (i < times - 1) {
                now = attempts.next();
            }
        }
    }

    private void spendBudget() {
        for (int i = 0; i < Attempts.BUDGET; i++) {
            assertTrue(attempts.bringForward(), "attempt " + i);
            attempts.failed();
        }
    }

    @Test
    void delay_doublesUpToAMinuteAndNeverOverflows() {
        long expected = TimeUnit.MILLISECONDS.toNanos(50);
        for (int attempt = 1; attempt < 100; attempt++) {
            assertEquals(
                    Math.min(expected, TimeUnit.SECONDS.toNanos(60)), Attempts.delay(attempt), "attempt " + attempt);
            expected = Math.min(expected * 2, TimeUnit.HOURS.toNanos(1));
        }
        assertEquals(TimeUnit.SECONDS.toNanos(60), Attempts.delay(Integer.MAX_VALUE));
    }

    @Test
    void tenMinutesWithoutEvents_takeTwentyAttempts() {
        long end = now + TimeUnit.MINUTES.toNanos(10);
        for (attempts.failed(); attempts.next() - end < 0; attempts.failed()) {
            now = attempts.next();
        }
        assertEquals(20, attempts.count());
    }

    @Test
    void event_rightAfterAFailure_isTriedAtOnce() {
        fail(7);
        assertTrue(attempts.bringForward());
    }

    @Test
    void attemptAtOnce_doesNotPutOffThePlannedOne() {
        fail(7);
        long planned = attempts.next();
        assertEquals(now + 3_200 * MILLI, planned);
        now += MILLI;
        spendBudget();
        assertEquals(planned, attempts.next());
        assertEquals(7 + Attempts.BUDGET, attempts.count());
        now = planned;
        attempts.failed();
        assertEquals(planned + 6_400 * MILLI, attempts.next());
    }

    @Test
    void event_beyondTheBudget_waitsForTheGap() {
        fail(7);
        spendBudget();
        assertFalse(attempts.bringForward());
        assertEquals(now + Attempts.GAP_NANOS, attempts.next());
        now += Attempts.GAP_NANOS - 1;
        assertFalse(attempts.bringForward());
        now++;
        assertTrue(attempts.bringForward());
        attempts.failed();
        assertFalse(attempts.bringForward());
    }

    @Test
    void event_beyondTheBudget_waitsForAShorterDelay() {
        fail(1);
        spendBudget();
        assertFalse(attempts.bringForward());
        assertEquals(now + Attempts.FIRST_NANOS, attempts.next());
    }

    @Test
    void budget_countsAnyMinuteAndOutlivesACure() {
        fail(20);
        assertTrue(attempts.bringForward());
        attempts.failed();
        now += Attempts.PERIOD_NANOS / 2;
        for (int i = 1; i < Attempts.BUDGET; i++) {
            assertTrue(attempts.bringForward(), "attempt " + i);
            attempts.failed();
        }
        attempts.reset();
        attempts.failed();
        assertEquals(1, attempts.count());
        assertFalse(attempts.bringForward());
        now += Attempts.PERIOD_NANOS / 2;
        attempts.failed();
        assertTrue(attempts.bringForward(), "the first one is a minute old");
        attempts.failed();
        assertFalse(attempts.bringForward(), "the others are not");
    }
}
