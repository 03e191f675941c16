// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void areZeroBeforeTheFirst() {
        assertEquals(new LatencySummary(0, 0, 0), latencies.summary());
    }

    @Test
    void theFirstOneIsAllOfThem() {
        recordMicros(7);
        assertEquals(new LatencySummary(7, 7, 7), latencies.summary());
    }

    @Test
    void areRoundedUpSoThatWhatWasTimedIsNotZero() {
        latencies.record(0);
        assertEquals(new LatencySummary(1, 1, 1), latencies.summary());
        latencies.record(1_001);
        assertEquals(2, latencies.summary().maxMicros());
    }

    @Test
    void areTheNearestRanks() {
        for (int i = 100; i > 0; i--) {
            recordMicros(i);
        }
        assertEquals(new LatencySummary(50, 99, 100), latencies.summary());
    }

    @Test
    void followWhatIsNewAndKeepTheLongest() {
        recordMicros(90_000);
        for (int i = 0; i < 128; i++) {
            recordMicros(5);
        }
        assertEquals(new LatencySummary(5, 5, 90_000), latencies.summary());
    }

    @Test
    void whatLastsForHoursIsNotShorterThanWhatLastsForMinutes() {
        latencies.record(TimeUnit.HOURS.toNanos(3));
        assertEquals(Integer.MAX_VALUE, latencies.summary().maxMicros());
    }

    private void recordMicros(int micros) {
        latencies.record(TimeUnit.MICROSECONDS.toNanos(micros));
    }
}
