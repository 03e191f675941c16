// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 7: what an object lacks the capability for cannot be requested and is not notified, but happens all the same. */
@Timeout(60)
class Rule07NoSupportTest {
    private final Host host = new Host();
    private final OfflineManager global = host.open();

    /** Nobody is given up for lost, however slow the machine is. */
    {
        host.configure(20_000, 20_000);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private OfflineManager child(OfflineManager parent, Capability... capabilities) {
        OfflineObjectId id = OfflineObjectId.of(parent.id().profile(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);
        return host.create(CreateInfo.builder(id)
                .parent(parent.id())
                .capabilities(capabilities)
                .build());
    }

    private void detect(OfflineManager which, Reachability value) {
        host.report(which, value);
        host.awaitSettled(which);
    }

    private static ConnectionState stateOf(Capability capability) {
        return ConnectionState.valueOf(capability.name());
    }

    private static void assertNoSupport(OfflineManager which, ConnectionState state) {
        Refusals.assertRefused(ErrorCode.NO_SUPPORT, () -> which.setCurrentState(state));
        Refusals.assertRefused(ErrorCode.NO_SUPPORT, () -> which.setCurrentState(state, Duration.ZERO));
        Refusals.assertRefused(ErrorCode.NO_SUPPORT, () -> which.setCurrentState(state, Host.PATIENCE));
    }

    /** Takes it offline and online again, twice, by detection. */
    private void move(OfflineManager which) {
        for (int i = 0; i < 2; i++) {
            detect(which, Reachability.UNREACHABLE);
            assertEquals(ConnectionState.OFFLINE, which.getCurrentState());
            detect(which, Reachability.REACHABLE);
            assertEquals(ConnectionState.ONLINE, which.getCurrentState());
        }
    }

    // ---- setting

    @ParameterizedTest
    @EnumSource
    void settingAStateForWhichItLacksTheCapabilityFails(Capability only) throws Exception {
        OfflineManager object = child(global, only);
        for (Capability lacking : EnumSet.complementOf(EnumSet.of(only))) {
            assertNoSupport(object, stateOf(lacking));
        }
        assertEquals(stateOf(only), object.setCurrentState(stateOf(only), Host.PATIENCE));
        for (Capability lacking : EnumSet.complementOf(EnumSet.of(only))) {
            assertNoSupport(object, stateOf(lacking));
        }
        assertEquals(stateOf(only), object.getCurrentState());
        assertEquals(stateOf(only), host.inspector.object(object.id()).requested);
    }

    @Test
    void withoutAnyCapabilityItCannotBeSetNotEvenToWhatItIs() {
        OfflineManager object = child(global);
        assertEquals(Set.of(), object.getCapabilities());
        for (ConnectionState state : ConnectionState.values()) {
            assertNoSupport(object, state);
        }
    }

    // ---- advising

    @Test
    void withoutAnyCapabilityItCannotBeAdvisedOn() {
        OfflineManager object = child(global);
        Recorder recorder = new Recorder();
        Refusals.assertRefused(ErrorCode.NO_SUPPORT, () -> object.advise(AdviseInfo.of(recorder)));
        move(object);
        assertEquals(List.of(), recorder.words());
        assertEquals(0, host.inspector.object(object.id()).advises.length);
    }

    @ParameterizedTest
    @EnumSource
    void withOneCapabilityAListenerGetsOnlyTheChangesToThatState(Capability only) throws Exception {
        OfflineManager object = child(global, only);
        Recorder recorder = new Recorder();
        AdviseToken token = object.advise(AdviseInfo.of(recorder));
        recorder.awaitStart();
        assertEquals("ONLINE 0", recorder.start());
        assertEquals(ConnectionState.ONLINE, token.stateAtAdvise());
        move(object);
        List<String> expected = only == Capability.OFFLINE
                ? List.of(
                        "1 STATECHANGE_START",
                        "1 STATECHANGE",
                        "1 STATECHANGE_DONE",
                        "3 STATECHANGE_START",
                        "3 STATECHANGE",
                        "3 STATECHANGE_DONE")
                : List.of(
                        "2 STATECHANGE_START",
                        "2 STATECHANGE",
                        "2 STATECHANGE_DONE",
                        "4 STATECHANGE_START",
                        "4 STATECHANGE",
                        "4 STATECHANGE_DONE");
        assertEquals(expected, recorder.words());
        recorder.heard()
                .forEach(each -> assertEquals(stateOf(only), each.change().newState()));
        assertEquals(List.of(), recorder.complaints());
        assertEquals(4, host.inspector.object(object.id()).sequence, "transitions nobody hears of are counted too");
    }

    @ParameterizedTest
    @EnumSource
    void theSameHoldsForAChangeThatBeganWithTheParent(Capability only) throws Exception {
        OfflineManager object = child(global, only);
        OfflineManager below = child(object, Capability.OFFLINE, Capability.ONLINE);
        Recorder recorder = new Recorder();
        Recorder full = new Recorder();
        object.advise(AdviseInfo.of(recorder));
        below.advise(AdviseInfo.of(full));
        global.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
        global.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
        assertEquals(3, recorder.heard().size());
        assertEquals(stateOf(only), recorder.heard().get(0).change().newState());
        assertEquals(6, full.heard().size(), "what the parent lacks is not the child's concern");
    }

    // ---- the state

    @Test
    void theStateFollowsWhateverTheCapabilities() throws Exception {
        OfflineManager none = child(global);
        OfflineManager below = child(none, Capability.OFFLINE);
        move(none);
        global.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(ConnectionState.OFFLINE, none.getCurrentState());
        assertEquals(ConnectionState.OFFLINE, below.getCurrentState());
        global.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        assertEquals(ConnectionState.ONLINE, none.getCurrentState());
        assertEquals(ConnectionState.ONLINE, below.getCurrentState());
        assertEquals(6, host.inspector.object(none.id()).sequence);
    }

    @Test
    void anObjectThatLacksOfflineGoesOfflineWhenItIsUnreachable() {
        OfflineManager object = child(global, Capability.ONLINE);
        detect(object, Reachability.UNREACHABLE);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
    }

    // ---- configured

    @Test
    void aCapabilityThatIsTakenAwayIsMissedAtOnceAndNoAdviseIsLost() throws Exception {
        Recorder recorder = new Recorder();
        global.advise(AdviseInfo.of(recorder));
        configure(Set.of(Capability.ONLINE));
        assertEquals(Set.of(Capability.ONLINE), global.getCapabilities());
        assertNoSupport(global, ConnectionState.OFFLINE);
        move(global);
        assertEquals(6, recorder.heard().size());
        configure(Set.of());
        Refusals.assertRefused(ErrorCode.NO_SUPPORT, () -> global.advise(AdviseInfo.of(recorder)));
        move(global);
        assertEquals(6, recorder.heard().size());
        configure(EnumSet.allOf(Capability.class));
        global.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(9, recorder.heard().size());
    }

    private void configure(Set<Capability> capabilities) {
        host.table.configure(
                "default", new Settings(Optional.empty(), Optional.of(capabilities), 20_000, 20_000, 64, 32));
    }
}
