// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static io.offlinestate.Refusal.assertInvalid;
import static io.offlinestate.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviseInfoTest {
    private final OfflineNotify callback = notification -> {};

    @Test
    void byDefaultACallbackIsToldOfEverything() {
        for (AdviseInfo info :
                List.of(AdviseInfo.of(callback), AdviseInfo.builder(callback).build())) {
            assertSame(callback, info.callback());
            assertEquals(0, info.clientToken());
            assertEquals(CallbackType.NOTIFY, info.callbackType());
            assertEquals(EnumSet.allOf(AdviseType.class), info.adviseTypes());
            assertEquals(StateMask.ALL, info.stateMask());
            assertEquals(EnumSet.allOf(NotifyType.class), info.notifyTypes());
            assertEquals(0, info.ranking());
            assertEquals("", info.label());
        }
    }

    @Test
    void everySetterSetsItsComponent() {
        AdviseInfo info = AdviseInfo.builder(callback)
                .clientToken(-7)
                .callbackType(CallbackType.NOTIFY)
                .adviseTypes(AdviseType.STATECHANGE)
                .stateMask(StateMask.OFFLINE)
                .notifyTypes(NotifyType.STATECHANGE)
                .ranking(Integer.MIN_VALUE)
                .label("outbox")
                .build();
        assertSame(callback, info.callback());
        assertEquals(-7, info.clientToken());
        assertEquals(CallbackType.NOTIFY, info.callbackType());
        assertEquals(Set.of(AdviseType.STATECHANGE), info.adviseTypes());
        assertEquals(StateMask.OFFLINE, info.stateMask());
        assertEquals(Set.of(NotifyType.STATECHANGE), info.notifyTypes());
        assertEquals(Integer.MIN_VALUE, info.ranking());
        assertEquals("outbox", info.label());
    }

    @Test
    void nullCallbackIsNoInterface() {
        assertRefused(ErrorCode.NO_INTERFACE, () -> AdviseInfo.of(null), "callback", "OfflineNotify");
        assertRefused(ErrorCode.NO_INTERFACE, () -> AdviseInfo.builder(null), "callback", "OfflineNotify");
    }

    @Test
    void nullComponentsAreRefusedByTheirSetter() {
        AdviseInfo.Builder builder = AdviseInfo.builder(callback);
        assertInvalid(() -> builder.callbackType(null), "callbackType", "NOTIFY");
        assertInvalid(() -> builder.label(null), "label");
        assertInvalid(() -> builder.adviseTypes((AdviseType[]) null), "adviseTypes", "STATECHANGE");
        assertInvalid(() -> builder.adviseTypes(AdviseType.STATECHANGE, null), "adviseTypes", "STATECHANGE");
        assertInvalid(() -> builder.notifyTypes((NotifyType[]) null), "notifyTypes", "STATECHANGE_DONE");
        assertInvalid(() -> builder.notifyTypes(NotifyType.STATECHANGE, null), "notifyTypes", "STATECHANGE_DONE");
    }

    @Test
    void emptySetsAreRefusedByTheirSetter() {
        AdviseInfo.Builder builder = AdviseInfo.builder(callback);
        assertInvalid(() -> builder.adviseTypes(), "adviseTypes", "empty", "at least one of [STATECHANGE]");
        assertInvalid(() -> builder.notifyTypes(), "notifyTypes", "empty", "at least one of [STATECHANGE_START");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1, 0x2, 0x3, 0x5, 0x003f037f, 0x00200002})
    void stateMaskWithAnyOfflineBitIsKeptAsItIs(int mask) {
        assertEquals(mask, AdviseInfo.builder(callback).stateMask(mask).build().stateMask());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x4, 0x003f037c, 0x83, 0x403, 0x400001, -1, Integer.MIN_VALUE + 1})
    void otherStateMasksAreRefused(int mask) {
        assertInvalid(
                () -> AdviseInfo.builder(callback).stateMask(mask),
                "stateMask",
                "0x" + Integer.toHexString(mask),
                "0x3f037f",
                "0x3");
    }

    @Test
    void setterThatThrowsLeavesTheBuilderAsItWas() {
        AdviseInfo.Builder builder = AdviseInfo.builder(callback)
                .notifyTypes(NotifyType.STATECHANGE)
                .stateMask(StateMask.OFFLINE)
                .label("l");
        AdviseInfo before = builder.build();
        assertThrows(OfflineException.class, () -> builder.notifyTypes(NotifyType.STATECHANGE_DONE, null));
        assertThrows(OfflineException.class, () -> builder.stateMask(0));
        assertThrows(OfflineException.class, () -> builder.label(null));
        assertEquals(before, builder.build());
    }

    @Test
    void setsAreCopiedInTheOrderOfTheEnum() {
        NotifyType[] types = {NotifyType.STATECHANGE_DONE, NotifyType.STATECHANGE_START, NotifyType.STATECHANGE_DONE};
        AdviseInfo info = AdviseInfo.builder(callback).notifyTypes(types).build();
        types[0] = NotifyType.STATECHANGE;
        assertEquals(
                List.of(NotifyType.STATECHANGE_START, NotifyType.STATECHANGE_DONE), List.copyOf(info.notifyTypes()));
    }

    @Test
    void setsCannotBeModified() {
        for (AdviseInfo info : List.of(
                AdviseInfo.of(callback),
                AdviseInfo.builder(callback)
                        .notifyTypes(NotifyType.STATECHANGE)
                        .adviseTypes(AdviseType.STATECHANGE)
                        .build())) {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> info.notifyTypes().clear());
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> info.adviseTypes().clear());
        }
    }

    @Test
    void builderUsedOnDoesNotChangeWhatItBuilt() {
        AdviseInfo.Builder builder = AdviseInfo.builder(callback);
        AdviseInfo first = builder.build();
        AdviseInfo second = builder.clientToken(1)
                .notifyTypes(NotifyType.STATECHANGE)
                .label("x")
                .build();
        assertEquals(AdviseInfo.of(callback), first);
        assertNotEquals(first, second);
    }

    @Test
    void equalComponentsAreEqual() {
        UnaryOperator<AdviseInfo.Builder> settings = b ->
                b.clientToken(3).notifyTypes(NotifyType.STATECHANGE).ranking(5).label("a");
        AdviseInfo one = settings.apply(AdviseInfo.builder(callback)).build();
        AdviseInfo other = settings.apply(AdviseInfo.builder(callback)).build();
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
    }

    static List<UnaryOperator<AdviseInfo.Builder>> differences() {
        return List.of(
                b -> b.clientToken(1),
                b -> b.stateMask(StateMask.OFFLINE),
                b -> b.notifyTypes(NotifyType.STATECHANGE),
                b -> b.ranking(1),
                b -> b.label("l"));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void everyComponentCounts(UnaryOperator<AdviseInfo.Builder> difference) {
        AdviseInfo other = difference.apply(AdviseInfo.builder(callback)).build();
        assertNotEquals(AdviseInfo.of(callback), other);
    }

    @Test
    void callbackIsComparedByIdentityAndNeverAsked() {
        class Hostile implements OfflineNotify {
            @Override
            public void notify(OfflineNotification notification) {}

            @Override
            public boolean equals(Object other) {
                throw new AssertionError("equals");
            }

            @Override
            public int hashCode() {
                throw new AssertionError("hashCode");
            }

            @Override
            public String toString() {
                throw new AssertionError("toString");
            }
        }
        OfflineNotify hostile = new Hostile();
        AdviseInfo info = AdviseInfo.of(hostile);
        assertEquals(AdviseInfo.of(hostile), info);
        assertEquals(AdviseInfo.of(hostile).hashCode(), info.hashCode());
        assertFalse(info.equals(AdviseInfo.of(new Hostile())));
        assertFalse(info.equals(null));
        assertFalse(info.equals((Object) "info"));
        assertTrue(info.toString().contains(Hostile.class.getName()), info::toString);
    }

    @Test
    void textShowsEveryComponent() {
        String text = AdviseInfo.builder(callback)
                .clientToken(42)
                .ranking(-3)
                .label("outbox")
                .build()
                .toString();
        for (String part : List.of(
                "clientToken=42",
                "callbackType=NOTIFY",
                "adviseTypes=[STATECHANGE]",
                "stateMask=0x3f037f",
                "notifyTypes=[STATECHANGE_START, STATECHANGE, STATECHANGE_DONE]",
                "ranking=-3",
                "label=outbox")) {
            assertTrue(text.contains(part), () -> part + " is missing in " + text);
        }
    }
}
