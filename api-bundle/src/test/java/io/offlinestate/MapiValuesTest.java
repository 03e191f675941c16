// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static io.offlinestate.Refusal.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those of MAPI, and are not tied to the order of the constants. */
class MapiValuesTest {
    @Test
    void statesHaveTheMapiBits() {
        assertEquals(0x1, ConnectionState.OFFLINE.bits());
        assertEquals(0x2, ConnectionState.ONLINE.bits());
    }

    @ParameterizedTest
    @EnumSource
    void stateIsReadBackFromItsBits(ConnectionState state) {
        assertEquals(state, ConnectionState.ofBits(state.bits()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x3, 0x4, 0x5, 0x6, -1, Integer.MIN_VALUE})
    void stateNeedsExactlyOneKnownBit(int bits) {
        assertInvalid(
                () -> ConnectionState.ofBits(bits),
                "bits",
                "0x" + Integer.toHexString(bits),
                "0x1 (OFFLINE)",
                "ONLINE");
    }

    @Test
    void capabilitiesHaveTheMapiBits() {
        assertEquals(0x1, Capability.OFFLINE.bits());
        assertEquals(0x2, Capability.ONLINE.bits());
    }

    @Test
    void capabilitiesAreReadFromEveryCombinationOfBits() {
        assertEquals(Set.of(), Capability.ofBits(0));
        assertEquals(Set.of(Capability.OFFLINE), Capability.ofBits(0x1));
        assertEquals(Set.of(Capability.ONLINE), Capability.ofBits(0x2));
        assertEquals(List.of(Capability.OFFLINE, Capability.ONLINE), List.copyOf(Capability.ofBits(0x3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x4, 0x5, 0x7, -1, Integer.MIN_VALUE})
    void capabilitiesWithAnUnknownBitAreRefused(int bits) {
        assertInvalid(() -> Capability.ofBits(bits), "bits", "0x" + Integer.toHexString(bits), "0x2 (ONLINE)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x1, 0x3})
    void capabilitiesReadFromBitsCannotBeModified(int bits) {
        Set<Capability> capabilities = Capability.ofBits(bits);
        assertThrows(UnsupportedOperationException.class, () -> capabilities.add(Capability.ONLINE));
        assertThrows(UnsupportedOperationException.class, capabilities::clear);
    }

    @Test
    void typesHaveTheMapiValues() {
        assertEquals(0, CallbackType.NOTIFY.value());
        assertEquals(1, AdviseType.STATECHANGE.value());
        assertEquals(1, NotifyType.STATECHANGE_START.value());
        assertEquals(2, NotifyType.STATECHANGE.value());
        assertEquals(3, NotifyType.STATECHANGE_DONE.value());
    }

    @Test
    void notifyTypesAreOrderedAsThePhases() {
        assertArrayEquals(
                new NotifyType[] {NotifyType.STATECHANGE_START, NotifyType.STATECHANGE, NotifyType.STATECHANGE_DONE},
                NotifyType.values());
    }

    @Test
    void errorCodesHaveTheMapiResults() {
        assertEquals(0x8004010F, ErrorCode.NOT_FOUND.hresult());
        assertEquals(0x80070057, ErrorCode.INVALID_ARGUMENT.hresult());
        assertEquals(0x80004002, ErrorCode.NO_INTERFACE.hresult());
        assertEquals(0x80040102, ErrorCode.NO_SUPPORT.hresult());
        assertEquals(0x8000000A, ErrorCode.PENDING.hresult());
    }

    @Test
    void everyErrorCodeIsAFailureOfItsOwn() {
        assertEquals(
                ErrorCode.values().length,
                Stream.of(ErrorCode.values())
                        .mapToInt(ErrorCode::hresult)
                        .filter(result -> result < 0)
                        .distinct()
                        .count());
    }

    @Test
    void stateMasksAreTheMapiMasks() {
        assertEquals(0x3, StateMask.OFFLINE);
        assertEquals(0x003f037f, StateMask.ALL);
        assertEquals(
                StateMask.OFFLINE,
                Arrays.stream(ConnectionState.values())
                        .mapToInt(ConnectionState::bits)
                        .reduce(0, (a, b) -> a | b));
        assertEquals(StateMask.OFFLINE, StateMask.OFFLINE & StateMask.ALL);
    }

    @Test
    void globalStateIsTheMapiGuid() {
        assertEquals(UUID.fromString("fbeffd93-b11f-4094-842b-96dcd31e63d1"), OfflineObjectId.GLOBAL_STATE);
        assertEquals(new UUID(0, 0), OfflineObjectId.NO_INSTANCE);
    }

    @Test
    void causesAreThoseOfTheContract() {
        assertEquals(
                EnumSet.of(Cause.REQUEST, Cause.DETECTION, Cause.PARENT, Cause.STARTUP), EnumSet.allOf(Cause.class));
    }
}
