// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 16, the first half: a parent and the children that change with it change as one. */
@Timeout(60)
class Rule16TreesTest {
    private static final long LONG = 30_000;

    private final Host host = new Host();
    private final OfflineManager root = host.open();
    private final List<Hanging> hanging = new ArrayList<>();

    Rule16TreesTest() {
        host.configure(LONG, LONG);
    }

    @AfterEach
    void letEverybodyGo() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private static void set(OfflineManager object, ConnectionState state) throws Exception {
        object.setCurrentState(state, Host.PATIENCE);
    }

    private static AdviseToken advise(OfflineManager object, Consumer<OfflineNotification> callback) {
        return object.advise(AdviseInfo.of(callback::accept));
    }

    private Hanging hang(OfflineManager object, Hanging listener) {
        hanging.add(listener);
        object.advise(AdviseInfo.of(listener));
        return listener;
    }

    /** A tree of so many levels, each but the last object with so many children; parents before children. */
    private List<OfflineManager> tree(int levels, int children) {
        List<OfflineManager> all = new ArrayList<>(List.of(root));
        List<OfflineManager> level = List.of(root);
        for (int i = 1; i < levels; i++) {
            List<OfflineManager> next = new ArrayList<>();
            for (OfflineManager parent : level) {
                for (int child = 0; child < children; child++) {
                    next.add(host.child(parent));
                }
            }
            all.addAll(next);
            level = next;
        }
        return all;
    }

    private OfflineManager parentOf(OfflineManager object, List<OfflineManager> all) {
        String parent = host.inspector.object(object.id()).parent;
        return all.stream()
                .filter(each -> each.id().toString().equals(parent))
                .findFirst()
                .orElse(null);
    }

    // ---- phases

    @ParameterizedTest
    @EnumSource
    void phasesGoThroughTheWholeTreeInOrder(ConnectionState to) throws Exception {
        List<OfflineManager> all = tree(4, 2);
        List<OfflineNotification> heard = Collections.synchronizedList(new ArrayList<>());
        set(root, to == OFFLINE ? ONLINE : OFFLINE);
        all.forEach(object -> advise(object, heard::add));
        set(root, to);
        assertEquals(3 * all.size(), heard.size());
        for (NotifyType type : NotifyType.values()) {
            int phase = (type.value() - 1) * all.size();
            List<OfflineNotification> its = heard.subList(phase, phase + all.size());
            List<Object> objects = new ArrayList<>();
            for (OfflineNotification each : its) {
                assertEquals(type, each.type(), "one phase for all after the other");
                objects.add(each.object());
            }
            assertEquals(all.size(), new HashSet<>(objects).size());
            for (OfflineManager object : all) {
                OfflineManager parent = parentOf(object, all);
                if (parent != null) {
                    boolean parentFirst = objects.indexOf(parent.id()) < objects.indexOf(object.id());
                    assertEquals(type != STATECHANGE_DONE, parentFirst, type + " of " + object);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void allFlipBetweenTheLastStartAndTheFirstStateChange(ConnectionState to) throws Exception {
        List<OfflineManager> all = tree(3, 3);
        ConnectionState from = to == OFFLINE ? ONLINE : OFFLINE;
        set(root, from);
        Set<String> seen = Collections.synchronizedSet(new HashSet<>());
        for (OfflineManager object : all) {
            advise(object, notification -> {
                for (OfflineManager each : all) {
                    seen.add(notification.type() + " " + each.getCurrentState());
                }
            });
        }
        set(root, to);
        assertEquals(Set.of(STATECHANGE_START + " " + from, STATECHANGE + " " + to, STATECHANGE_DONE + " " + to), seen);
    }

    @Test
    void onlyTheChildrenThatChangeAreTold() throws Exception {
        OfflineManager stays = host.child(root);
        OfflineManager below = host.child(stays);
        OfflineManager changes = host.child(root);
        set(stays, OFFLINE);
        Recorder none = new Recorder();
        Recorder some = new Recorder();
        stays.advise(AdviseInfo.of(none));
        below.advise(AdviseInfo.of(none));
        changes.advise(AdviseInfo.of(some));
        set(root, OFFLINE);
        set(root, ONLINE);
        assertEquals(List.of(), none.words());
        assertEquals(6, some.heard().size());
    }

    @Test
    void aDetectedChangeTakesTheChildrenAlong() {
        List<OfflineManager> all = tree(3, 2);
        AtomicInteger told = new AtomicInteger();
        all.forEach(object -> advise(object, notification -> told.incrementAndGet()));
        host.report(root, Reachability.UNREACHABLE);
        host.awaitSettled(root);
        all.forEach(object -> assertEquals(OFFLINE, object.getCurrentState()));
        assertEquals(3 * all.size(), told.get());
    }

    @Test
    void aHundredLevels() throws Exception {
        List<OfflineManager> all = tree(100, 1);
        List<Object> order = Collections.synchronizedList(new ArrayList<>());
        all.forEach(object -> advise(object, notification -> order.add(notification.object())));
        set(root, OFFLINE);
        List<Object> expected =
                new ArrayList<>(all.stream().map(OfflineManager::id).toList());
        assertEquals(expected, order.subList(0, 100));
        assertEquals(expected, order.subList(100, 200));
        Collections.reverse(expected);
        assertEquals(expected, order.subList(200, 300));
    }

    @Test
    void tenThousandChildren() throws Exception {
        List<OfflineManager> children = new ArrayList<>();
        Recorder first = new Recorder();
        root.advise(AdviseInfo.of(first));
        AtomicInteger told = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            OfflineManager child = host.child(root);
            children.add(child);
            advise(child, notification -> {
                told.incrementAndGet();
                boolean flipped =
                        child.getCurrentState() == notification.change().newState();
                boolean rootTold =
                        first.heard().size() >= 3 * notification.change().sequence() - 2;
                if (flipped != (notification.type() != STATECHANGE_START) || !rootTold) {
                    wrong.incrementAndGet();
                }
            });
        }
        set(root, OFFLINE);
        assertEquals(30_000, told.get());
        children.forEach(child -> assertEquals(OFFLINE, child.getCurrentState()));
        set(children.get(5_000), OFFLINE);
        set(root, ONLINE);
        assertEquals(30_000 + 3 * 9_999, told.get());
        assertEquals(0, wrong.get());
        for (int i = 0; i < children.size(); i++) {
            assertEquals(i == 5_000 ? OFFLINE : ONLINE, children.get(i).getCurrentState());
        }
    }

    // ---- never online below a parent that is offline

    @Test
    void noListenerOfAChildSeesItOnlineBelowAParentThatIsOffline() throws Exception {
        List<OfflineManager> all = tree(4, 2);
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        for (OfflineManager object : all.subList(1, all.size())) {
            OfflineManager parent = parentOf(object, all);
            advise(object, notification -> {
                told.incrementAndGet();
                if (object.getCurrentState() == ONLINE && parent.getCurrentState() == OFFLINE) {
                    wrong.incrementAndGet();
                }
            });
        }
        for (int i = 0; i < 60; i++) {
            OfflineManager object = all.get(i * 7 % all.size());
            set(object, object.getCurrentState() == ONLINE ? OFFLINE : ONLINE);
            host.report(root, i % 3 == 0 ? Reachability.UNREACHABLE : Reachability.REACHABLE);
            host.awaitSettled(root);
        }
        assertTrue(told.get() > 0);
        assertEquals(0, wrong.get());
    }

    /**
     * Readers look while the tree flips. They know which way it goes: the other one has been waited for. Going offline, a parent
     * that is offline has no child that is online any more; going online, a child that is online has a parent that is.
     */
    @Test
    void noReaderSeesAChildOnlineBelowAParentThatIsOffline() throws Exception {
        List<OfflineManager> path = new ArrayList<>(List.of(root));
        for (int i = 0; i < 3; i++) {
            path.add(host.child(path.get(i)));
            for (int sibling = 0; sibling < 3_000; sibling++) {
                host.child(path.get(i)); // so that flipping takes a while
            }
        }
        OfflineManager parent = path.get(2);
        OfflineManager child = path.get(3);
        AtomicInteger changes = new AtomicInteger(); // even: on its way online, or there
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger looked = new AtomicInteger();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (OfflineManager[] pair : new OfflineManager[][] {{root, child}, {parent, child}}) {
            readers.add(Waits.elsewhere(() -> {
                while (!over.get()) {
                    int change = changes.get();
                    ConnectionState above;
                    ConnectionState below;
                    if (change % 2 == 1) {
                        above = pair[0].getCurrentState();
                        below = pair[1].getCurrentState();
                    } else {
                        below = pair[1].getCurrentState();
                        above = pair[0].getCurrentState();
                    }
                    if (change == changes.get() && above == OFFLINE && below == ONLINE) {
                        wrong.incrementAndGet();
                    }
                    looked.incrementAndGet();
                }
                return null;
            }));
        }
        for (int i = 0; i < 200; i++) {
            set(root, changes.incrementAndGet() % 2 == 1 ? OFFLINE : ONLINE);
        }
        over.set(true);
        for (CompletableFuture<Void> reader : readers) {
            Waits.result(reader);
        }
        assertTrue(looked.get() > 1_000);
        assertEquals(0, wrong.get());
    }

    // ---- a child that comes in the middle

    @ParameterizedTest
    @EnumSource
    void aChildCreatedInTheMiddleOfItsParentsStartJoins(ConnectionState to) throws Exception {
        ConnectionState from = to == OFFLINE ? ONLINE : OFFLINE;
        set(root, from);
        AtomicReference<OfflineManager> created = new AtomicReference<>();
        Recorder recorder = new Recorder();
        CompletableFuture<Void> checked = new CompletableFuture<>();
        advise(root, notification -> {
            if (notification.type() == STATECHANGE_START && created.get() == null) {
                try {
                    OfflineManager child = host.child(root);
                    created.set(child);
                    AdviseToken token = child.advise(AdviseInfo.of(recorder));
                    assertEquals(from, child.getCurrentState());
                    assertEquals(from, token.stateAtAdvise());
                    assertEquals(0, token.sequenceAtAdvise());
                    OfflineException pending =
                            assertThrows(OfflineException.class, () -> child.setCurrentState(OFFLINE));
                    assertEquals(ErrorCode.PENDING, pending.code());
                    checked.complete(null);
                } catch (Throwable e) {
                    checked.completeExceptionally(e);
                }
            }
        });
        set(root, to);
        Waits.result(checked);
        assertEquals(to, created.get().getCurrentState());
        recorder.await(2);
        assertEquals(List.of("1 STATECHANGE", "1 STATECHANGE_DONE"), recorder.words(), "less what had begun");
        assertEquals(Cause.PARENT, recorder.heard().get(0).change().cause());
        assertEquals(1, host.inspector.object(created.get().id()).sequence);
        set(root, from);
        assertEquals(from, created.get().getCurrentState());
        assertEquals(5, recorder.heard().size());
        assertEquals(List.of(), recorder.complaints());
    }

    @ParameterizedTest
    @EnumSource(names = {"STATECHANGE", "STATECHANGE_DONE"})
    void aChildCreatedAfterTheFlipStartsFromTheNewState(NotifyType type) throws Exception {
        AtomicReference<OfflineManager> created = new AtomicReference<>();
        Recorder recorder = new Recorder();
        advise(root, notification -> {
            if (notification.type() == type && created.get() == null) {
                created.set(host.child(root));
                created.get().advise(AdviseInfo.of(recorder));
            }
        });
        set(root, OFFLINE);
        assertEquals(OFFLINE, created.get().getCurrentState());
        assertEquals(0, host.inspector.object(created.get().id()).sequence);
        assertEquals(List.of(), recorder.words());
        set(root, ONLINE);
        assertEquals(ONLINE, created.get().getCurrentState());
        assertEquals(3, recorder.heard().size());
    }

    @Test
    void childrenThatComeAndGoAllTheTimeFollowTheirParent() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger created = new AtomicInteger();
        List<CompletableFuture<Void>> creators = new ArrayList<>();
        List<Recorder> recorders = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            creators.add(Waits.elsewhere(() -> {
                while (!over.get()) {
                    OfflineManager child = host.child(root);
                    OfflineManager grandchild = host.child(child);
                    Recorder recorder = new Recorder();
                    recorders.add(recorder);
                    AdviseToken token = grandchild.advise(AdviseInfo.of(recorder));
                    created.incrementAndGet();
                    Waits.workFor(1);
                    token.close();
                    ConnectionState folded = recorder.fold(token.stateAtAdvise());
                    long last = recorder.heard().stream()
                            .filter(n -> n.type() == STATECHANGE)
                            .mapToLong(n -> n.change().sequence())
                            .max()
                            .orElse(token.sequenceAtAdvise());
                    OfflineObjectDTO now = host.inspector.object(grandchild.id());
                    if (now.sequence == last) {
                        assertEquals(folded, now.state);
                    }
                    host.session.release(grandchild.id());
                    host.session.release(child.id());
                }
                return null;
            }));
        }
        for (int i = 0; i < 300 || created.get() <= 20 && creators.stream().noneMatch(CompletableFuture::isDone); i++) {
            set(root, i % 2 == 0 ? OFFLINE : ONLINE);
        }
        over.set(true);
        for (CompletableFuture<Void> creator : creators) {
            Waits.result(creator);
        }
        assertTrue(created.get() > 20);
        recorders.forEach(recorder -> assertEquals(List.of(), recorder.complaints()));
        assertEquals(0, host.inspector.object(root.id()).children.length);
    }

    // ---- moving side by side

    @Test
    void aSlowListenerOfOneAccountNeverDelaysAnother() throws Exception {
        host.configure(LONG, 50);
        OfflineManager slow = host.child(root);
        OfflineManager folder = host.child(slow);
        OfflineManager other = host.child(root);
        OfflineManager otherFolder = host.child(other);
        Hanging outbox = hang(folder, Hanging.in(STATECHANGE_START));
        CompletableFuture<ConnectionState> stage = slow.setCurrentState(OFFLINE).toCompletableFuture();
        outbox.awaitHanging();
        for (int i = 0; i < 5; i++) {
            set(other, OFFLINE);
            set(other, ONLINE);
            set(otherFolder, OFFLINE);
            set(otherFolder, ONLINE);
            host.report(other, Reachability.UNREACHABLE);
            host.awaitSettled(other);
            assertEquals(OFFLINE, otherFolder.getCurrentState());
            host.report(other, Reachability.REACHABLE);
            host.awaitSettled(other);
        }
        assertTrue(outbox.isHanging());
        assertFalse(stage.isDone());
        outbox.letGo();
        assertEquals(OFFLINE, Waits.result(stage));
    }

    @Test
    void aHundredAccountsMoveSideBySide() throws Exception {
        List<CompletableFuture<ConnectionState>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            OfflineManager account = host.child(root);
            hang(account, Hanging.in(STATECHANGE_START));
            stages.add(account.setCurrentState(OFFLINE).toCompletableFuture());
        }
        hanging.forEach(Hanging::awaitHanging); // all of them at once
        stages.forEach(stage -> assertFalse(stage.isDone()));
        hanging.forEach(Hanging::letGo);
        for (CompletableFuture<ConnectionState> stage : stages) {
            assertEquals(OFFLINE, Waits.result(stage));
        }
        assertEquals(ONLINE, root.getCurrentState());
    }

    @Test
    void rootsOfTheSameProfileMoveSideBySide() throws Exception {
        OfflineManager other = host.create(
                CreateInfo.builder(OfflineObjectId.of("default", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE))
                        .build());
        Hanging outbox = hang(root, Hanging.in(STATECHANGE_START));
        CompletableFuture<ConnectionState> stage = root.setCurrentState(OFFLINE).toCompletableFuture();
        outbox.awaitHanging();
        set(other, OFFLINE);
        assertTrue(outbox.isHanging());
        outbox.letGo();
        Waits.result(stage);
        assertEquals(OFFLINE, other.getCurrentState());
    }

    @ParameterizedTest
    @ValueSource(longs = {50, LONG})
    void whatHangsInOneBranchDoesNotHoldUpADetectedChangeInAnother(long stallMillis) {
        host.configure(LONG, stallMillis);
        OfflineManager slow = host.child(root);
        OfflineManager other = host.child(root);
        Hanging dead = hang(slow, Hanging.in(STATECHANGE));
        host.report(slow, Reachability.UNREACHABLE);
        dead.awaitHanging();
        host.report(other, Reachability.UNREACHABLE);
        host.awaitSettled(other);
        assertEquals(OFFLINE, other.getCurrentState());
        assertTrue(dead.isHanging());
    }

    @Test
    void theBlockingFormOnOneAccountIsNotLateBecauseOfAnother() throws Exception {
        OfflineManager slow = host.child(root);
        OfflineManager other = host.child(root);
        Hanging outbox = hang(slow, Hanging.in(STATECHANGE_START));
        slow.setCurrentState(OFFLINE);
        outbox.awaitHanging();
        assertEquals(OFFLINE, other.setCurrentState(OFFLINE, Duration.ofSeconds(10)));
    }
}
