// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Which objects a listener service is advised of. */
public class WhiteboardSelectionIT extends FrameworkTest {
    private static final UUID ACCOUNT = UUID.fromString("0a6f1f2e-7c0b-4b7a-9d60-3a1d5a3f9b10");

    @Test
    public void aServiceIsAdvisedByTheTimeItsRegistrationReturns() throws Exception {
        OfflineObjectId profile = host.newProfile();

        for (int i = 0; i < 20; i++) {
            Listening listening = host.listen("advised at once", profile);
            assertEquals("advises", 1, host.advises(profile).size());
            assertTrue(host.notifyService(listening.serviceId()).isPresent());
            long before = host.dto(profile).sequence;
            host.set(profile, i % 2 == 0 ? OFFLINE : ONLINE);
            listening.recorder().awaitDone(profile, before + 1);
            assertEquals(
                    "all phases of the next change", 3, listening.recorder().count());
            listening.end();
            assertEquals("advises", 0, host.advises(profile).size());
            listening.recorder().verify();
        }
    }

    @Test
    public void withoutPropertiesItIsEveryProfileThoseThatComeLaterToo() throws Exception {
        OfflineObjectId before = host.newProfile();
        Recorder recorder = new Recorder("every profile");
        Listening listening = host.listen(recorder, Map.of());
        OfflineObjectId later = host.newProfile();

        recorder.awaitAdvised(Host.DEFAULT, 1).awaitAdvised(before, 1).awaitAdvised(later, 1);
        host.set(later, OFFLINE);
        host.set(before, OFFLINE);
        recorder.awaitDone(later, 1);
        recorder.awaitDone(before, 1);

        NotifyServiceDTO dto = host.notifyService(listening.serviceId()).orElseThrow();
        assertArrayEquals(new String[] {"*"}, dto.profiles);
        assertTrue(Set.of(dto.objects).containsAll(Set.of("default", before.toString(), later.toString())));
        recorder.verify();
    }

    @Test
    public void aNamedProfileMayComeLaterAndGoAndComeAgain() throws Exception {
        OfflineObjectId profile = OfflineObjectId.global(Host.newName("later"));
        Recorder recorder = new Recorder("waits for its profile");
        Listening listening = host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        NotifyServiceDTO dto = host.notifyService(listening.serviceId()).orElseThrow();
        assertEquals("in order, though there is nothing yet", 0, dto.objects.length);

        host.create(CreateInfo.global(profile.profile()));
        recorder.awaitAdvised(profile, 1);
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);
        host.objects().release(profile);
        assertEquals(0, host.notifyService(listening.serviceId()).orElseThrow().objects.length);
        host.create(CreateInfo.global(profile.profile()));
        recorder.awaitAdvised(profile, 2);
        ConnectionState now = host.manager(profile).getCurrentState(); // maybe what was requested last is remembered
        host.set(profile, now == ONLINE ? OFFLINE : ONLINE);
        recorder.await("both changes", me -> me.count() == 6);

        recorder.verify();
    }

    @Test
    public void withoutATargetChildrenAreNotSelected() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineObjectId child = newChild(profile);
        Listening listening = host.listen("no children", profile);

        host.set(child, OFFLINE);
        host.set(profile, OFFLINE);
        listening.recorder().awaitDone(profile, 1);

        assertEquals(3, listening.recorder().count());
        assertEquals(0, listening.recorder().timesAdvised(child));
    }

    private OfflineObjectId newChild(OfflineObjectId parent) {
        return host.create(CreateInfo.child(parent, ACCOUNT, UUID.randomUUID()));
    }

    @Test
    public void aTargetSelectsChildrenThoseThatComeLaterToo() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineObjectId elsewhere = host.newProfile();
        OfflineObjectId first = newChild(profile);
        OfflineObjectId stranger = newChild(elsewhere);
        Recorder recorder = new Recorder("accounts");
        Listening listening = host.listen(
                recorder,
                Map.of(
                        "offline.notify.profile",
                        profile.profile(),
                        "offline.notify.target",
                        "(offline.type=" + ACCOUNT + ")"));
        OfflineObjectId second = newChild(profile);

        recorder.awaitAdvised(first, 1).awaitAdvised(second, 1);
        host.set(first, OFFLINE);
        recorder.awaitDone(first, 1);
        host.set(profile, OFFLINE);
        recorder.awaitDone(second, 1);

        assertEquals("only the child that was online still", 6, recorder.count());
        assertEquals("not the profile", 0, recorder.timesAdvised(profile));
        assertEquals("not another profile's", 0, recorder.timesAdvised(stranger));
        host.objects().release(first);
        assertArrayEquals(
                new String[] {second.toString()},
                host.notifyService(listening.serviceId()).orElseThrow().objects);
        recorder.verify();
    }

    @Test
    public void aTargetMayNameTheParentAndEveryProfile() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineObjectId child = newChild(profile);
        Recorder recorder = new Recorder("children of one parent");
        host.listen(recorder, Map.of("offline.notify.target", "(offline.parent=" + profile + ")"));

        recorder.awaitAdvised(child, 1);
        host.set(profile, OFFLINE);
        recorder.awaitDone(child, 1);

        assertEquals(0, recorder.timesAdvised(profile));
        recorder.verify();
    }

    @Test
    public void onlyTheTypesAskedForAreTold() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder recorder = new Recorder("only the ends").withGaps();
        host.listen(
                recorder,
                Map.of(
                        "offline.notify.profile",
                        List.of(profile.profile()),
                        "offline.notify.client.token",
                        "42",
                        "offline.notify.types",
                        List.of("STATECHANGE_DONE")));

        host.set(profile, OFFLINE);
        host.set(profile, ONLINE);
        recorder.awaitDone(profile, 2);

        assertEquals(List.of("1:STATECHANGE_DONE", "2:STATECHANGE_DONE"), recorder.phases());
        assertEquals(42, recorder.notifications().get(0).clientToken());
        recorder.verify();
    }

    @Test
    public void aServiceThatSelectsAnotherProfileLeavesTheOneBefore() throws Exception {
        OfflineObjectId one = host.newProfile();
        OfflineObjectId two = host.newProfile();
        Listening listening = host.listen("moves", one);
        listening.recorder().awaitAdvised(one, 1);

        listening.registration().setProperties(new Hashtable<>(Map.of("offline.notify.profile", two.profile())));
        listening.recorder().awaitAdvised(two, 1);
        host.set(one, OFFLINE);
        host.set(two, OFFLINE);
        listening.recorder().awaitDone(two, 1);

        assertEquals(3, listening.recorder().count());
        assertEquals(List.of(), host.advises(one));
        NotifyServiceDTO dto = host.notifyService(listening.serviceId()).orElseThrow();
        assertArrayEquals(new String[] {two.profile()}, dto.profiles);
        assertArrayEquals(new String[] {two.toString()}, dto.objects);
        listening.recorder().verify();
    }

    @Test
    public void theWhiteboardShowsWhatAServiceAskedFor() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Listening listening = host.listen(
                new Recorder("shown"),
                Map.of(
                        "offline.notify.profile",
                        new String[] {profile.profile()},
                        "offline.notify.target",
                        "(offline.profile=*)",
                        "offline.notify.client.token",
                        9,
                        "offline.notify.types",
                        "STATECHANGE",
                        "service.ranking",
                        -4));

        NotifyServiceDTO dto = host.notifyService(listening.serviceId()).orElseThrow();

        assertEquals(host.context().getBundle().getBundleId(), dto.bundleId);
        assertEquals(host.context().getBundle().getSymbolicName(), dto.bundleSymbolicName);
        assertArrayEquals(new String[] {profile.profile()}, dto.profiles);
        assertEquals("(offline.profile=*)", dto.target);
        assertEquals(9, dto.clientToken);
        assertArrayEquals(new NotifyType[] {NotifyType.STATECHANGE}, dto.notifyTypes);
        assertEquals(-4, dto.ranking);
        assertArrayEquals(new String[] {profile.toString()}, dto.objects);
    }

    @Test
    public void theChangeCountGrowsWhenTheSnapshotChanges() throws Exception {
        ServiceReference<?> runtime = host.context().getServiceReference(OfflineWhiteboardRuntime.class);
        long before = (Long) runtime.getProperty("service.changecount");

        Listening listening = host.listen(new Recorder("counted"), Map.of());
        Await.until("the count has grown", () -> (Long) runtime.getProperty("service.changecount") > before);
        long between = (Long) runtime.getProperty("service.changecount");
        listening.end();
        Await.until("it has grown again", () -> (Long) runtime.getProperty("service.changecount") > between);
    }

    @Test
    public void theServiceIsHeldWhileAdvisedAndLetGoAfter() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder recorder = new Recorder("held");
        ServiceFactory<OfflineNotify> factory = new ServiceFactory<>() {
            @Override
            public OfflineNotify getService(Bundle bundle, ServiceRegistration<OfflineNotify> registration) {
                return recorder;
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<OfflineNotify> registration, OfflineNotify service) {
                recorder.close(); // from here on, being told anything is a violation
            }
        };
        ServiceRegistration<OfflineNotify> registration = host.context()
                .registerService(
                        OfflineNotify.class,
                        factory,
                        new Hashtable<>(Map.of("offline.notify.profile", profile.profile())));

        recorder.awaitAdvised(profile, 1);
        assertArrayEquals(
                new Bundle[] {host.bundle(Host.WHITEBOARD)},
                registration.getReference().getUsingBundles());
        registration.setProperties(new Hashtable<>(Map.of("offline.notify.profile", "not-there")));
        Await.until(
                "nobody uses the service any more",
                () -> registration.getReference().getUsingBundles() == null);
        host.set(profile, OFFLINE);
        registration.unregister();

        recorder.verify();
        assertEquals(0, recorder.count());
    }

    @Test
    public void aListenerThatThrowsStaysAdvisedAndHarmsNobody() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder thrower = new Recorder("throws").doing(notification -> {
            throw new LinkageError("on purpose");
        });
        host.listen(thrower, Map.of("offline.notify.profile", profile.profile()));
        Recorder other = host.listen("goes on", profile).recorder();

        host.manager(profile).setCurrentState(OFFLINE).toCompletableFuture().get(Await.SECONDS, TimeUnit.SECONDS);
        host.set(profile, ONLINE);
        thrower.awaitDone(profile, 2);
        other.awaitDone(profile, 2);

        Await.until(
                "all six are counted",
                () -> host.advises(profile).stream()
                        .anyMatch(advise -> advise.failed == 6 && advise.lastFailure.contains("on purpose")));
        thrower.verify();
        other.verify();
    }
}
