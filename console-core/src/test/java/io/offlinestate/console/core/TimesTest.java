// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-10-25T01:00:03Z");

    private final Times times = new Times(Clock.fixed(NOW, ZoneId.of("Europe/Berlin")));

    @Test
    void full_hourThatComesTwice_isToldApartByItsOffset() {
        assertEquals("2026-10-25 02:59:55.000+02:00", times.full(NOW.toEpochMilli() - 8_000));
        assertEquals("2026-10-25 02:00:03.000+01:00", times.full(NOW.toEpochMilli()));
    }

    @Test
    void ofDay_hourThatComesTwice_isToldApartByItsOffset() {
        assertEquals("02:59:55.000+02:00", times.ofDay(NOW.minusSeconds(8)));
        assertEquals("02:00:03.000+01:00", times.ofDay(NOW));
    }

    @Test
    void ago_clockSetBack_saysSo() {
        assertEquals("the clock was set back since, by 60 min at least", times.ago(NOW.toEpochMilli() + 3_600_000));
    }

    @Test
    void ago_fractionOfASecondAhead_isNow() {
        assertEquals("0 s ago", times.ago(NOW.toEpochMilli() + 900));
    }

    @Test
    void ago_past_isInOneUnit() {
        assertEquals("59 s ago", times.ago(NOW.toEpochMilli() - 59_999));
        assertEquals("2 hours ago", times.ago(NOW.toEpochMilli() - 7_200_000));
    }
}
