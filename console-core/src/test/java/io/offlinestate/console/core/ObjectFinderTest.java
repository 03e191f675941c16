// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectFinderTest {
    private static final String TYPE = "work/11111111-2222-3333-4444-555555555555/";
    private static final String FIRST = TYPE + "a0000000-0000-0000-0000-000000000001";
    private static final String SECOND = TYPE + "a1000000-0000-0000-0000-000000000002";

    private final FakeHost host = new FakeHost();
    private final ObjectFinder finder = new ObjectFinder(host);

    @BeforeEach
    void addObjects() {
        host.add("work", null);
        host.add("workshop", null);
        host.add(FIRST, "work");
        host.add(SECOND, "work");
    }

    @Test
    void anIdIsTheObject() {
        assertEquals("work", finder.find("work").id);
        assertEquals(FIRST, finder.find(FIRST).id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"work/1111/a0", "work/11111111-2222-3333-4444-555555555555/a0000000", "work//a0"})
    void whatFollowsTheProfileMayBeCutShort(String name) {
        assertEquals(FIRST, finder.find(name).id);
    }

    @Test
    void aShortFormOfSeveralIsRefusedWithTheirNames() {
        assertRefused("work/1", "\"work/1\" stands for several objects: " + FIRST + ", " + SECOND);
        assertRefused("work//a", "\"work//a\" stands for several objects: " + FIRST + ", " + SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wor", "work/", "work//", "wor/1", "/1111/a0", "work/2", "work/1111/a0/x", ""})
    void theProfileIsNeverCutShortNorTheRestEmpty(String name) {
        assertThrows(CommandException.class, () -> finder.find(name));
    }

    @Test
    void anUnknownObjectIsNamedWithThoseThatAreThere() {
        assertRefused("home", "there is no object \"home\"; there are: work, " + FIRST + ", " + SECOND + ", workshop");
    }

    @Test
    void aNearMatchComesFirst() {
        assertRefused(
                "Wrokshop",
                "there is no object \"Wrokshop\"; did you mean workshop? there are: work, " + FIRST + ", " + SECOND
                        + ", workshop");
    }

    @Test
    void whatNamesNoObjectIsRefused() {
        assertRefused(
                "work/inbox",
                "\"work/inbox\" names no object: expected a profile, or profile/type/instance with two UUIDs; there"
                        + " are: work, " + FIRST + ", " + SECOND + ", workshop");
    }

    @Test
    void ofManyObjectsSomeAreNamed() {
        for (int i = 0; i < 30; i++) {
            host.add("profile" + i, null);
        }
        CommandException refusal = assertThrows(CommandException.class, () -> finder.find("nowhere"));
        assertTrue(refusal.getMessage().endsWith(" and 24 more (see offline:list)"), refusal.getMessage());
    }

    private void assertRefused(String name, String expected) {
        assertEquals(
                expected,
                assertThrows(CommandException.class, () -> finder.find(name)).getMessage());
    }
}
