// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 16, the second half: who waits for whom in a tree, and who is refused. */
@Timeout(60)
class Rule16TurnsTest {
    private static final long LONG = 30_000;

    private final Host host = new Host();
    private final OfflineManager root = host.open();
    private final OfflineManager account = host.child(root);
    private final OfflineManager folder = host.child(account);
    private final OfflineManager other = host.child(root);
    private final List<Hanging> hanging = new ArrayList<>();
    /** Which objects have begun to change, by the names that they were given. */
    private final List<String> began = Collections.synchronizedList(new ArrayList<>());

    Rule16TurnsTest() {
        host.configure(LONG, LONG);
    }

    @AfterEach
    void letEverybodyGo() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private static CompletableFuture<ConnectionState> request(OfflineManager object, ConnectionState state) {
        return object.setCurrentState(state).toCompletableFuture();
    }

    private void track(String name, OfflineManager object) {
        object.advise(AdviseInfo.of(notification -> {
            if (notification.type() == STATECHANGE_START) {
                began.add(name + " " + notification.change().newState() + " "
                        + notification.change().cause());
            }
        }));
    }

    /** Has the object begin to go offline, and hang in the middle of it. */
    private CompletableFuture<ConnectionState> hold(OfflineManager object) {
        Hanging listener =
                Hanging.when(n -> n.type() == STATECHANGE_START && n.change().sequence() == 1);
        hanging.add(listener);
        object.advise(AdviseInfo.of(listener));
        CompletableFuture<ConnectionState> stage = request(object, OFFLINE);
        listener.awaitHanging();
        return stage;
    }

    private void letGo() {
        hanging.forEach(Hanging::letGo);
    }

    private static void assertPending(OfflineManager object, ConnectionState state) {
        OfflineException refused = assertThrows(OfflineException.class, () -> object.setCurrentState(state));
        assertEquals(ErrorCode.PENDING, refused.code());
    }

    // ---- who is refused

    @Test
    void theParentOfOneInATransitionIsNotRefusedButWaits() throws Exception {
        CompletableFuture<ConnectionState> below = hold(folder);
        track("root", root);
        CompletableFuture<ConnectionState> above = request(root, OFFLINE);
        assertPending(folder, OFFLINE);
        assertPending(folder, ONLINE);
        assertFalse(above.isDone());
        assertEquals(ONLINE, root.getCurrentState());
        assertEquals(List.of(), began);
        letGo();
        assertEquals(OFFLINE, Waits.result(below));
        assertEquals(OFFLINE, Waits.result(above));
        assertEquals(OFFLINE, account.getCurrentState());
    }

    @Test
    void aDescendantThatDoesNotMoveWithItsParentIsNotRefusedButWaits() throws Exception {
        folder.setCurrentState(OFFLINE, Host.PATIENCE);
        CompletableFuture<ConnectionState> above = hold(root);
        assertPending(account, ONLINE);
        CompletableFuture<ConnectionState> below = request(folder, ONLINE);
        assertFalse(below.isDone());
        letGo();
        assertEquals(OFFLINE, Waits.result(above));
        assertEquals(OFFLINE, Waits.result(below), "remembered, without an effect");
        root.setCurrentState(ONLINE, Host.PATIENCE);
        assertEquals(ONLINE, folder.getCurrentState());
    }

    @Test
    void oneWhoseRequestWaitsIsRefused() throws Exception {
        CompletableFuture<ConnectionState> below = hold(folder);
        CompletableFuture<ConnectionState> above = request(root, OFFLINE);
        assertPending(root, OFFLINE);
        assertPending(root, ONLINE);
        letGo();
        Waits.result(below);
        assertEquals(OFFLINE, Waits.result(above));
        assertEquals(ONLINE, Waits.result(request(root, ONLINE)));
    }

    @Test
    void theBlockingFormWaitsItsTurnToo() throws Exception {
        CompletableFuture<ConnectionState> below = hold(folder);
        CompletableFuture<ConnectionState> above = Waits.elsewhere(() -> root.setCurrentState(OFFLINE, Host.PATIENCE));
        Waits.until(
                () -> {
                    try {
                        // already so as long as nothing waits, refused from then on
                        root.setCurrentState(ONLINE);
                        return false;
                    } catch (OfflineException e) {
                        return e.code() == ErrorCode.PENDING;
                    }
                },
                "the request to wait");
        letGo();
        Waits.result(below);
        assertEquals(OFFLINE, Waits.result(above));
    }

    @Test
    void votesWaitTheirTurnAndAreNeverRefused() throws Exception {
        CompletableFuture<ConnectionState> below = hold(folder);
        host.report(root, Reachability.UNREACHABLE);
        host.report(folder, Reachability.UNREACHABLE);
        host.report(folder, Reachability.REACHABLE);
        assertEquals(ONLINE, root.getCurrentState());
        letGo();
        Waits.result(below);
        Waits.until(() -> root.getCurrentState() == OFFLINE, "the vote to count");
        host.awaitSettled(root);
        assertEquals(OFFLINE, account.getCurrentState());
    }

    // ---- who is first

    @Test
    void thoseWhoWaitTakeTheirTurnInTheOrderOfArrival() throws Exception {
        List<CompletableFuture<ConnectionState>> stages = new ArrayList<>();
        Hanging listener = Hanging.when(n -> n.type() == STATECHANGE_DONE);
        hanging.add(listener);
        folder.advise(AdviseInfo.of(listener));
        track("root", root);
        track("account", account);
        track("folder", folder);
        stages.add(request(folder, OFFLINE));
        listener.awaitHanging();
        stages.add(request(account, OFFLINE));
        host.report(folder, Reachability.UNREACHABLE);
        stages.add(request(root, OFFLINE));
        listener.letGo();
        for (CompletableFuture<ConnectionState> stage : stages) {
            assertEquals(OFFLINE, Waits.result(stage));
        }
        assertEquals(List.of("folder OFFLINE REQUEST", "account OFFLINE REQUEST", "root OFFLINE REQUEST"), began);
    }

    @Test
    void oneThatWaitsIsNotOvertakenByALaterOneBelowIt() throws Exception {
        CompletableFuture<ConnectionState> slow = hold(account);
        track("root", root);
        track("other", other);
        CompletableFuture<ConnectionState> above = request(root, OFFLINE);
        CompletableFuture<ConnectionState> later = request(other, OFFLINE);
        assertFalse(later.isDone());
        assertEquals(ONLINE, other.getCurrentState());
        assertEquals(List.of(), began);
        letGo();
        Waits.result(slow);
        assertEquals(OFFLINE, Waits.result(above));
        assertEquals(OFFLINE, Waits.result(later));
        assertEquals(List.of("root OFFLINE REQUEST", "other OFFLINE PARENT"), began);
    }

    @Test
    void norByALaterVoteBelowIt() throws Exception {
        CompletableFuture<ConnectionState> slow = hold(account);
        track("root", root);
        track("other", other);
        CompletableFuture<ConnectionState> above = request(root, OFFLINE);
        host.report(other, Reachability.UNREACHABLE);
        assertEquals(ONLINE, other.getCurrentState());
        letGo();
        Waits.result(slow);
        Waits.result(above);
        assertEquals(List.of("root OFFLINE REQUEST", "other OFFLINE PARENT"), began);
    }

    @Test
    void norByALaterOneAboveIt() throws Exception {
        CompletableFuture<ConnectionState> slow = hold(folder);
        track("root", root);
        track("account", account);
        CompletableFuture<ConnectionState> first = request(account, OFFLINE);
        CompletableFuture<ConnectionState> second = request(root, OFFLINE);
        letGo();
        Waits.result(slow);
        Waits.result(first);
        Waits.result(second);
        assertEquals(List.of("account OFFLINE REQUEST", "root OFFLINE REQUEST"), began);
    }

    @Test
    void oneThatWaitsHoldsUpNobodyElse() throws Exception {
        CompletableFuture<ConnectionState> slow = hold(folder);
        CompletableFuture<ConnectionState> waits = request(account, OFFLINE);
        for (int i = 0; i < 3; i++) {
            assertEquals(OFFLINE, other.setCurrentState(OFFLINE, Host.PATIENCE));
            assertEquals(ONLINE, other.setCurrentState(ONLINE, Host.PATIENCE));
        }
        assertFalse(waits.isDone());
        letGo();
        Waits.result(slow);
        Waits.result(waits);
    }

    @Test
    void oneThatWaitsWaitsForItsRelativesOnly() throws Exception {
        CompletableFuture<ConnectionState> related = hold(folder);
        CompletableFuture<ConnectionState> unrelated = hold(other);
        CompletableFuture<ConnectionState> waits = request(account, OFFLINE);
        hanging.get(0).letGo();
        Waits.result(related);
        assertEquals(OFFLINE, Waits.result(waits));
        assertFalse(unrelated.isDone());
        letGo();
        assertEquals(OFFLINE, Waits.result(unrelated));
    }

    @Test
    void oneThatGoesWhileItWaitsHoldsUpNobody() throws Exception {
        folder.setCurrentState(OFFLINE, Host.PATIENCE);
        CompletableFuture<ConnectionState> slow = hold(account);
        CompletableFuture<ConnectionState> gone = request(folder, ONLINE);
        CompletableFuture<ConnectionState> above = request(root, OFFLINE);
        host.session.release(folder.id());
        OfflineException failure = assertThrows(OfflineException.class, () -> Waits.result(gone));
        assertEquals(ErrorCode.NOT_FOUND, failure.code());
        letGo();
        Waits.result(slow);
        assertEquals(OFFLINE, Waits.result(above));
    }

    @Test
    void aChildCreatedWhileItsParentWaitsMovesWithIt() throws Exception {
        CompletableFuture<ConnectionState> slow = hold(folder);
        CompletableFuture<ConnectionState> above = request(root, OFFLINE);
        OfflineManager late = host.child(root);
        Recorder recorder = new Recorder();
        late.advise(AdviseInfo.of(recorder));
        assertEquals(ONLINE, late.getCurrentState());
        letGo();
        Waits.result(slow);
        Waits.result(above);
        assertEquals(3, recorder.heard().size());
        assertEquals(Cause.PARENT, recorder.heard().get(0).change().cause());
    }

    // ---- nobody starves

    @Test
    void theRootGetsItsTurnHoweverBusyItsChildrenAre() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> busy = new ArrayList<>();
        List<OfflineManager> accounts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            accounts.add(host.child(root));
        }
        for (int i = 0; i < 3; i++) {
            Random random = new Random(i);
            busy.add(Waits.elsewhere(() -> {
                while (!over.get()) {
                    OfflineManager account = accounts.get(random.nextInt(accounts.size()));
                    try {
                        account.setCurrentState(random.nextBoolean() ? ONLINE : OFFLINE);
                    } catch (OfflineException e) {
                        assertEquals(ErrorCode.PENDING, e.code());
                    }
                    host.report(account, random.nextBoolean() ? Reachability.REACHABLE : Reachability.UNREACHABLE);
                }
                return null;
            }));
        }
        for (int i = 0; i < 100; i++) {
            ConnectionState state = i % 2 == 0 ? OFFLINE : ONLINE;
            assertEquals(state, root.setCurrentState(state, Host.PATIENCE));
        }
        over.set(true);
        for (CompletableFuture<Void> each : busy) {
            Waits.result(each);
        }
    }

    @Test
    void aThousandThatWaitAllGetTheirTurn() throws Exception {
        List<OfflineManager> accounts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            OfflineManager one = host.child(root);
            one.setCurrentState(OFFLINE, Host.PATIENCE);
            accounts.add(one);
        }
        CompletableFuture<ConnectionState> above = hold(root);
        List<CompletableFuture<ConnectionState>> stages = new ArrayList<>();
        for (OfflineManager each : accounts) {
            stages.add(request(each, ONLINE));
        }
        stages.forEach(stage -> assertFalse(stage.isDone()));
        CompletableFuture<ConnectionState> back = above.thenCompose(state -> root.setCurrentState(ONLINE));
        letGo();
        Waits.result(above);
        for (CompletableFuture<ConnectionState> stage : stages) {
            Waits.result(stage);
        }
        Waits.result(back);
        for (OfflineManager each : accounts) {
            Waits.until(() -> each.getCurrentState() == ONLINE, "an account to follow");
            List<TransitionDTO> history = host.history(each);
            assertTrue(history.size() <= 4, "once back, and that was all: " + history.size());
        }
    }
}
