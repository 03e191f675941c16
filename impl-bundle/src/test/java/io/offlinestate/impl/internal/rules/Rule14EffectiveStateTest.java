// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 14: an object is online if that is wanted and possible, of itself and of its parent. */
@Timeout(60)
class Rule14EffectiveStateTest {
    private final Host host = new Host();
    private final OfflineManager parent = host.open();
    private final OfflineManager child = host.child(parent);

    /** Nobody stalls, whatever the machine does meanwhile. */
    Rule14EffectiveStateTest() {
        host.configure(30_000, 30_000);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static void set(OfflineManager object, ConnectionState state) throws Exception {
        object.setCurrentState(state, Host.PATIENCE);
    }

    private void vote(OfflineManager object, Reachability value) {
        vote(host.session, object, "test", value);
    }

    private void vote(BundleSession bundle, OfflineManager object, String detector, Reachability value) {
        bundle.report(object.id(), detector, value, "");
        settle();
    }

    private void settle() {
        for (OfflineObjectDTO each : host.inspector.objects()) {
            host.awaitSettled(host.open(OfflineObjectId.parse(each.id)));
        }
    }

    private void assertState(ConnectionState expected, OfflineManager object) {
        assertEquals(expected, object.getCurrentState());
        assertEquals(expected, host.inspector.object(object.id()).state);
    }

    static Stream<Arguments> everyCombination() {
        List<Arguments> combinations = new ArrayList<>();
        for (ConnectionState requested : ConnectionState.values()) {
            for (Reachability vote : Reachability.values()) {
                for (ConnectionState above : ConnectionState.values()) {
                    combinations.add(Arguments.of(requested, vote, above));
                }
            }
        }
        return combinations.stream();
    }

    // ---- what it follows from

    @ParameterizedTest
    @MethodSource("everyCombination")
    void onlineIffWantedAndReachableAndItsParentIs(ConnectionState requested, Reachability vote, ConnectionState above)
            throws Exception {
        ConnectionState expected =
                requested == ONLINE && vote != Reachability.UNREACHABLE && above == ONLINE ? ONLINE : OFFLINE;
        set(child, requested);
        vote(child, vote);
        set(parent, above);
        assertState(expected, child);
        // and back and forth in another order
        set(parent, ONLINE);
        host.session.withdraw(child.id(), "test");
        settle();
        set(child, ONLINE);
        assertState(ONLINE, child);
        set(parent, above);
        vote(child, vote);
        set(child, requested);
        assertState(expected, child);
    }

    @ParameterizedTest
    @EnumSource
    void anObjectWithoutAParentIsNotHeldBackByAnything(Reachability vote) {
        OfflineManager root = host.create(
                CreateInfo.builder(OfflineObjectId.of("default", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE))
                        .build());
        vote(parent, Reachability.UNREACHABLE);
        vote(root, vote);
        assertState(vote == Reachability.UNREACHABLE ? OFFLINE : ONLINE, root);
    }

    @Test
    void followsAnyNumberOfAncestors() throws Exception {
        OfflineManager grandchild = host.child(child);
        OfflineManager last = host.child(grandchild);
        for (OfflineManager each : List.of(parent, child, grandchild, last)) {
            set(each, OFFLINE);
            assertState(OFFLINE, last);
            set(each, ONLINE);
            assertState(ONLINE, last);
        }
    }

    @Test
    void oneUnreachableIsEnoughWhoeverSaysSo() {
        BundleSession other = host.newSession("other");
        vote(host.session, parent, "ping", Reachability.REACHABLE);
        vote(host.session, parent, "http", Reachability.UNREACHABLE);
        assertState(OFFLINE, parent);
        vote(other, parent, "http", Reachability.UNREACHABLE);
        vote(host.session, parent, "http", Reachability.REACHABLE);
        assertState(OFFLINE, parent);
        vote(other, parent, "http", Reachability.UNKNOWN);
        assertState(ONLINE, parent);
        vote(other, parent, "ping", Reachability.UNREACHABLE);
        assertState(OFFLINE, parent);
        other.withdraw(parent.id(), "ping");
        settle();
        assertState(ONLINE, parent);
    }

    @Test
    void aVoteGoesWithItsBundle() {
        BundleSession other = host.newSession("other");
        vote(other, parent, "ping", Reachability.UNREACHABLE);
        assertState(OFFLINE, child);
        other.close();
        settle();
        assertState(ONLINE, child);
        assertEquals(Reachability.UNKNOWN, host.inspector.object(parent.id()).reachability);
    }

    @Test
    void capabilitiesMakeNoDifference() throws Exception {
        List<OfflineManager> limited = new ArrayList<>();
        for (Capability[] capabilities : new Capability[][] {{}, {Capability.OFFLINE}, {Capability.ONLINE}}) {
            limited.add(host.create(
                    CreateInfo.builder(OfflineObjectId.of("default", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE))
                            .parent(parent.id())
                            .capabilities(capabilities)
                            .build()));
        }
        for (OfflineManager each : limited) {
            vote(each, Reachability.UNREACHABLE);
            assertState(OFFLINE, each);
            vote(each, Reachability.REACHABLE);
            assertState(ONLINE, each);
        }
        set(parent, OFFLINE);
        limited.forEach(each -> assertState(OFFLINE, each));
        set(parent, ONLINE);
        limited.forEach(each -> assertState(ONLINE, each));
    }

    // ---- what is asked for

    @Test
    void setCurrentStateChangesTheRequestedStateOnly() throws Exception {
        vote(child, Reachability.UNREACHABLE);
        for (ConnectionState requested : List.of(OFFLINE, ONLINE)) {
            set(child, requested);
            OfflineObjectDTO dto = host.inspector.object(child.id());
            assertEquals(requested, dto.requested);
            assertEquals(Reachability.UNREACHABLE, dto.reachability);
            assertEquals(ONLINE, dto.inherited);
            assertEquals(OFFLINE, dto.state);
            assertEquals(ONLINE, host.inspector.object(parent.id()).requested);
        }
        set(parent, OFFLINE);
        OfflineObjectDTO dto = host.inspector.object(child.id());
        assertEquals(ONLINE, dto.requested, "what is asked of the parent is not asked of the child");
        assertEquals(OFFLINE, dto.inherited);
    }

    @Test
    void detectionNeverOverridesAUserWhoChoseToWorkOffline() throws Exception {
        Recorder recorder = new Recorder();
        parent.advise(AdviseInfo.of(recorder));
        set(parent, OFFLINE);
        for (Reachability value : List.of(Reachability.UNREACHABLE, Reachability.REACHABLE, Reachability.UNKNOWN)) {
            vote(parent, value);
            assertState(OFFLINE, parent);
        }
        assertEquals(3, recorder.heard().size(), "nothing has changed since");
        assertEquals(OFFLINE, host.inspector.object(parent.id()).requested);
    }

    @Test
    void aRequestMadeDuringAnOutageCountsWhenItIsOver() throws Exception {
        vote(parent, Reachability.UNREACHABLE);
        set(parent, OFFLINE);
        vote(parent, Reachability.REACHABLE);
        assertState(OFFLINE, parent);
        vote(parent, Reachability.UNREACHABLE);
        set(parent, ONLINE);
        assertState(OFFLINE, parent);
        vote(parent, Reachability.REACHABLE);
        assertState(ONLINE, parent);
    }

    // ---- a parent that comes back

    @Test
    void aParentBringsBackOnlyThoseWithoutAReasonOfTheirOwn() throws Exception {
        OfflineManager requested = host.child(parent);
        OfflineManager unreachable = host.child(parent);
        OfflineManager below = host.child(requested);
        OfflineManager changesItsMind = host.child(parent);
        set(requested, OFFLINE);
        vote(unreachable, Reachability.UNREACHABLE);
        set(changesItsMind, OFFLINE);
        set(parent, OFFLINE);
        set(changesItsMind, ONLINE);
        assertState(OFFLINE, changesItsMind);
        Recorder recorder = new Recorder();
        requested.advise(AdviseInfo.of(recorder));
        unreachable.advise(AdviseInfo.of(recorder));
        below.advise(AdviseInfo.of(recorder));
        set(parent, ONLINE);
        assertState(ONLINE, child);
        assertState(ONLINE, changesItsMind);
        assertState(OFFLINE, requested);
        assertState(OFFLINE, unreachable);
        assertState(OFFLINE, below);
        assertEquals(List.of(), recorder.words());
        set(requested, ONLINE);
        assertState(ONLINE, below);
    }

    @Test
    void aChildOfAParentThatIsOfflineBeginsOffline() throws Exception {
        set(parent, OFFLINE);
        OfflineManager late = host.child(parent);
        assertState(OFFLINE, late);
        assertEquals(ONLINE, host.inspector.object(late.id()).requested);
        set(parent, ONLINE);
        assertState(ONLINE, late);
    }

    // ---- all of it together

    @Test
    void whateverHappensInWhateverOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<OfflineManager> objects = new ArrayList<>(List.of(parent, child));
        Map<OfflineObjectId, OfflineObjectId> parents = new HashMap<>(Map.of(child.id(), parent.id()));
        for (int i = 0; i < 8; i++) {
            OfflineManager above = objects.get(random.nextInt(objects.size()));
            OfflineManager added = host.child(above);
            parents.put(added.id(), above.id());
            objects.add(added);
        }
        Map<OfflineObjectId, Recorder> recorders = new HashMap<>();
        for (OfflineManager object : objects) {
            Recorder recorder = new Recorder();
            recorders.put(object.id(), recorder);
            object.advise(AdviseInfo.of(recorder));
        }
        Set<OfflineObjectId> wanted = new HashSet<>(recorders.keySet());
        Map<OfflineObjectId, Set<String>> unreachable = new HashMap<>();
        objects.forEach(object -> unreachable.put(object.id(), new HashSet<>()));
        for (int step = 0; step < 400; step++) {
            OfflineManager object = objects.get(random.nextInt(objects.size()));
            String detector = "detector " + random.nextInt(2);
            switch (random.nextInt(4)) {
                case 0 -> {
                    set(object, ONLINE);
                    wanted.add(object.id());
                }
                case 1 -> {
                    set(object, OFFLINE);
                    wanted.remove(object.id());
                }
                case 2 -> {
                    vote(host.session, object, detector, Reachability.UNREACHABLE);
                    unreachable.get(object.id()).add(detector);
                }
                default -> {
                    vote(host.session, object, detector, Reachability.REACHABLE);
                    unreachable.get(object.id()).remove(detector);
                }
            }
            for (OfflineManager each : objects) {
                boolean online = true;
                for (OfflineObjectId id = each.id(); id != null; id = parents.get(id)) {
                    online &= wanted.contains(id) && unreachable.get(id).isEmpty();
                }
                assertEquals(online ? ONLINE : OFFLINE, each.getCurrentState(), "seed " + seed + ", step " + step);
            }
        }
        for (OfflineManager object : objects) {
            Recorder recorder = recorders.get(object.id());
            assertEquals(object.getCurrentState(), recorder.fold(ONLINE), "seed " + seed);
            assertEquals(List.of(), recorder.complaints(), "seed " + seed);
        }
    }
}
