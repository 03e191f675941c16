// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Section 1: an object is there while a configuration, a bundle that created it, or a child holds it; then it is gone. */
@Timeout(60)
class ObjectLifetimeTest {
    private static final UUID TYPE = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final OfflineObjectId WORK = OfflineObjectId.global("work");

    private final Host host = new Host();
    private final OfflineManager object = host.open();
    private final BundleSession one = host.newSession("one");
    private final BundleSession other = host.newSession("other");

    @AfterEach
    void close() {
        host.close();
    }

    private CreateInfo account(OfflineObjectId parent) {
        return CreateInfo.child(parent, TYPE, UUID.randomUUID());
    }

    private void assertThere(OfflineObjectId id) {
        assertEquals(id, host.session.find(id).id());
    }

    private void assertAbsent(OfflineObjectId id) {
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> host.session.find(id));
    }

    // ---- open

    @Test
    void thereIsAlwaysADefault() {
        assertThere(OfflineObjectId.global("default"));
        assertEquals(EnumSet.allOf(Capability.class), object.getCapabilities());
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertAbsent(WORK);
        assertAbsent(OfflineObjectId.global("Default"));
        assertAbsent(OfflineObjectId.of("default", TYPE, OfflineObjectId.NO_INSTANCE));
        OfflineException refusal = assertThrows(OfflineException.class, () -> host.session.find(WORK));
        assertTrue(
                refusal.getMessage().contains("work") && refusal.getMessage().contains("default"),
                refusal.getMessage());
    }

    // ---- create

    @Test
    void creatingWhatIsThereGetsIt() throws Exception {
        CreateInfo info = account(object.id());
        OfflineManager first = host.create(info);
        first.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        OfflineManager second = host.manager(other, other.create(info).id());
        assertEquals(ConnectionState.OFFLINE, second.getCurrentState());
        assertEquals(1, host.inspector.object(object.id()).children.length);
    }

    @Test
    void creatingAGlobalObjectCreatesTheProfile() {
        OfflineManager work = host.create(CreateInfo.global("work"));
        assertEquals(WORK, work.id());
        assertThere(WORK);
        assertEquals(ConnectionState.ONLINE, work.getCurrentState());
        assertEquals(EnumSet.allOf(Capability.class), work.getCapabilities());
    }

    @Test
    void creatingWhatIsThereWithOtherCapabilitiesIsInvalidAndHoldsNothing() {
        CreateInfo info = account(object.id());
        one.create(info);
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT,
                () -> other.create(CreateInfo.builder(info.id())
                        .parent(object.id())
                        .capabilities(Capability.OFFLINE)
                        .build()));
        one.release(info.id());
        assertAbsent(info.id());
    }

    @Test
    void creatingWhatIsThereWithAnotherParentIsInvalid() {
        CreateInfo info = account(object.id());
        host.create(info);
        OfflineManager sibling = host.create(account(object.id()));
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT,
                () -> host.create(CreateInfo.builder(info.id()).build()));
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT,
                () -> host.create(
                        CreateInfo.builder(info.id()).parent(sibling.id()).build()));
        assertEquals(object.id().toString(), host.inspector.object(info.id()).parent);
    }

    @Test
    void aParentThatIsNotThereIsNotFound() {
        CreateInfo info = account(WORK);
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> host.create(info));
        assertAbsent(info.id());
        host.create(CreateInfo.global("work"));
        host.create(info);
        assertThere(info.id());
    }

    @Test
    void anObjectMayHaveNoParentThenItIsARoot() throws Exception {
        OfflineObjectId id = OfflineObjectId.of("default", TYPE, UUID.randomUUID());
        OfflineManager root = host.create(CreateInfo.builder(id).build());
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(ConnectionState.ONLINE, root.getCurrentState());
        OfflineObjectId elsewhere = OfflineObjectId.of("work", TYPE, UUID.randomUUID());
        host.create(CreateInfo.builder(elsewhere).build());
        assertThere(elsewhere);
        assertAbsent(WORK);
    }

    // ---- who holds it

    @Test
    void aBundleHoldsAnObjectOnceHoweverOftenItCreatesIt() {
        CreateInfo info = account(object.id());
        one.create(info);
        one.create(info);
        one.release(info.id());
        assertAbsent(info.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> one.release(info.id()));
    }

    @Test
    void itLivesUntilTheLastBundleLetsGo() {
        CreateInfo info = account(object.id());
        one.create(info);
        other.create(info);
        one.release(info.id());
        assertThere(info.id());
        other.close();
        assertAbsent(info.id());
    }

    @Test
    void whatABundleCreatedIsReleasedWhenItStops() {
        CreateInfo parent = CreateInfo.global("work");
        CreateInfo child = account(WORK);
        one.create(parent);
        one.create(child);
        one.close();
        assertAbsent(WORK);
        assertAbsent(child.id());
        assertEquals(List.of("removed " + child.id(), "removed work"), removals());
    }

    private List<String> removals() {
        return host.events.stream()
                .filter(e -> e.startsWith("removed"))
                .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                .toList();
    }

    @Test
    void aChildHoldsItsParent() {
        one.create(CreateInfo.global("work"));
        CreateInfo child = account(WORK);
        CreateInfo below = account(child.id());
        other.create(child);
        other.create(below);
        one.release(WORK);
        assertThere(WORK);
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> one.release(WORK));
        other.release(child.id());
        assertThere(child.id());
        assertThere(WORK);
        other.release(below.id());
        assertAbsent(below.id());
        assertAbsent(child.id());
        assertAbsent(WORK);
    }

    @Test
    void aConfigurationHoldsItsProfile() {
        host.table.configure("work", Settings.DEFAULT);
        assertThere(WORK);
        one.create(CreateInfo.global("work"));
        one.release(WORK);
        assertThere(WORK);
        host.table.unconfigure("work");
        assertAbsent(WORK);
    }

    @Test
    void aProfileOutlivesItsConfigurationWhileSomebodyElseHoldsIt() {
        host.table.configure("work", Settings.DEFAULT);
        one.create(CreateInfo.global("work"));
        host.table.unconfigure("work");
        assertThere(WORK);
        one.release(WORK);
        assertAbsent(WORK);
    }

    @Test
    void theDefaultProfileIsHeldByNobodyAndStays() {
        one.create(CreateInfo.global("default"));
        one.release(OfflineObjectId.global("default"));
        host.configure(100, 100);
        host.table.unconfigure("default");
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
    }

    @Test
    void openingAdvisingAndVotingHoldNothing() {
        CreateInfo info = account(object.id());
        one.create(info);
        host.manager(other, info.id()).advise(AdviseInfo.of(notification -> {}));
        other.report(info.id(), "network", Reachability.REACHABLE, "");
        one.release(info.id());
        assertAbsent(info.id());
    }

    @Test
    void whatABundleCreatesAfterItHasStoppedDoesNotStay() {
        one.close();
        CreateInfo info = account(object.id());
        one.create(info);
        assertAbsent(info.id());
    }

    @Test
    void objectsComeAndGoFromManyThreads() throws Exception {
        CreateInfo parent = CreateInfo.global("work");
        CreateInfo child = account(WORK);
        Crowd crowd = new Crowd();
        for (int i = 0; i < 4; i++) {
            BundleSession bundle = host.newSession("bundle" + i);
            crowd.times(300, () -> {
                bundle.create(parent);
                bundle.create(child); // its parent is there: this bundle holds it
                assertEquals(
                        ConnectionState.ONLINE, host.manager(bundle, child.id()).getCurrentState());
                bundle.release(parent.id());
                assertThere(child.id());
                assertThere(parent.id());
                bundle.release(child.id());
            });
        }
        crowd.run();
        assertAbsent(child.id());
        assertAbsent(WORK);
        assertEquals(1, host.inspector.objects().length);
        for (OfflineObjectId id : List.of(WORK, child.id())) {
            assertEquals(count("added " + id), count("removed " + id), "each that came has gone");
        }
    }

    private long count(String event) {
        return host.events.stream().filter(event::equals).count();
    }

    // ---- gone

    @Test
    void theManagerOfAnObjectThatIsGoneAnswersNotFound() {
        OfflineManager account = host.create(account(object.id()));
        OfflineObjectId id = account.id();
        host.session.release(id);
        assertEquals(id, account.id());
        assertGone(account);
    }

    private void assertGone(OfflineManager manager) {
        Refusals.assertRefused(ErrorCode.NOT_FOUND, manager::getCurrentState);
        Refusals.assertRefused(ErrorCode.NOT_FOUND, manager::getCapabilities);
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> manager.setCurrentState(ConnectionState.ONLINE));
        Refusals.assertRefused(
                ErrorCode.NOT_FOUND, () -> manager.setCurrentState(ConnectionState.OFFLINE, Duration.ZERO));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> manager.advise(AdviseInfo.of(notification -> {})));
        Refusals.assertRefused(
                ErrorCode.NOT_FOUND, () -> host.session.report(manager.id(), "network", Reachability.UNREACHABLE, ""));
    }

    @Test
    void anObjectOfTheSameNameDoesNotReviveTheManager() {
        CreateInfo info = account(object.id());
        OfflineManager before = host.create(info);
        host.session.release(info.id());
        OfflineManager after = host.create(info);
        assertEquals(ConnectionState.ONLINE, after.getCurrentState());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, before::getCurrentState);
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> before.advise(AdviseInfo.of(notification -> {})));
    }

    @Test
    void itsTokensHaveEndedAndUnadviseDoesNotFail() throws Exception {
        OfflineManager account = host.create(account(object.id()));
        Recorder recorder = new Recorder();
        AdviseToken token = account.advise(AdviseInfo.of(recorder));
        host.session.release(account.id());
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(List.of(), recorder.words());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> token.update(AdviseInfo.of(recorder)));
        account.unadvise(token);
        token.close();
        assertEquals(ConnectionState.ONLINE, token.stateAtAdvise());
    }

    @Test
    void anObjectThatGoesWhileItIsBeingAdvisedOnLeavesNothingBehind() throws Exception {
        CreateInfo info = account(object.id());
        new Crowd()
                .times(300, () -> {
                    OfflineManager account = host.create(info);
                    AdviseInfo listener = AdviseInfo.of(notification -> {});
                    Call<AdviseToken> advise = Call.of(() -> account.advise(listener));
                    host.session.release(info.id());
                    try {
                        AdviseToken token = advise.result();
                        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> token.update(listener));
                        token.close();
                    } catch (OfflineException e) {
                        assertEquals(ErrorCode.NOT_FOUND, e.code());
                    }
                })
                .run();
        assertEquals(0, host.inspector.object(object.id()).children.length);
    }

    @Test
    void afterTheServiceHasStoppedEverythingIsGone() {
        AdviseToken token = object.advise(
                AdviseInfo.builder(notification -> {}).notifyTypes(STATECHANGE).build());
        host.table.close();
        assertGone(object);
        assertAbsent(object.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> host.create(CreateInfo.global("work")));
        object.unadvise(token);
    }
}
