package io.offlinestate.impl.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.impl.internal.state.Settings;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration means, key by key, and what is said of one that means nothing. */
@Timeout(20)
class ProfileSettingsTest {
    private static Settings parse(String key, Object value) throws InvalidSetting {
        Map<String, Object> configuration = new HashMap<>(Map.of("profile", "mail"));
        configuration.put(key, value);
        return ProfileSettings.parse(configuration).settings();
    }

    private static String refusal(String key, Object value) {
        return assertThrows(InvalidSetting.class, () -> parse(key, value), () -> key + "=" + value)
                .getMessage();
    }

    // ---- profile

    @Test
    void anEmptyConfigurationIsTheDefault() throws InvalidSetting {
        ProfileSettings parsed = ProfileSettings.parse(Map.of("profile", "mail"));
        assertEquals("mail", parsed.profile());
        assertEquals(Settings.DEFAULT, parsed.settings());
        assertEquals(new Settings(Optional.empty(), Optional.empty(), 5_000, 50, 64, 32), parsed.settings());
    }

    @Test
    void whatConfigurationToolsOfferIsWhatHoldsWithoutThem() throws Exception {
        Map<String, Object> offered = new HashMap<>();
        for (Method attribute : Class.forName("io.offlinestate.impl.internal.component.ProfileConfiguration")
                .getDeclaredMethods()) {
            if (attribute.getDefaultValue() != null) {
                offered.put(attribute.getName().replace('_', '.'), attribute.getDefaultValue());
            }
        }
        assertEquals(
                Set.of("startup", "capabilities", "hold.timeout.ms", "stall.threshold.ms", "backlog", "history"),
                offered.keySet());
        offered.put("profile", "mail");
        Settings settings = ProfileSettings.parse(offered).settings();
        assertEquals(Optional.of(EnumSet.allOf(Capability.class)), settings.capabilities());
        offered.remove("capabilities");
        assertEquals(Settings.DEFAULT, ProfileSettings.parse(offered).settings());
    }

    @Test
    void whatElseIsInAConfigurationDoesNotMatter() throws InvalidSetting {
        assertEquals(
                Settings.DEFAULT,
                ProfileSettings.parse(Map.of("profile", "mail", "service.pid", "a", "felix.fileinstall.filename", 1))
                        .settings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "mail", "Mail ünd News", "a.b-c_d", "x"})
    void aProfileIsNamed(String name) throws InvalidSetting {
        assertEquals(name, ProfileSettings.parse(Map.of("profile", name)).profile());
    }

    static Stream<Arguments> badProfiles() {
        return Stream.of(
                Arguments.of(null, "missing"),
                Arguments.of("", ""),
                Arguments.of("*", "*"),
                Arguments.of("a/b", "a/b"),
                Arguments.of("a\nb", "a"),
                Arguments.of("x".repeat(256), "xxx"),
                Arguments.of(5, "5"),
                Arguments.of(new String[] {"mail"}, ""));
    }

    @ParameterizedTest
    @MethodSource("badProfiles")
    void aProfileThatCannotBeIsRefused(Object name, String mentioned) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("profile", name);
        String message = assertThrows(InvalidSetting.class, () -> ProfileSettings.parse(configuration))
                .getMessage();
        assertTrue(message.startsWith("profile is ") && message.contains(mentioned), message);
        assertTrue(message.contains("it must be ") && message.contains("name"), message);
    }

    @Test
    void aLongNameIsStillFine() throws InvalidSetting {
        String name = "x".repeat(255);
        assertEquals(name, ProfileSettings.parse(Map.of("profile", name)).profile());
    }

    // ---- startup

    static Stream<Arguments> startups() {
        return Stream.of(
                Arguments.of("remember", Optional.empty()),
                Arguments.of("online", Optional.of(ConnectionState.ONLINE)),
                Arguments.of("offline", Optional.of(ConnectionState.OFFLINE)),
                Arguments.of(" Offline ", Optional.of(ConnectionState.OFFLINE)),
                Arguments.of("ONLINE", Optional.of(ConnectionState.ONLINE)),
                Arguments.of("", Optional.empty()),
                Arguments.of(null, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("startups")
    void startup(String value, Optional<ConnectionState> expected) throws InvalidSetting {
        assertEquals(expected, parse("startup", value).startup());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", "on", "off", "0", "true", "online,offline"})
    void aStartupThatCannotBeIsRefused(String value) {
        assertEquals("startup is \"" + value + "\", it must be remember, online or offline", refusal("startup", value));
    }

    // ---- capabilities

    static Stream<Arguments> capabilities() {
        Set<Capability> both = EnumSet.allOf(Capability.class);
        return Stream.of(
                Arguments.of(new String[] {"OFFLINE", "ONLINE"}, both),
                Arguments.of(new String[] {"ONLINE", "ONLINE"}, Set.of(Capability.ONLINE)),
                Arguments.of(new String[] {}, Set.of()),
                Arguments.of("OFFLINE", Set.of(Capability.OFFLINE)),
                Arguments.of("online", Set.of(Capability.ONLINE)),
                Arguments.of(" OFFLINE , ONLINE ", both),
                Arguments.of(List.of("OFFLINE"), Set.of(Capability.OFFLINE)),
                Arguments.of(new Vector<>(Arrays.asList("OFFLINE", "ONLINE")), both),
                Arguments.of(new Capability[] {Capability.ONLINE}, Set.of(Capability.ONLINE)));
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void capabilities(Object value, Set<Capability> expected) throws InvalidSetting {
        assertEquals(Optional.of(expected), parse("capabilities", value).capabilities());
    }

    @Test
    void withoutCapabilitiesTheyAreAsTheyWereCreated() throws InvalidSetting {
        assertEquals(Optional.empty(), parse("capabilities", null).capabilities());
    }

    static Stream<Object> badCapabilities() {
        return Stream.of("SOMETIMES", "OFFLINE;ONLINE", 3, List.of("OFFLINE", "FLYING"), new String[] {"1"});
    }

    @ParameterizedTest
    @MethodSource("badCapabilities")
    void aCapabilityThatCannotBeIsRefused(Object value) {
        String message = refusal("capabilities", value);
        assertTrue(message.startsWith("capabilities is \""), message);
        assertTrue(message.endsWith("\", it must be any of OFFLINE and ONLINE"), message);
        String named = message.substring("capabilities is \"".length(), message.indexOf("\", it"));
        String given = value instanceof Object[] array ? Arrays.toString(array) : value.toString();
        assertTrue(given.contains(named) && !named.isEmpty(), "the one that is wrong: " + message);
    }

    // ---- numbers

    private static long number(Settings settings, String key) {
        return switch (key) {
            case "hold.timeout.ms" -> settings.holdMillis();
            case "stall.threshold.ms" -> settings.stallMillis();
            case "backlog" -> settings.backlog();
            case "history" -> settings.history();
            default -> throw new AssertionError(key);
        };
    }

    static Stream<Arguments> numbers() {
        List<Arguments> cases = new ArrayList<>();
        for (String key : List.of("hold.timeout.ms", "stall.threshold.ms", "backlog", "history")) {
            for (Object value : new Object[] {
                7L, 7, (short) 7, (byte) 7, "7", " 7 ", 7.0, 7f, BigInteger.valueOf(7), new StringBuilder("7")
            }) {
                cases.add(Arguments.of(key, value, 7L));
            }
            cases.add(Arguments.of(key, Integer.MAX_VALUE, (long) Integer.MAX_VALUE));
            cases.add(Arguments.of(key, 1, 1L));
            for (Object absent : new Object[] {null, "", "  "}) {
                cases.add(Arguments.of(key, absent, number(Settings.DEFAULT, key)));
            }
        }
        cases.add(Arguments.of("hold.timeout.ms", 0, 0L));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void number(String key, Object value, long expected) throws InvalidSetting {
        Settings settings = parse(key, value);
        assertEquals(expected, number(settings, key));
        for (String other : List.of("hold.timeout.ms", "stall.threshold.ms", "backlog", "history")) {
            if (!other.equals(key)) {
                assertEquals(number(Settings.DEFAULT, other), number(settings, other), "only what is said");
            }
        }
    }

    static Stream<Arguments> badNumbers() {
        List<Arguments> cases = new ArrayList<>();
        for (String key : List.of("hold.timeout.ms", "stall.threshold.ms", "backlog", "history")) {
            for (Object value : new Object[] {
                -1,
                "-1",
                "many",
                "1.5",
                1.5,
                Double.NaN,
                "5 s",
                "0x10",
                true,
                Integer.MAX_VALUE + 1L,
                "99999999999999999999",
                BigInteger.ONE.shiftLeft(64),
                Double.POSITIVE_INFINITY
            }) {
                cases.add(Arguments.of(key, value));
            }
            if (!key.equals("hold.timeout.ms")) {
                cases.add(Arguments.of(key, 0));
                cases.add(Arguments.of(key, "0"));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("badNumbers")
    void aNumberThatCannotBeIsRefused(String key, Object value) {
        int least = key.equals("hold.timeout.ms") ? 0 : 1;
        assertEquals(
                key + " is \"" + value + "\", it must be a whole number from " + least + " to 2147483647",
                refusal(key, value));
    }
}
