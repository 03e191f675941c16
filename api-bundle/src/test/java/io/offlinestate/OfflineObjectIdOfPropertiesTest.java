// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static io.offlinestate.Refusal.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id that the service properties of an OfflineManager name. */
class OfflineObjectIdOfPropertiesTest {
    private static final String TYPE = "11111111-2222-3333-4444-555555555555";
    private static final String INSTANCE = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    private final Map<String, Object> properties = new HashMap<>(Map.of(
            OfflineConstants.OFFLINE_PROFILE,
            "work",
            OfflineConstants.OFFLINE_TYPE,
            TYPE,
            OfflineConstants.OFFLINE_INSTANCE,
            INSTANCE));

    private void assertRefused(String property, Object value, String... partsOfMessage) {
        properties.put(property, value);
        assertInvalid(() -> OfflineObjectId.ofProperties(properties::get), "service property " + property + " ");
        assertInvalid(() -> OfflineObjectId.ofProperties(properties::get), partsOfMessage);
    }

    @Test
    void ofProperties_allThree_isTheirObject() {
        assertEquals(
                OfflineObjectId.of("work", UUID.fromString(TYPE), UUID.fromString(INSTANCE)),
                OfflineObjectId.ofProperties(properties::get));
    }

    @Test
    void ofProperties_noInstance_hasNoInstance() {
        properties.remove(OfflineConstants.OFFLINE_INSTANCE);
        assertEquals(
                OfflineObjectId.of("work", UUID.fromString(TYPE), OfflineObjectId.NO_INSTANCE),
                OfflineObjectId.ofProperties(properties::get));
    }

    @Test
    void ofProperties_globalType_isTheGlobalObject() {
        properties.remove(OfflineConstants.OFFLINE_INSTANCE);
        properties.put(OfflineConstants.OFFLINE_TYPE, OfflineObjectId.GLOBAL_STATE.toString());
        assertEquals(OfflineObjectId.global("work"), OfflineObjectId.ofProperties(properties::get));
    }

    @Test
    void ofProperties_null_isRefused() {
        assertInvalid(() -> OfflineObjectId.ofProperties(null), "argument property is null");
    }

    @Test
    void ofProperties_noProfile_isRefused() {
        assertRefused(OfflineConstants.OFFLINE_PROFILE, null, "is absent", "1 to 255 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a/b", "a\nb"})
    void ofProperties_wrongProfile_isRefused(String profile) {
        assertRefused(OfflineConstants.OFFLINE_PROFILE, profile, "1 to 255 characters");
    }

    @Test
    void ofProperties_profileOfOtherType_isRefused() {
        assertRefused(OfflineConstants.OFFLINE_PROFILE, 5, "is a java.lang.Integer", "a String");
    }

    @Test
    void ofProperties_noType_isRefused() {
        assertRefused(OfflineConstants.OFFLINE_TYPE, null, "is absent", "UUID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "account", "1-2-3-4-5", "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE"})
    void ofProperties_wrongUuid_isRefused(String text) {
        assertRefused(OfflineConstants.OFFLINE_INSTANCE, text, "is \"" + text + "\"", "UUID as text in lower case");
        assertRefused(OfflineConstants.OFFLINE_TYPE, text, "is \"" + text + "\"", "UUID as text in lower case");
    }

    @Test
    void ofProperties_uuidItself_isRefused() {
        assertRefused(OfflineConstants.OFFLINE_TYPE, UUID.fromString(TYPE), "is a java.util.UUID", "a String");
    }

    @Test
    void ofProperties_globalWithInstance_isRefused() {
        properties.put(OfflineConstants.OFFLINE_TYPE, OfflineObjectId.GLOBAL_STATE.toString());
        assertRefused(OfflineConstants.OFFLINE_INSTANCE, INSTANCE, INSTANCE, "profile work", "one global object");
    }

    @Test
    void ofProperties_longText_isCut() {
        properties.put(OfflineConstants.OFFLINE_TYPE, "x".repeat(100_000));
        try {
            OfflineObjectId.ofProperties(properties::get);
        } catch (OfflineException e) {
            assertTrue(e.getMessage().length() < 1_000, () -> e.getMessage().length() + " characters");
            return;
        }
        throw new AssertionError("accepted");
    }
}
