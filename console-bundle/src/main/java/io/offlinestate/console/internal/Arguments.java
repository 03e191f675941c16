package io.offlinestate.console.internal;

import io.offlinestate.ConnectionState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Reads what the user typed, and says what would be right; without state, hence safe for use by any thread. */
final class Arguments {
    static final String LIST_USAGE = "usage: offline:list";
    static final String INFO_USAGE = "usage: offline:info [object]";
    static final String SET_USAGE = "usage: offline:set <object> online|offline [--wait <seconds>]";

    private static final BigDecimal MAX_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    private Arguments() {}

    static ConnectionState state(String text) {
        return switch (String.valueOf(text).toLowerCase(Locale.ROOT)) {
            case "online" -> ConnectionState.ONLINE;
            case "offline" -> ConnectionState.OFFLINE;
            default ->
                throw new CommandException(
                        "\"%s\" is no state; expected online or offline; %s".formatted(text, SET_USAGE));
        };
    }

    static Duration seconds(String text) {
        try {
            BigDecimal seconds = new BigDecimal(String.valueOf(text));
            if (seconds.signum() >= 0 && seconds.compareTo(MAX_SECONDS) <= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CommandException("--wait is \"%s\"; expected a number of seconds from 0 to %s, such as --wait 5"
                .formatted(text, MAX_SECONDS));
    }

    /** The duration as {@link #seconds(String)} reads it, with the unit. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    /** Refuses arguments beyond the number that a command takes, among them options it does not know. */
    static void atMost(int count, String[] arguments, String usage) {
        if (arguments.length > count) {
            throw new CommandException("unexpected argument \"%s\"; %s".formatted(arguments[count], usage));
        }
    }
}
