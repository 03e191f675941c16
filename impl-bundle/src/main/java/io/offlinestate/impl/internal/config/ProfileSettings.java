package io.offlinestate.impl.internal.config;

import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.state.Settings;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that a configuration gives to a profile. Values may have the type of the metatype or be text, as configuration
 * files have it.
 *
 * @param profile the name of the profile
 * @param settings its settings, with the defaults for what the configuration does not say
 */
record ProfileSettings(String profile, Settings settings) {
    static final String PROFILE = "profile";
    static final String STARTUP = "startup";
    static final String CAPABILITIES = "capabilities";
    static final String HOLD = "hold.timeout.ms";
    static final String STALL = "stall.threshold.ms";
    static final String BACKLOG = "backlog";
    static final String HISTORY = "history";

    /** @throws InvalidSetting names the first key whose value is wrong */
    static ProfileSettings parse(Map<String, ?> configuration) throws InvalidSetting {
        Settings defaults = Settings.DEFAULT;
        return new ProfileSettings(
                profile(configuration.get(PROFILE)),
                new Settings(
                        startup(configuration.get(STARTUP)),
                        capabilities(configuration.get(CAPABILITIES)),
                        number(configuration, HOLD, 0, defaults.holdMillis()),
                        number(configuration, STALL, 1, defaults.stallMillis()),
                        (int) number(configuration, BACKLOG, 1, defaults.backlog()),
                        (int) number(configuration, HISTORY, 1, defaults.history())));
    }

    private static String profile(Object value) throws InvalidSetting {
        if (value instanceof String name) {
            try {
                return OfflineObjectId.global(name).profile();
            } catch (OfflineException e) {
                throw new InvalidSetting(PROFILE, value, "a profile name: " + e.getMessage());
            }
        }
        throw new InvalidSetting(PROFILE, value, "the name of the profile");
    }

    private static Optional<ConnectionState> startup(Object value) throws InvalidSetting {
        String text = value == null ? "remember" : value.toString().trim().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "remember", "" -> Optional.empty();
            case "online" -> Optional.of(ConnectionState.ONLINE);
            case "offline" -> Optional.of(ConnectionState.OFFLINE);
            default -> throw new InvalidSetting(STARTUP, value, "remember, online or offline");
        };
    }

    private static Optional<Set<Capability>> capabilities(Object value) throws InvalidSetting {
        if (value == null) {
            return Optional.empty();
        }
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String name : texts(value)) {
            try {
                capabilities.add(Capability.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new InvalidSetting(CAPABILITIES, name, "any of OFFLINE and ONLINE");
            }
        }
        return Optional.of(Collections.unmodifiableSet(capabilities));
    }

    /** An array, a collection, or one text that may list several, separated by commas. */
    private static List<String> texts(Object value) {
        List<Object> elements = new ArrayList<>();
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
        } else if (value instanceof Collection<?> collection) {
            elements.addAll(collection);
        } else {
            elements.add(value);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            for (String part : String.valueOf(element).split(",")) {
                if (!part.isBlank()) {
                    texts.add(part.trim());
                }
            }
        }
        return texts;
    }

    private static long number(Map<String, ?> configuration, String key, int least, long absent) throws InvalidSetting {
        Object value = configuration.get(key);
        if (value == null || value instanceof String text && text.isBlank()) {
            return absent;
        }
        try {
            long number = value instanceof Number n
                    ? exact(n)
                    : Long.parseLong(value.toString().trim());
            if (number >= least && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw new InvalidSetting(key, value, "a whole number from " + least + " to " + Integer.MAX_VALUE);
    }

    private static long exact(Number number) {
        if (number.doubleValue() != number.longValue()) {
            throw new NumberFormatException(number.toString());
        }
        return number.longValue();
    }
}
