// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static io.offlinestate.OfflineObjectId.GLOBAL_STATE;
import static io.offlinestate.OfflineObjectId.NO_INSTANCE;
import static io.offlinestate.Refusal.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineObjectIdTest {
    private static final UUID LOW = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UUID HIGH = UUID.fromString("ffffffff-2222-3333-4444-555555555555");

    @ParameterizedTest
    @ValueSource(strings = {"a", "default", "**", "a*", " ", "Jürgens Profil", "profile\u2028", "\uD83D\uDE80", "."})
    void allowedProfilesAreKeptAsTheyAre(String profile) {
        assertEquals(profile, OfflineObjectId.of(profile, LOW, HIGH).profile());
        assertEquals(profile, OfflineObjectId.global(profile).profile());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"*", "/", "a/b", "/a", "a/", "a\nb", "\u0000", "\t", "\u007f", "\u0085", "\u009f"})
    void otherProfilesAreRefused(String profile) {
        assertInvalid(() -> OfflineObjectId.of(profile, LOW, HIGH), "profile", "1 to 255 characters");
        assertInvalid(() -> OfflineObjectId.global(profile), "profile", "1 to 255 characters");
        assertInvalid(() -> new OfflineObjectId(profile, LOW, HIGH), "profile", "1 to 255 characters");
    }

    @Test
    void profileHasAtMost255Characters() {
        String longest = "p".repeat(255);
        assertEquals(longest, OfflineObjectId.global(longest).profile());
        assertInvalid(() -> OfflineObjectId.global(longest + "p"), "profile", "256 characters");
    }

    @Test
    void messageNamesTheForbiddenCharacter() {
        assertInvalid(() -> OfflineObjectId.global("a\tb"), "U+0009 at index 1");
    }

    @Test
    void profilesAreComparedExactly() {
        assertNotEquals(OfflineObjectId.global("a"), OfflineObjectId.global("A"));
        assertNotEquals(OfflineObjectId.global("a"), OfflineObjectId.global("a "));
    }

    @Test
    void nullTypeIsRefused() {
        assertInvalid(() -> OfflineObjectId.of("p", null, NO_INSTANCE), "type");
    }

    @Test
    void nullInstanceIsRefused() {
        assertInvalid(() -> OfflineObjectId.of("p", LOW, null), "instance", "NO_INSTANCE");
        assertInvalid(() -> OfflineObjectId.of("p", GLOBAL_STATE, null), "instance", "NO_INSTANCE");
    }

    @Test
    void globalObjectWithAnInstanceIsRefused() {
        assertInvalid(() -> OfflineObjectId.of("p", GLOBAL_STATE, LOW), "instance", LOW.toString(), "NO_INSTANCE");
    }

    @Test
    void globalObjectIsTheOneOfTheGlobalType() {
        OfflineObjectId global = OfflineObjectId.global("p");
        assertEquals(new OfflineObjectId("p", GLOBAL_STATE, NO_INSTANCE), global);
        assertTrue(global.isGlobal());
        assertFalse(OfflineObjectId.of("p", LOW, NO_INSTANCE).isGlobal());
    }

    @Test
    void textOfAGlobalObjectIsItsProfileAlone() {
        assertEquals("work", OfflineObjectId.global("work").toString());
    }

    @Test
    void textOfOtherObjectsHasThreeParts() {
        assertEquals(
                "work/11111111-2222-3333-4444-555555555555/ffffffff-2222-3333-4444-555555555555",
                OfflineObjectId.of("work", LOW, HIGH).toString());
        assertEquals(
                "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000000",
                OfflineObjectId.of("work", LOW, NO_INSTANCE).toString());
    }

    @ParameterizedTest
    @MethodSource("inOrder")
    void everyIdIsReadBackFromItsText(OfflineObjectId id) {
        assertEquals(id, OfflineObjectId.parse(id.toString()));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "*",
                "a\nb",
                "/",
                "//",
                "p/",
                "p//",
                "p/11111111-2222-3333-4444-555555555555",
                "p/11111111-2222-3333-4444-555555555555/",
                "p//11111111-2222-3333-4444-555555555555",
                "/11111111-2222-3333-4444-555555555555/11111111-2222-3333-4444-555555555555",
                "*/11111111-2222-3333-4444-555555555555/11111111-2222-3333-4444-555555555555",
                "p/11111111-2222-3333-4444-555555555555/11111111-2222-3333-4444-555555555555/",
                "p/q/11111111-2222-3333-4444-555555555555/11111111-2222-3333-4444-555555555555",
                "p/x/y",
                "p/1-2-3-4-5/11111111-2222-3333-4444-555555555555",
                "p/11111111-2222-3333-4444-555555555555/0-0-0-0-0",
                "p/FFFFFFFF-2222-3333-4444-555555555555/11111111-2222-3333-4444-555555555555",
                "p/11111111222233334444555555555555/11111111-2222-3333-4444-555555555555",
                "p/11111111-2222-3333-4444-555555555555/11111111-2222-3333-4444-555555555555 ",
                "p/fbeffd93-b11f-4094-842b-96dcd31e63d1/00000000-0000-0000-0000-000000000000",
                "p/fbeffd93-b11f-4094-842b-96dcd31e63d1/11111111-2222-3333-4444-555555555555",
            })
    void anyOtherTextIsRefused(String text) {
        assertInvalid(() -> OfflineObjectId.parse(text), "text", text == null ? "null" : text, "profile/type/instance");
    }

    @Test
    void orderIsProfileThenGlobalThenTypeThenInstance() {
        List<OfflineObjectId> sorted = new ArrayList<>(inOrder());
        Collections.shuffle(sorted, new Random(42));
        Collections.sort(sorted);
        assertEquals(inOrder(), sorted);
    }

    @Test
    void orderIsConsistentWithEqualsAndSymmetric() {
        for (OfflineObjectId a : inOrder()) {
            for (OfflineObjectId b : inOrder()) {
                assertEquals(a.equals(b), a.compareTo(b) == 0, a + " and " + b);
                assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)), a + " and " + b);
            }
        }
    }

    @Test
    void typesAndInstancesCompareAsTheirTexts() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            UUID a = new UUID(random.nextLong(), random.nextLong());
            UUID b = new UUID(i % 2 == 0 ? a.getMostSignificantBits() : random.nextLong(), random.nextLong());
            int asText = Integer.signum(a.toString().compareTo(b.toString()));
            assertEquals(
                    asText, Integer.signum(OfflineObjectId.of("p", a, LOW).compareTo(OfflineObjectId.of("p", b, LOW))));
            assertEquals(
                    asText, Integer.signum(OfflineObjectId.of("p", LOW, a).compareTo(OfflineObjectId.of("p", LOW, b))));
        }
    }

    static List<OfflineObjectId> inOrder() {
        return List.of(
                OfflineObjectId.global("A"),
                OfflineObjectId.of("A", HIGH, HIGH),
                OfflineObjectId.global("a"),
                // a type that sorts before GLOBAL_STATE still comes after the global object
                OfflineObjectId.of("a", NO_INSTANCE, NO_INSTANCE),
                OfflineObjectId.of("a", LOW, NO_INSTANCE),
                OfflineObjectId.of("a", LOW, LOW),
                // UUID.compareTo is signed and would put this first
                OfflineObjectId.of("a", LOW, HIGH),
                OfflineObjectId.of("a", HIGH, LOW),
                OfflineObjectId.global("b"));
    }
}
