// SPDX-License-Identifier: Apache-2.0
package io.offlinestate;

import static io.offlinestate.OfflineObjectId.GLOBAL_STATE;
import static io.offlinestate.OfflineObjectId.NO_INSTANCE;
import static io.offlinestate.Refusal.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreateInfoTest {
    private static final UUID TYPE = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UUID INSTANCE = UUID.fromString("99999999-2222-3333-4444-555555555555");
    private static final OfflineObjectId GLOBAL = OfflineObjectId.global("work");
    private static final OfflineObjectId ACCOUNT = OfflineObjectId.of("work", TYPE, INSTANCE);

    @Test
    void globalObjectHasAllCapabilitiesAndNoParent() {
        CreateInfo info = CreateInfo.global("work");
        assertEquals(GLOBAL, info.id());
        assertEquals(EnumSet.allOf(Capability.class), info.capabilities());
        assertEquals(Optional.empty(), info.parent());
    }

    @Test
    void childHasTheProfileOfItsParentAndAllCapabilities() {
        CreateInfo info = CreateInfo.child(GLOBAL, TYPE, INSTANCE);
        assertEquals(ACCOUNT, info.id());
        assertEquals(EnumSet.allOf(Capability.class), info.capabilities());
        assertEquals(Optional.of(GLOBAL), info.parent());
    }

    @Test
    void childMayHaveAChild() {
        CreateInfo info = CreateInfo.child(ACCOUNT, TYPE, NO_INSTANCE);
        assertEquals(OfflineObjectId.of("work", TYPE, NO_INSTANCE), info.id());
        assertEquals(Optional.of(ACCOUNT), info.parent());
    }

    @Test
    void otherObjectsMayBeRoots() {
        CreateInfo info = CreateInfo.builder(ACCOUNT).build();
        assertEquals(ACCOUNT, info.id());
        assertEquals(EnumSet.allOf(Capability.class), info.capabilities());
        assertEquals(Optional.empty(), info.parent());
    }

    @Test
    void anObjectMayHaveOneCapabilityOrNone() {
        assertEquals(
                Set.of(Capability.ONLINE),
                CreateInfo.builder(ACCOUNT)
                        .capabilities(Capability.ONLINE)
                        .build()
                        .capabilities());
        assertEquals(
                Set.of(), CreateInfo.builder(ACCOUNT).capabilities().build().capabilities());
    }

    @Test
    void nullArgumentsAreRefused() {
        CreateInfo.Builder builder = CreateInfo.builder(ACCOUNT);
        assertInvalid(() -> CreateInfo.global(null), "profile");
        assertInvalid(() -> CreateInfo.builder(null), "id");
        assertInvalid(() -> CreateInfo.child(null, TYPE, INSTANCE), "parent");
        assertInvalid(() -> CreateInfo.child(GLOBAL, null, INSTANCE), "type");
        assertInvalid(() -> CreateInfo.child(GLOBAL, TYPE, null), "instance");
        assertInvalid(() -> builder.parent(null), "parent");
        assertInvalid(() -> builder.capabilities((Capability[]) null), "capabilities", "OFFLINE", "ONLINE");
        assertInvalid(() -> builder.capabilities(Capability.ONLINE, null), "capabilities", "OFFLINE", "ONLINE");
    }

    @Test
    void profileThatIsNotAllowedIsRefused() {
        assertInvalid(() -> CreateInfo.global("*"), "profile");
    }

    @Test
    void parentOfAnotherProfileIsRefused() {
        assertInvalid(
                () -> CreateInfo.builder(ACCOUNT).parent(OfflineObjectId.global("home")),
                "parent",
                "home",
                ACCOUNT.toString(),
                "profile work");
    }

    @Test
    void parentOfAGlobalObjectIsRefused() {
        assertInvalid(() -> CreateInfo.builder(GLOBAL).parent(ACCOUNT), "parent", ACCOUNT.toString(), "work");
        assertInvalid(() -> CreateInfo.builder(GLOBAL).parent(OfflineObjectId.global("home")), "parent", "home");
        assertInvalid(() -> CreateInfo.child(ACCOUNT, GLOBAL_STATE, NO_INSTANCE), "parent");
    }

    @Test
    void objectThatIsItsOwnParentIsRefused() {
        assertInvalid(() -> CreateInfo.builder(ACCOUNT).parent(ACCOUNT), "parent", ACCOUNT.toString());
        assertInvalid(() -> CreateInfo.child(ACCOUNT, TYPE, INSTANCE), "parent", ACCOUNT.toString());
        assertInvalid(() -> CreateInfo.builder(GLOBAL).parent(GLOBAL), "parent", "work");
    }

    @Test
    void setterThatThrowsLeavesTheBuilderAsItWas() {
        CreateInfo.Builder builder = CreateInfo.builder(ACCOUNT).parent(GLOBAL).capabilities(Capability.OFFLINE);
        CreateInfo before = builder.build();
        assertThrows(OfflineException.class, () -> builder.parent(ACCOUNT));
        assertThrows(OfflineException.class, () -> builder.capabilities(Capability.ONLINE, null));
        assertEquals(before, builder.build());
    }

    @Test
    void capabilitiesAreCopiedInTheOrderOfTheEnumAndCannotBeModified() {
        Capability[] capabilities = {Capability.ONLINE, Capability.OFFLINE};
        CreateInfo info = CreateInfo.builder(ACCOUNT).capabilities(capabilities).build();
        capabilities[0] = Capability.OFFLINE;
        assertEquals(List.of(Capability.OFFLINE, Capability.ONLINE), List.copyOf(info.capabilities()));
        assertThrows(
                UnsupportedOperationException.class, () -> info.capabilities().clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> CreateInfo.global("work").capabilities().clear());
    }

    @Test
    void builderUsedOnDoesNotChangeWhatItBuilt() {
        CreateInfo.Builder builder = CreateInfo.builder(ACCOUNT);
        CreateInfo first = builder.build();
        CreateInfo second = builder.parent(GLOBAL).capabilities().build();
        assertEquals(CreateInfo.builder(ACCOUNT).build(), first);
        assertNotEquals(first, second);
    }

    @Test
    void equalComponentsAreEqual() {
        CreateInfo one = CreateInfo.child(GLOBAL, TYPE, INSTANCE);
        CreateInfo other = CreateInfo.builder(ACCOUNT)
                .capabilities(Capability.ONLINE, Capability.OFFLINE)
                .parent(GLOBAL)
                .build();
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void everyComponentCounts() {
        CreateInfo info = CreateInfo.child(GLOBAL, TYPE, INSTANCE);
        assertNotEquals(info, CreateInfo.child(GLOBAL, TYPE, NO_INSTANCE));
        assertNotEquals(info, CreateInfo.builder(ACCOUNT).build());
        assertNotEquals(
                info,
                CreateInfo.builder(ACCOUNT)
                        .parent(GLOBAL)
                        .capabilities(Capability.ONLINE)
                        .build());
        assertFalse(info.equals(null));
        assertFalse(info.equals((Object) "info"));
    }

    @Test
    void textShowsEveryComponent() {
        String child = CreateInfo.child(GLOBAL, TYPE, INSTANCE).toString();
        assertTrue(child.contains("id=" + ACCOUNT), child);
        assertTrue(child.contains("capabilities=[OFFLINE, ONLINE]"), child);
        assertTrue(child.contains("parent=work"), child);
        assertTrue(CreateInfo.global("work").toString().contains("parent=none"));
    }
}
