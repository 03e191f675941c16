package io.offlinestate.console.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Points in time as a reader wants them. Immutable, hence safe for use by any thread. */
final class Times {
    private final Clock clock;
    private final DateTimeFormatter full;
    private final DateTimeFormatter ofDay;

    Times(Clock clock) {
        this.clock = clock;
        full = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(clock.getZone());
        ofDay = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(clock.getZone());
    }

    Instant now() {
        return clock.instant();
    }

    /** Date and time. */
    String full(long epochMillis) {
        return full.format(Instant.ofEpochMilli(epochMillis));
    }

    /** The time of the day alone. */
    String ofDay(Instant instant) {
        return ofDay.format(instant);
    }

    /** How long ago it was, in one unit. */
    String ago(long epochMillis) {
        Duration past = Duration.between(Instant.ofEpochMilli(epochMillis), clock.instant());
        if (past.toDays() > 1) {
            return past.toDays() + " days ago";
        }
        if (past.toHours() > 1) {
            return past.toHours() + " hours ago";
        }
        if (past.toMinutes() > 1) {
            return past.toMinutes() + " min ago";
        }
        return Math.max(0, past.toSeconds()) + " s ago";
    }
}
