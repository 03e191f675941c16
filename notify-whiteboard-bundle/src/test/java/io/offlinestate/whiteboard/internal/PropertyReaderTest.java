// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as right and what as wrong in the service properties of a listener. */
class PropertyReaderTest {
    private static final String PROFILE = "offline.notify.profile";
    private static final String TARGET = "offline.notify.target";
    private static final String TOKEN = "offline.notify.client.token";
    private static final String TYPES = "offline.notify.types";

    private static NotifyProperties read(Map<String, ?> properties) {
        FakeFramework framework = new FakeFramework();
        return PropertyReader.read(
                framework.enter(FakeFramework.MAIL, OfflineNotify.class, () -> null, properties).reference);
    }

    @Test
    void whatIsAbsent() {
        NotifyProperties read = read(Map.of());
        assertNull(read.failure());
        assertEquals(Set.of("*"), read.selection().profiles());
        assertNull(read.selection().target());
        assertEquals(new Terms(0, Set.of(NotifyType.values()), 0, ""), read.terms());
    }

    static Stream<Arguments> rightValues() {
        return Stream.of(
                Arguments.of(PROFILE, "mail", "[mail]"),
                Arguments.of(PROFILE, new String[] {"news", "mail"}, "[mail, news]"),
                Arguments.of(PROFILE, List.of("mail", "mail"), "[mail]"),
                Arguments.of(PROFILE, Set.of("a b"), "[a b]"),
                Arguments.of(PROFILE, new String[] {"mail", "*"}, "[*]"),
                Arguments.of(PROFILE, "x".repeat(255), "[" + "x".repeat(255) + "]"),
                Arguments.of(TARGET, "(offline.type=*)", "(offline.type=*)"),
                Arguments.of(TOKEN, -3, "-3"),
                Arguments.of(TOKEN, 4L, "4"),
                Arguments.of(TOKEN, (short) 5, "5"),
                Arguments.of(TOKEN, (byte) 6, "6"),
                Arguments.of(TOKEN, 7.0, "7"),
                Arguments.of(TOKEN, BigInteger.TEN, "10"),
                Arguments.of(TOKEN, "2147483647", "2147483647"),
                Arguments.of(TOKEN, " -8 ", "-8"),
                Arguments.of(TYPES, "STATECHANGE", "[STATECHANGE]"),
                Arguments.of(
                        TYPES,
                        new String[] {"STATECHANGE_DONE", "STATECHANGE_START"},
                        "[STATECHANGE_START, STATECHANGE_DONE]"),
                Arguments.of(TYPES, List.of("STATECHANGE", "STATECHANGE"), "[STATECHANGE]"),
                Arguments.of("service.ranking", 12, "12"),
                Arguments.of("service.ranking", "12", "0"),
                Arguments.of("service.ranking", 12L, "0"),
                Arguments.of("component.name", "com.acme.Outbox", "com.acme.Outbox"),
                Arguments.of("component.name", 3, ""));
    }

    @ParameterizedTest
    @MethodSource("rightValues")
    void right(String property, Object value, String expected) {
        NotifyProperties read = read(Map.of(property, value));
        assertNull(read.failure());
        Object actual = switch (property) {
            case PROFILE -> read.selection().profiles();
            case TARGET -> read.selection().target();
            case TOKEN -> read.terms().clientToken();
            case TYPES -> read.terms().types();
            case "service.ranking" -> read.terms().ranking();
            default -> read.terms().label();
        };
        assertEquals(expected, actual.toString());
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, "", "\"\""),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, "a/b", "\"a/b\""),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, "a\nb", "\"a\\nb\""),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, "x".repeat(256), "xxx\u2026\""),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, new String[0], "is empty"),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, List.of(), "is empty"),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, 5, "is a java.lang.Integer"),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, new Object[] {"mail"}, "[Ljava.lang.Object;"),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, new String[] {"mail", null}, "is null"),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, List.of("mail", 5), "java.lang.Integer"),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, new String[] {"*", "a/b"}, "\"a/b\""),
                Arguments.of(FailureReason.INVALID_PROFILE, PROFILE, new BrokenList(), "StackOverflowError"),
                Arguments.of(FailureReason.INVALID_TARGET, TARGET, "(offline.type=*", "\"(offline.type=*\""),
                Arguments.of(FailureReason.INVALID_TARGET, TARGET, "", "\"\""),
                Arguments.of(FailureReason.INVALID_TARGET, TARGET, List.of("(a=b)"), "is a "),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, "seven", "\"seven\""),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, "", "\"\""),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, "7.0", "\"7.0\""),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, "2147483648", "\"2147483648\""),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, 1L << 31, "\"2147483648\""),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, 7.5, "\"7.5\""),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, Double.NaN, "\"NaN\""),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, true, "is a java.lang.Boolean"),
                Arguments.of(FailureReason.INVALID_CLIENT_TOKEN, TOKEN, new int[] {7}, "is a [I"),
                Arguments.of(FailureReason.INVALID_TYPES, TYPES, "statechange", "\"statechange\""),
                Arguments.of(FailureReason.INVALID_TYPES, TYPES, " STATECHANGE", "\" STATECHANGE\""),
                Arguments.of(FailureReason.INVALID_TYPES, TYPES, new String[0], "is empty"),
                Arguments.of(FailureReason.INVALID_TYPES, TYPES, NotifyType.STATECHANGE, "NotifyType"),
                Arguments.of(FailureReason.INVALID_TYPES, TYPES, Arrays.asList("STATECHANGE", null), "is null"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void wrong(FailureReason reason, String property, Object value, String inMessage) {
        Failure failure = read(Map.of(property, value)).failure();
        assertNotNull(failure);
        assertEquals(reason, failure.reason());
        String message = failure.message();
        assertTrue(message.startsWith("service property " + property + " "), message);
        assertTrue(message.contains(inMessage), message);
        assertTrue(message.contains("; expected "), message);
        assertTrue(message.length() < 600, message);
    }

    @Test
    void ofSeveralWrongOnesTheFirstIsReportedAndTheRightOnesAreShown() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(TYPES, "x");
        properties.put(TOKEN, "y");
        properties.put(TARGET, "z");
        properties.put(PROFILE, "mail");
        NotifyProperties read = read(properties);
        assertEquals(FailureReason.INVALID_TARGET, read.failure().reason());
        assertEquals("[mail]", read.selection().profiles().toString());
        assertEquals("z", read.selection().target());
    }

    @Test
    void propertiesAreEqualIfTheyAskForTheSame() {
        Map<String, Object> properties = Map.of(PROFILE, List.of("a", "b"), TARGET, "(x=y)", TOKEN, 1);
        NotifyProperties same = read(Map.of(PROFILE, new String[] {"b", "a"}, TARGET, "(x=y)", TOKEN, "1"));
        assertEquals(read(properties), same);
        assertEquals(read(properties).hashCode(), same.hashCode());
        assertNotEquals(read(properties), read(Map.of(PROFILE, List.of("a", "b"), TARGET, "(x=z)", TOKEN, 1)));
        assertNotEquals(read(properties), read(Map.of(PROFILE, List.of("a", "b"), TOKEN, 1)));
        assertNotEquals(read(properties), read(Map.of(PROFILE, "a", TARGET, "(x=y)", TOKEN, 1)));
        assertNotEquals(read(properties), read(Collections.singletonMap(TARGET, "(x=y)")));
    }

    /** Of some other bundle. */
    private static final class BrokenList extends AbstractList<String> {
        @Override
        public String get(int index) {
            throw new StackOverflowError();
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
