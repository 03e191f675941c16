// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.SafeText;
import io.offlinestate.impl.internal.state.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * Reads one configuration to its end, whatever is wrong on the way. Values may have the type of the metatype or be text, as
 * configuration files have it; keys may be in any case. Used by one thread.
 */
final class ConfigurationReader {
    private static final String NO_CAPABILITY = "none";

    private final SortedMap<String, Object> values;
    private final List<String> errors = new ArrayList<>();

    /** Reads the value of a key; the value is null if it is absent. */
    private interface Setting<T> {
        T read(String key, Object value) throws InvalidSetting;
    }

    private ConfigurationReader(SortedMap<String, Object> values) {
        this.values = values;
    }

    static ReadConfiguration read(Map<String, ?> configuration) {
        return new ConfigurationReader(SettingKeys.ofAnyCase(configuration)).read();
    }

    private ReadConfiguration read() {
        Settings defaults = Settings.DEFAULT;
        String profile = setting(SettingKeys.PROFILE, ConfigurationReader::profile, "");
        Settings settings = new Settings(
                setting(SettingKeys.STARTUP, ConfigurationReader::startup, defaults.startup()),
                setting(SettingKeys.CAPABILITIES, ConfigurationReader::capabilities, defaults.capabilities()),
                number(SettingKeys.HOLD, 0, defaults.holdMillis()),
                number(SettingKeys.STALL, 1, defaults.stallMillis()),
                (int) number(SettingKeys.BACKLOG, 1, defaults.backlog()),
                (int) number(SettingKeys.HISTORY, 1, defaults.history()));
        return new ReadConfiguration(
                errors.isEmpty() ? Optional.of(new ProfileSettings(profile, settings)) : Optional.empty(),
                List.copyOf(errors),
                SettingKeys.ignored(values));
    }

    private <T> T setting(String key, Setting<T> setting, T ifWrong) {
        try {
            return setting.read(key, values.get(key));
        } catch (InvalidSetting e) {
            errors.add(e.getMessage());
            return ifWrong;
        }
    }

    private static String profile(String key, Object value) throws InvalidSetting {
        String right = "the name of the profile, a text";
        Object single = Values.single(key, value, right);
        if (!(single instanceof String name)) {
            throw new InvalidSetting(key, value, right);
        }
        OptionalInt odd = name.codePoints()
                .filter(c -> SafeText.isUnsafe(c) || Values.isSpecialSpace(c))
                .findFirst();
        if (odd.isPresent()) {
            String code =
                    "U+" + HexFormat.of().withUpperCase().toHexDigits(odd.getAsInt(), odd.getAsInt() > 0xffff ? 6 : 4);
            throw new InvalidSetting(
                    key, name, "a profile name without invisible characters or special spaces like " + code);
        }
        try {
            return OfflineObjectId.global(name).profile();
        } catch (OfflineException e) {
            throw new InvalidSetting(
                    key, name, "a profile name: 1 to 255 characters, no control characters, no '/', not '*'");
        }
    }

    private static Optional<ConnectionState> startup(String key, Object value) throws InvalidSetting {
        String right = "remember, online or offline";
        Object single = Values.single(key, value, right);
        if (single == null) {
            return Settings.DEFAULT.startup();
        }
        return switch (single.toString().toLowerCase(Locale.ROOT)) {
            case "remember" -> Optional.empty();
            case "online" -> Optional.of(ConnectionState.ONLINE);
            case "offline" -> Optional.of(ConnectionState.OFFLINE);
            default -> throw new InvalidSetting(key, value, right);
        };
    }

    private static Optional<Set<Capability>> capabilities(String key, Object value) throws InvalidSetting {
        List<String> names = Values.several(value);
        if (names == null) {
            return Settings.DEFAULT.capabilities();
        }
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (names.size() == 1 && names.get(0).equalsIgnoreCase(NO_CAPABILITY)) {
            return Optional.of(Set.of());
        }
        for (String name : names) {
            try {
                capabilities.add(Capability.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new InvalidSetting(key, name, "any of OFFLINE and ONLINE, or " + NO_CAPABILITY + " alone");
            }
        }
        return Optional.of(Collections.unmodifiableSet(capabilities));
    }

    private long number(String key, int least, long absent) {
        return setting(key, (name, value) -> number(name, value, least, absent), absent);
    }

    private static long number(String key, Object value, int least, long absent) throws InvalidSetting {
        String right = "a whole number from " + least + " to " + Integer.MAX_VALUE;
        Object single = Values.single(key, value, right);
        if (single == null) {
            return absent;
        }
        try {
            long number = single instanceof Number
                    ? new BigDecimal(single.toString()).longValueExact()
                    : Long.parseLong(single.toString());
            if (number >= least && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // falls through to the same message
        }
        throw new InvalidSetting(key, value, right);
    }
}
