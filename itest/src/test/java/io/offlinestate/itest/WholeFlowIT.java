// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateMask;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.Refusal;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What a newcomer does with the bundles, step by step. */
public class WholeFlowIT extends FrameworkTest {
    private static final List<String> FIRST_AND_SECOND = List.of(
            "1:STATECHANGE_START",
            "1:STATECHANGE",
            "1:STATECHANGE_DONE",
            "2:STATECHANGE_START",
            "2:STATECHANGE",
            "2:STATECHANGE_DONE");

    @Test
    public void allBundlesAreActive() {
        System.out.println("### " + System.getProperty("offlinestate.container") + ": "
                + host.context().getBundle(0).getSymbolicName() + " "
                + host.context().getBundle(0).getVersion() + " on Java " + System.getProperty("java.version"));
        for (Bundle bundle : host.context().getBundles()) {
            if (bundle.getSymbolicName().startsWith("io.offlinestate.")) {
                assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
            }
        }
    }

    @Test
    public void theDefaultProfileIsOnlineAndCanDoBoth() {
        OfflineManager manager = host.objects().open("default");

        assertEquals(Host.DEFAULT, manager.id());
        assertEquals(Set.of(Capability.OFFLINE, Capability.ONLINE), manager.getCapabilities());
        assertEquals(ONLINE, manager.getCurrentState());
    }

    @Test
    public void everyObjectIsAServiceWithItsNameInTheProperties() throws Exception {
        OfflineObjectId profile = host.newProfile();

        ServiceReference<?>[] references = host.context()
                .getServiceReferences(
                        OfflineManager.class.getName(),
                        "(" + OfflineConstants.OFFLINE_PROFILE + "=" + profile.profile() + ")");

        assertEquals(1, references.length);
        assertEquals(OfflineObjectId.GLOBAL_STATE.toString(), references[0].getProperty(OfflineConstants.OFFLINE_TYPE));
        assertNull(references[0].getProperty(OfflineConstants.OFFLINE_INSTANCE));
        assertNull(references[0].getProperty(OfflineConstants.OFFLINE_PARENT));
        String[] capabilities = (String[]) references[0].getProperty(OfflineConstants.OFFLINE_CAPABILITIES);
        assertEquals(Set.of("OFFLINE", "ONLINE"), Set.of(capabilities));
        OfflineManager manager = (OfflineManager) host.context().getService(references[0]);
        assertEquals(profile, manager.id());
        assertEquals(ONLINE, manager.getCurrentState());
    }

    @Test
    public void aListenerAdvisedByHandSeesEveryPhaseOfBlockingAndAsynchronousChanges() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineManager manager = host.manager(profile);
        Recorder recorder = new Recorder("by hand");
        AdviseToken token = manager.advise(
                AdviseInfo.builder(recorder).clientToken(7).label("by hand").build());
        assertEquals(ONLINE, token.stateAtAdvise());
        assertEquals(0, token.sequenceAtAdvise());

        assertEquals(OFFLINE, manager.setCurrentState(OFFLINE, Host.PATIENCE));
        assertEquals(OFFLINE, manager.getCurrentState());
        CompletableFuture<ConnectionState> stage =
                manager.setCurrentState(ONLINE).toCompletableFuture();
        assertEquals(ONLINE, stage.get(Await.SECONDS, TimeUnit.SECONDS));
        recorder.awaitDone(profile, 2);

        assertEquals(FIRST_AND_SECOND, recorder.phases());
        for (OfflineNotification notification : recorder.notifications()) {
            assertEquals(7, notification.clientToken());
            assertEquals(profile, notification.object());
            assertEquals(Cause.REQUEST, notification.change().cause());
            assertTrue((notification.change().mask() & StateMask.OFFLINE) != 0);
        }
        assertEquals(OFFLINE, recorder.notifications().get(0).change().newState());
        assertEquals(OFFLINE, recorder.notifications().get(3).change().oldState());

        token.close();
        recorder.close();
        manager.setCurrentState(OFFLINE, Host.PATIENCE);
        manager.unadvise(token);
        recorder.verify();
    }

    @Test
    public void aListenerServiceIsToldWhereItStartsFromAndEveryPhaseAfterThat() throws Exception {
        OfflineObjectId profile = host.newProfile();
        host.set(profile, OFFLINE);
        Listening listening = host.listen("as a service", profile);
        Recorder recorder = listening.recorder().awaitAdvised(profile, 1);

        assertEquals(OFFLINE, recorder.startedFrom(profile));
        assertEquals(1, recorder.startSequence(profile));
        host.set(profile, ONLINE);
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 3);

        assertEquals(1, recorder.timesAdvised(profile));
        listening.end();
        host.set(profile, ONLINE);
        recorder.verify();
    }

    @Test
    public void theStateIsTheOldOneInStartAndTheNewOneFromStateChangeOn() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineManager manager = host.manager(profile);
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        Recorder recorder = new Recorder("looks at the state")
                .doing(notification -> seen.add(notification.type() + " " + manager.getCurrentState()));
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));

        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);
        Await.until("all three have returned", () -> seen.size() == 3);

        assertEquals(
                List.of("STATECHANGE_START ONLINE", "STATECHANGE OFFLINE", "STATECHANGE_DONE OFFLINE"),
                List.copyOf(seen));
    }

    @Test
    public void aCompletionActionMaySetTheObjectAgain() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineManager manager = host.manager(profile);

        CompletableFuture<ConnectionState> thereAndBack = manager.setCurrentState(OFFLINE)
                .thenCompose(state -> manager.setCurrentState(ONLINE))
                .toCompletableFuture();

        assertEquals(ONLINE, thereAndBack.get(Await.SECONDS, TimeUnit.SECONDS));
        assertEquals(2, host.dto(profile).sequence);
    }

    @Test
    public void whatIsRequestedAlreadyCompletesAtOnceAndTellsNobody() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder recorder = host.listen("hears nothing", profile).recorder().awaitAdvised(profile, 1);

        assertEquals(ONLINE, host.manager(profile).setCurrentState(ONLINE, Duration.ZERO));
        assertEquals(
                ONLINE,
                host.manager(profile)
                        .setCurrentState(ONLINE)
                        .toCompletableFuture()
                        .get(Await.SECONDS, TimeUnit.SECONDS));

        assertEquals(0, host.dto(profile).sequence);
        assertEquals(0, recorder.count());
    }

    @Test
    public void whoAsksDuringATransitionIsToldThatOneIsPending() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineManager manager = host.manager(profile);
        CountDownLatch inStart = new CountDownLatch(1);
        CountDownLatch flushed = new CountDownLatch(1);
        Recorder recorder = new Recorder("flushes in START").doing(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_START) {
                inStart.countDown();
                Await.latch("the outbox is flushed", flushed);
            }
        });
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));

        CompletableFuture<ConnectionState> stage =
                manager.setCurrentState(OFFLINE).toCompletableFuture();
        Await.latch("the listener is in START", inStart);
        Refusal.expect(ErrorCode.PENDING, profile.toString(), () -> manager.setCurrentState(ONLINE));
        Refusal.expect(ErrorCode.PENDING, profile.toString(), () -> manager.setCurrentState(OFFLINE));
        assertEquals("held until the outbox is flushed", ONLINE, manager.getCurrentState());
        assertEquals(NotifyType.STATECHANGE_START, host.dto(profile).phase);
        flushed.countDown();

        assertEquals(OFFLINE, stage.get(Await.SECONDS, TimeUnit.SECONDS));
        recorder.awaitDone(profile, 1);
        recorder.verify();
    }

    @Test
    public void aTimeOutEndsTheWaitAndNotTheChange() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineManager manager = host.manager(profile);
        CountDownLatch flushed = new CountDownLatch(1);
        Recorder recorder = new Recorder("slow in START").doing(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_START) {
                Await.latch("the outbox is flushed", flushed);
            }
        });
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));

        try {
            manager.setCurrentState(OFFLINE, Duration.ofMillis(10));
            throw new AssertionError("no time-out");
        } catch (TimeoutException expected) {
            assertTrue(expected.getMessage(), expected.getMessage().contains(profile.toString()));
        } finally {
            flushed.countDown();
        }

        recorder.awaitDone(profile, 1);
        assertEquals(OFFLINE, manager.getCurrentState());
    }

    @Test
    public void whatIsUnknownOrWrongIsRefusedByName() {
        OfflineManager manager = host.manager(Host.DEFAULT);

        Refusal.expect(ErrorCode.NOT_FOUND, "nowhere", () -> host.objects().open("nowhere"));
        Refusal.expect(ErrorCode.INVALID_ARGUMENT, "*", () -> host.objects().open("*"));
        Refusal.expect(
                ErrorCode.INVALID_ARGUMENT, "profile", () -> host.objects().open((String) null));
        Refusal.expect(ErrorCode.NOT_FOUND, "default", () -> host.objects().release(Host.DEFAULT));
        Refusal.expect(ErrorCode.INVALID_ARGUMENT, "state", () -> manager.setCurrentState(null));
        Refusal.expect(ErrorCode.INVALID_ARGUMENT, "info", () -> manager.advise(null));
        Refusal.expect(ErrorCode.NO_INTERFACE, "callback", () -> AdviseInfo.of(null));
        Refusal.expect(
                ErrorCode.INVALID_ARGUMENT, "timeout", () -> manager.setCurrentState(OFFLINE, Duration.ofMillis(-1)));
        manager.unadvise(null);

        assertEquals("nothing has changed", ONLINE, manager.getCurrentState());
    }

    @Test
    public void theRuntimeShowsTheObjectItsReasonsItsListenersAndItsHistory() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder recorder = new Recorder("seen in the runtime");
        AdviseToken token = host.manager(profile)
                .advise(AdviseInfo.builder(recorder)
                        .clientToken(5)
                        .ranking(3)
                        .label("seen")
                        .build());
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);
        Await.until("all three are counted", () -> host.advises(profile).get(0).delivered == 3);

        OfflineObjectDTO object = host.dto(profile);
        assertEquals(OFFLINE, object.state);
        assertEquals(OFFLINE, object.requested);
        assertEquals(ONLINE, object.inherited);
        assertNull(object.phase);
        assertEquals(1, object.sequence);
        assertEquals(Arrays.toString(object.reasons), 1, object.reasons.length);
        AdviseDTO advise = object.advises[0];
        assertEquals(token.value(), advise.token);
        assertEquals("seen", advise.label);
        assertEquals(5, advise.clientToken);
        assertEquals(3, advise.ranking);
        assertEquals(0, advise.failed);
        assertEquals(
                "the bundle of the callback's class", host.context().getBundle().getBundleId(), advise.bundleId);
        assertEquals(
                List.of(Cause.STARTUP, Cause.REQUEST),
                host.history(profile).stream()
                        .map(transition -> transition.cause)
                        .toList());
        token.close();
    }
}
