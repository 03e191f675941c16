// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.common.SafeText;
import io.offlinestate.impl.internal.state.Settings;
import java.lang.reflect.Method;
import java.math.BigDecimal;
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
class ConfigurationReaderTest {
    private static ProfileSettings accepted(Map<String, ?> configuration) {
        ReadConfiguration read = ConfigurationReader.read(configuration);
        assertEquals(List.of(), read.errors());
        return read.settings().orElseThrow();
    }

    private static Settings accepted(String key, Object value) {
        ReadConfiguration read = ConfigurationReader.read(with(key, value));
        assertEquals(List.of(), read.ignored());
        assertEquals(List.of(), read.errors());
        return read.settings().orElseThrow().settings();
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> configuration = new HashMap<>(Map.of("profile", "mail"));
        configuration.put(key, value);
        return configuration;
    }

    private static String refusal(String key, Object value) {
        ReadConfiguration read = ConfigurationReader.read(with(key, value));
        assertEquals(Optional.empty(), read.settings(), () -> key + "=" + value);
        assertEquals(1, read.errors().size(), () -> "one error: " + read.errors());
        return read.errors().get(0);
    }

    // ---- profile

    @Test
    void anEmptyConfigurationIsTheDefault() {
        ProfileSettings parsed = accepted(Map.of("profile", "mail"));
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
        Settings settings = accepted(offered).settings();
        assertEquals(Optional.of(EnumSet.allOf(Capability.class)), settings.capabilities());
        offered.remove("capabilities");
        assertEquals(Settings.DEFAULT, accepted(offered).settings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "mail", "Mail ünd News", "a.b-c_d", "x"})
    void aProfileIsNamed(String name) {
        assertEquals(name, accepted(Map.of("profile", name)).profile());
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
                Arguments.of(true, "true"),
                Arguments.of(new Object[] {List.of()}, "[]"),
                Arguments.of(new String[] {"mail", "news"}, "[\"mail\", \"news\"]"));
    }

    @ParameterizedTest
    @MethodSource("badProfiles")
    void aProfileThatCannotBeIsRefused(Object name, String mentioned) {
        String message = refusal("profile", name);
        assertTrue(message.startsWith("profile is ") && message.contains(mentioned), message);
        assertTrue(message.contains("it must be ") && message.contains("name"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "work ",
                " work",
                "work\t",
                "\u00a0work\u00a0",
                "\u2007work",
                "work\u202f",
                "work\u3000",
                "work\r\n",
                "work\u2028"
            })
    void profile_spaceAtTheEnds_isTrimmed(String name) {
        assertEquals("work", accepted(Map.of("profile", name)).profile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my work",
                "my\u3000work",
                "\ud83d\udc68\u200d\ud83d\udc69",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
            })
    void profile_visibleName_isKept(String name) {
        assertEquals(name, accepted(Map.of("profile", name)).profile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my\u00a0work",
                "my\u202fwork",
                "work\u200b",
                "\ufeffwork",
                "wo\u00adrk",
                "wo\u202erk",
                "wo\u2066rk",
                "wo\u2028rk",
                "wo\u0000rk",
                "wo\u001brk",
                "wo\ud83drk"
            })
    void profile_invisibleCharacter_isNamed(String name) {
        String message = refusal("profile", name);
        int odd = name.codePoints().filter(c -> c < ' ' || c > '~').findFirst().orElseThrow();
        assertTrue(
                message.endsWith("\", it must be a profile name without invisible characters or special spaces like U+"
                        + String.format("%04X", odd)),
                message);
        assertFalse(message.codePoints().anyMatch(SafeText::isUnsafe), message);
    }

    @Test
    void profile_inAListOrAsACharacter_isRead() {
        assertEquals(
                "work", accepted(Map.of("profile", new String[] {" work "})).profile());
        assertEquals("work", accepted(Map.of("profile", List.of("work"))).profile());
        assertEquals("w", accepted(Map.of("profile", 'w')).profile());
    }

    @Test
    void aLongNameIsStillFine() {
        String name = "x".repeat(255);
        assertEquals(name, accepted(Map.of("profile", name)).profile());
    }

    // ---- startup

    static Stream<Arguments> startups() {
        return Stream.of(
                Arguments.of("remember", Optional.empty()),
                Arguments.of("online", Optional.of(ConnectionState.ONLINE)),
                Arguments.of("offline", Optional.of(ConnectionState.OFFLINE)),
                Arguments.of(" Offline ", Optional.of(ConnectionState.OFFLINE)),
                Arguments.of("ONLINE", Optional.of(ConnectionState.ONLINE)),
                Arguments.of("\u00a0offline\n", Optional.of(ConnectionState.OFFLINE)),
                Arguments.of(new String[] {"offline"}, Optional.of(ConnectionState.OFFLINE)),
                Arguments.of(new Vector<>(List.of("offline")), Optional.of(ConnectionState.OFFLINE)),
                Arguments.of(new String[] {" "}, Optional.empty()),
                Arguments.of("", Optional.empty()),
                Arguments.of(null, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("startups")
    void startup(Object value, Optional<ConnectionState> expected) {
        assertEquals(expected, accepted("startup", value).startup());
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
                Arguments.of("none", Set.of()),
                Arguments.of(new String[] {" None "}, Set.of()),
                Arguments.of("OFFLINE,,", Set.of(Capability.OFFLINE)),
                Arguments.of(new String[] {"", "ONLINE"}, Set.of(Capability.ONLINE)),
                Arguments.of(new Capability[] {Capability.ONLINE}, Set.of(Capability.ONLINE)));
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void capabilities(Object value, Set<Capability> expected) {
        assertEquals(Optional.of(expected), accepted("capabilities", value).capabilities());
    }

    static Stream<Object> blanks() {
        return Stream.of(null, "", " \u00a0\t", ',', new String[] {""}, new String[] {" ", "\u00a0"}, List.of(""));
    }

    @ParameterizedTest
    @MethodSource("blanks")
    void capabilities_blank_areAsCreated(Object blank) {
        assertEquals(Optional.empty(), accepted("capabilities", blank).capabilities());
    }

    static Stream<Object> badCapabilities() {
        return Stream.of(
                "SOMETIMES", "OFFLINE;ONLINE", 3, "none,OFFLINE", List.of("OFFLINE", "FLYING"), new String[] {"1"});
    }

    @ParameterizedTest
    @MethodSource("badCapabilities")
    void aCapabilityThatCannotBeIsRefused(Object value) {
        String message = refusal("capabilities", value);
        assertTrue(message.startsWith("capabilities is \""), message);
        assertTrue(message.endsWith("\", it must be any of OFFLINE and ONLINE, or none alone"), message);
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
                7L,
                7,
                (short) 7,
                (byte) 7,
                "7",
                " 7 ",
                7.0,
                7f,
                BigInteger.valueOf(7),
                new BigDecimal("7.00"),
                new StringBuilder("7"),
                '7',
                "\u00a07",
                new long[] {7},
                new String[] {" 7 "},
                List.of(7)
            }) {
                cases.add(Arguments.of(key, value, 7L));
            }
            cases.add(Arguments.of(key, Integer.MAX_VALUE, (long) Integer.MAX_VALUE));
            cases.add(Arguments.of(key, 1, 1L));
            for (Object absent : new Object[] {null, "", "  ", "\u00a0", ' ', new String[] {""}, List.of(" ")}) {
                cases.add(Arguments.of(key, absent, number(Settings.DEFAULT, key)));
            }
        }
        cases.add(Arguments.of("hold.timeout.ms", 0, 0L));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void number(String key, Object value, long expected) {
        Settings settings = accepted(key, value);
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
                BigInteger.ONE.shiftLeft(64).add(BigInteger.TEN), // 10 if it is cut to a long
                new BigDecimal("7.00000000000000000001"), // 7 if it is cut to a double
                new BigDecimal("1E+2000000000"),
                Double.NEGATIVE_INFINITY,
                Float.NaN,
                '\u00bd',
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

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of(new long[0], "[]"),
                Arguments.of(List.of(), "[]"),
                Arguments.of(new long[] {1, 2}, "[\"1\", \"2\"]"),
                Arguments.of(new Integer[] {1, null}, "[\"1\", \"null\"]"),
                Arguments.of(List.of("1", "2"), "[\"1\", \"2\"]"),
                Arguments.of(new byte[1_000], "[\"0\", \"0\", \"0\", \"0\", \"0\", \u2026 (1000 values)]"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void number_listOfNoneOrSeveral_isShownAndRefused(Object list, String shown) {
        for (String key : List.of("hold.timeout.ms", "stall.threshold.ms", "backlog", "history")) {
            String message = refusal(key, list);
            assertTrue(
                    message.startsWith(key + " is " + shown + ", it must be one value: a whole number from "), message);
        }
        assertEquals(
                "startup is " + shown + ", it must be one value: remember, online or offline",
                refusal("startup", list));
        assertEquals(
                "profile is " + shown + ", it must be one value: the name of the profile, a text",
                refusal("profile", list));
    }

    @Test
    void number_listOfOneBadValue_isShownAndRefused() {
        assertTrue(
                refusal("backlog", new double[] {1.5}).startsWith("backlog is [\"1.5\"], it must be a whole number"));
    }

    @Test
    void anyKey_longOrOddValue_isCutAndEscaped() {
        for (String key : List.of("profile", "startup", "capabilities", "hold.timeout.ms", "backlog")) {
            String message = refusal(key, "x\u202e\n\u001b".repeat(100_000));
            assertTrue(message.length() < 1_000, () -> message.length() + " characters");
            assertTrue(message.contains("x\\u202e\\n\\u001bx"), message);
            assertFalse(message.contains("\u202e") || message.contains("\n") || message.contains("\u001b"), message);
        }
    }

    // ---- keys

    @Test
    void read_severalWrongValues_namesEachOfThem() {
        ReadConfiguration read = ConfigurationReader.read(
                Map.of("profile", "a/b", "startup", "on", "backlog", 0, "histroy", 5, "capabilities", "FLY"));
        assertEquals(Optional.empty(), read.settings());
        assertEquals(
                List.of("profile", "startup", "capabilities", "backlog"),
                read.errors().stream().map(error -> error.split(" ")[0]).toList());
        assertEquals(List.of("\"histroy\" is not a setting and is ignored; did you mean history?"), read.ignored());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hold.timout.ms",
                "Hold.Timout.Ms",
                "hold-timeout-ms",
                "holdTimeoutMs",
                "hold.timeout",
                "hold.timeout.ms\u00a0"
            })
    void key_misspelt_isNamedWithTheRightOne(String key) {
        ReadConfiguration read = ConfigurationReader.read(Map.of("profile", "mail", "backlog", 7, key, 1));
        assertEquals(7, read.settings().orElseThrow().settings().backlog(), "the rest is applied");
        assertEquals(5_000, read.settings().orElseThrow().settings().holdMillis());
        assertEquals(1, read.ignored().size());
        String ignored = read.ignored().get(0);
        assertTrue(ignored.endsWith(" is not a setting and is ignored; did you mean hold.timeout.ms?"), ignored);
        assertTrue(ignored.startsWith('"' + key + '"'), ignored);
    }

    @Test
    void key_likeNoSetting_isNamedWithAllSettings() {
        ReadConfiguration read = ConfigurationReader.read(Map.of("profile", "mail", "colour", "red"));
        assertEquals(
                List.of("\"colour\" is not a setting and is ignored; the settings are profile, startup, capabilities,"
                        + " hold.timeout.ms, stall.threshold.ms, backlog, history"),
                read.ignored());
    }

    @Test
    void key_misspeltProfile_isNamedBesideTheMissingOne() {
        ReadConfiguration read = ConfigurationReader.read(Map.of("\ufeffprofile", "mail"));
        assertEquals(List.of("profile is missing, it must be the name of the profile, a text"), read.errors());
        assertEquals(
                List.of("\"\\ufeffprofile\" is not a setting and is ignored; did you mean profile?"), read.ignored());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service.pid",
                "service.factoryPid",
                "service.bundleLocation",
                "SERVICE.PID",
                "service.ranking",
                "felix.fileinstall.filename",
                "component.name",
                "component.id",
                "osgi.ds.satisfying.condition.target",
                ".private",
                ":configurator:bundle-id",
                "org.apache.karaf.features.configKey",
                "org.apache.felix.configadmin.revision",
                "webconsole.configurationFactory.nameHint",
                "objectClass"
            })
    void key_ofATool_isIgnoredSilently(String key) {
        ReadConfiguration read = ConfigurationReader.read(Map.of("profile", "mail", key, "x"));
        assertEquals(Settings.DEFAULT, read.settings().orElseThrow().settings());
        assertEquals(List.of(), read.ignored());
    }

    @Test
    void key_inAnotherCase_isTheSameKey() {
        ReadConfiguration read = ConfigurationReader.read(
                Map.of("Profile", "mail", "HOLD.TIMEOUT.MS", "7", "backLog", 7, "Startup", "offline"));
        assertEquals(List.of(), read.errors());
        assertEquals(List.of(), read.ignored());
        assertEquals("mail", read.settings().orElseThrow().profile());
        Settings settings = read.settings().orElseThrow().settings();
        assertEquals(7, settings.holdMillis());
        assertEquals(7, settings.backlog());
        assertEquals(Optional.of(ConnectionState.OFFLINE), settings.startup());
    }

    @Test
    void keys_manyUnknown_areCounted() {
        Map<String, Object> configuration = new HashMap<>(Map.of("profile", "mail"));
        for (int i = 0; i < 1_000; i++) {
            configuration.put("colour" + i + "x".repeat(1_000), i);
        }
        List<String> ignored = ConfigurationReader.read(configuration).ignored();
        assertEquals(11, ignored.size());
        assertEquals("990 more keys are no settings and are ignored", ignored.get(10));
        assertTrue(String.join("", ignored).length() < 5_000);
    }
}
