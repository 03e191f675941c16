// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.OfflineObjectId;
import java.util.UUID;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeanNameTest {
    private static final UUID TYPE = UUID.fromString("00000000-0000-0000-0000-0000000000aa");
    private static final UUID INSTANCE = UUID.fromString("00000000-0000-0000-0000-0000000000bb");

    @Test
    void aProfileIsNamedByItsGlobalObject() {
        assertEquals("io.offlinestate:type=Profile,profile=\"work\"", name(OfflineObjectId.global("work")));
    }

    @Test
    void anotherRootIsNamedByTypeAndInstance() {
        assertEquals(
                "io.offlinestate:type=Root,profile=\"work\",objectType=" + TYPE + ",instance=" + INSTANCE,
                name(OfflineObjectId.of("work", TYPE, INSTANCE)));
        assertEquals(
                "io.offlinestate:type=Root,profile=\"work\",objectType=" + TYPE,
                name(OfflineObjectId.of("work", TYPE, OfflineObjectId.NO_INSTANCE)));
    }

    /** Most of these mean something in an ObjectName. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b=c",
                "x,type=Root",
                "what?",
                "a*b",
                "say \"hi\"",
                "back\\slash",
                "\\",
                "=",
                ":",
                " blanks ",
                "Büro ☎",
                "a\\nb"
            })
    void everyProfileHasANameThatReadsBack(String profile) throws Exception {
        ObjectName name = BeanName.of(OfflineObjectId.global(profile));
        assertEquals(profile, ObjectName.unquote(name.getKeyProperty("profile")));
        assertEquals(name, new ObjectName(name.toString()));
        assertTrue(!name.isPattern(), "a pattern names no bean");
        assertTrue(new ObjectName("io.offlinestate:type=Profile,*").apply(name));
    }

    private static String name(OfflineObjectId root) {
        return BeanName.of(root).toString();
    }
}
