// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as a reader wants them. Immutable, hence safe for use by any thread. */
final class Times {
    /** A clock that is kept right by the network goes back that far without a word. */
    private static final Duration JITTER = Duration.ofSeconds(-1);

    private final Clock clock;
    private final DateTimeFormatter full;
    private final DateTimeFormatter ofDay;

    Times(Clock clock) {
        this.clock = clock;
        full = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSxxx", Locale.ROOT)
                .withZone(clock.getZone());
        ofDay = DateTimeFormatter.ofPattern("HH:mm:ss.SSSxxx", Locale.ROOT).withZone(clock.getZone());
    }

    Instant now() {
        return clock.instant();
    }

    /** Formats date, time and offset from UTC. Only the offset tells two times apart when the clock goes back an hour in autumn. */
    String full(long epochMillis) {
        return full.format(Instant.ofEpochMilli(epochMillis));
    }

    /** The time of the day, and the offset from UTC. */
    String ofDay(Instant instant) {
        return ofDay.format(instant);
    }

    /** How long ago it was, in one unit; of a time that is yet to come, that the clock was set back. */
    String ago(long epochMillis) {
        Duration past = Duration.between(Instant.ofEpochMilli(epochMillis), clock.instant());
        return past.compareTo(JITTER) < 0
                ? "the clock was set back since, by " + inOneUnit(past.negated()) + " at least"
                : inOneUnit(past) + " ago";
    }

    /** In the largest unit that says enough, without fractions. */
    static String inOneUnit(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() > 1) {
            return duration.toHours() + " hours";
        }
        if (duration.toMinutes() > 1) {
            return duration.toMinutes() + " min";
        }
        return Math.max(0, duration.toSeconds()) + " s";
    }
}
