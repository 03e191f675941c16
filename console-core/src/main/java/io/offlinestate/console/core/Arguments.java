// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.ConnectionState;
import io.offlinestate.reachability.Reachability;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Reads the values that the user typed, and says what would be right; without state, hence safe for use by any thread. */
final class Arguments {
    private static final BigDecimal MAX_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    private Arguments() {}

    static ConnectionState state(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case HelpText.ONLINE -> ConnectionState.ONLINE;
            case HelpText.OFFLINE -> ConnectionState.OFFLINE;
            default ->
                throw new CommandException(
                        "\"%s\" is no state; expected online or offline; %s".formatted(text, CommandSpecs.SET.usage()));
        };
    }

    static Reachability reachability(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case HelpText.REACHABLE -> Reachability.REACHABLE;
            case HelpText.UNREACHABLE -> Reachability.UNREACHABLE;
            default ->
                throw new CommandException("\"%s\" can't be reported; expected reachable or unreachable; %s"
                        .formatted(text, CommandSpecs.REPORT.usage()));
        };
    }

    /** A number of seconds, with fractions, up to a day. */
    static Duration seconds(String option, String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() >= 0 && seconds.compareTo(MAX_SECONDS) <= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CommandException("%s is \"%s\"; expected a number of seconds from 0 to %s, such as %s 5"
                .formatted(option, text, MAX_SECONDS, option));
    }

    /** The duration as {@link #seconds(String, String)} reads it, with the unit. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    /** A number from 1. */
    static int count(String option, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CommandException(
                "%s is \"%s\"; expected a number from 1, such as %s 5".formatted(option, text, option));
    }
}
