// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 20: a bundle can unadvise only its own tokens and release only its own objects. */
@Timeout(60)
class Rule20NobodyElsesTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();
    private final BundleSession one = host.newSession("one");
    private final BundleSession other = host.newSession("other");

    /** Nobody is given up for lost, however slow the machine is. */
    {
        host.configure(20_000, 20_000);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private OfflineManager forOne(OfflineObjectId id) {
        return host.manager(one, id);
    }

    private OfflineManager forOther(OfflineObjectId id) {
        return host.manager(other, id);
    }

    private CreateInfo child() {
        return CreateInfo.child(object.id(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);
    }

    private void assertHears(Recorder recorder, int count) throws Exception {
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
        assertEquals(count, recorder.heard().size());
    }

    // ---- tokens

    @Test
    void theTokenOfAnotherBundleIsIgnored() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = forOne(object.id()).advise(AdviseInfo.of(recorder));
        forOther(object.id()).unadvise(token);
        object.unadvise(token);
        assertHears(recorder, 6);
        forOne(object.id()).unadvise(token);
        assertHears(recorder, 6);
    }

    @Test
    void theTokenOfAnotherObjectIsIgnored() throws Exception {
        OfflineObjectId second = one.create(child()).id();
        Recorder recorder = new Recorder();
        AdviseToken token = forOne(object.id()).advise(AdviseInfo.of(recorder));
        forOne(second).unadvise(token);
        assertHears(recorder, 6);
    }

    @Test
    void anyManagerOfTheObjectInTheHandsOfTheBundleWillDo() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = forOne(object.id()).advise(AdviseInfo.of(recorder));
        forOne(object.id()).unadvise(token);
        assertHears(recorder, 0);
    }

    @Test
    void theTokenOfAnObjectOfTheSameNameThatIsGoneIsIgnored() throws Exception {
        CreateInfo info = child();
        one.create(info);
        Recorder before = new Recorder();
        AdviseToken old = forOne(info.id()).advise(AdviseInfo.of(before));
        one.release(info.id());
        one.create(info);
        Recorder now = new Recorder();
        forOne(info.id()).advise(AdviseInfo.of(now));
        forOne(info.id()).unadvise(old);
        old.close();
        assertHears(now, 6);
        assertEquals(List.of(), before.words());
    }

    @Test
    void aBundleThatStartsAgainIsAnother() throws Exception {
        Recorder first = new Recorder();
        AdviseToken token = forOne(object.id()).advise(AdviseInfo.of(first));
        BundleSession again = host.newSession("one");
        host.manager(again, object.id()).unadvise(token);
        assertHears(first, 6);
    }

    @Test
    void aBundleThatStopsTakesNothingWithItButItsOwn() throws Exception {
        CreateInfo shared = child();
        one.create(shared);
        other.create(shared);
        CreateInfo alone = child();
        one.create(alone);
        Recorder recorder = new Recorder();
        Recorder below = new Recorder();
        forOther(object.id()).advise(AdviseInfo.of(recorder));
        forOther(shared.id()).advise(AdviseInfo.of(below));
        Recorder stopped = new Recorder();
        forOne(object.id()).advise(AdviseInfo.of(stopped));
        one.close();
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> other.find(alone.id()));
        assertHears(recorder, 6);
        assertEquals(6, below.heard().size());
        assertEquals(List.of(), stopped.words());
    }

    @Test
    void nobodyIsUnadvisedByTheOthersHoweverManyTry() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = forOne(object.id()).advise(AdviseInfo.of(recorder));
        List<AdviseToken> known = Collections.synchronizedList(new ArrayList<>(List.of(token)));
        Crowd crowd = new Crowd().moving(object, 200);
        for (int i = 0; i < 2; i++) {
            crowd.meanwhile(() -> {
                BundleSession bundle = host.newSession("thief");
                OfflineManager its = host.manager(bundle, object.id());
                AdviseToken own = its.advise(AdviseInfo.of(notification -> {}));
                known.forEach(its::unadvise);
                its.unadvise(own);
                bundle.close();
            });
        }
        crowd.run();
        assertEquals(
                3 * host.inspector.object(object.id()).sequence,
                recorder.heard().size());
        assertEquals(List.of(), recorder.complaints());
    }

    // ---- objects

    @Test
    void anObjectOfAnotherBundleCannotBeReleased() {
        CreateInfo info = child();
        one.create(info);
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> other.release(info.id()));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> host.session.release(info.id()));
        assertEquals(ConnectionState.ONLINE, forOther(info.id()).getCurrentState());
        one.release(info.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> other.find(info.id()));
    }

    @Test
    void whatTwoHaveCreatedEachReleasesForItself() {
        CreateInfo info = child();
        assertSame(one.create(info), other.create(info));
        one.release(info.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> one.release(info.id()));
        assertEquals(ConnectionState.ONLINE, forOne(info.id()).getCurrentState());
        other.release(info.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> one.find(info.id()));
    }

    @Test
    void whatIsThereByItselfOrByConfigurationCannotBeReleased() {
        host.table.configure("work", Settings.DEFAULT);
        for (String profile : List.of("default", "work")) {
            OfflineObjectId id = OfflineObjectId.global(profile);
            Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> one.release(id));
            assertEquals(ConnectionState.ONLINE, forOne(id).getCurrentState());
        }
    }

    @Test
    void whoHasOnlyOpenedAnObjectCannotReleaseIt() {
        CreateInfo info = child();
        one.create(info);
        forOther(info.id()).advise(AdviseInfo.of(notification -> {}));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> other.release(info.id()));
    }

    // ---- votes

    @Test
    void theVoteOfAnotherBundleCannotBeWithdrawn() {
        one.report(object.id(), "network", Reachability.UNREACHABLE, "");
        other.withdraw(object.id(), "network");
        other.report(object.id(), "network", Reachability.REACHABLE, "");
        other.close();
        host.awaitSettled(object);
        assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
        one.withdraw(object.id(), "network");
        host.awaitSettled(object);
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
    }
}
