// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host.Listening;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Listener services that the whiteboard cannot advise stay visible, with the reason, until they are cured. */
public class WhiteboardFailuresIT extends FrameworkTest {
    @Test
    public void aProfileThatCannotBe() throws Exception {
        failsAndIsCured(FailureReason.INVALID_PROFILE, "offline.notify.profile", "a/b", "a/b");
        failsAndIsCured(FailureReason.INVALID_PROFILE, "offline.notify.profile", 5, "java.lang.Integer");
        failsAndIsCured(FailureReason.INVALID_PROFILE, "offline.notify.profile", new String[] {"good", ""}, "");
    }

    @Test
    public void aTargetThatIsNoFilter() throws Exception {
        failsAndIsCured(FailureReason.INVALID_TARGET, "offline.notify.target", "(((", "(((");
        failsAndIsCured(FailureReason.INVALID_TARGET, "offline.notify.target", 1L, "java.lang.Long");
    }

    @Test
    public void aClientTokenThatIsNoInt() throws Exception {
        failsAndIsCured(FailureReason.INVALID_CLIENT_TOKEN, "offline.notify.client.token", "seven", "seven");
        failsAndIsCured(
                FailureReason.INVALID_CLIENT_TOKEN, "offline.notify.client.token", "99999999999", "99999999999");
    }

    @Test
    public void typesThatAreNotThere() throws Exception {
        failsAndIsCured(FailureReason.INVALID_TYPES, "offline.notify.types", "STATECHANGE_OVER", "STATECHANGE_OVER");
        failsAndIsCured(FailureReason.INVALID_TYPES, "offline.notify.types", List.of("STATECHANGE", "NOPE"), "NOPE");
        failsAndIsCured(FailureReason.INVALID_TYPES, "offline.notify.types", new String[0], "");
    }

    private void failsAndIsCured(FailureReason reason, String property, Object wrong, String value) throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder recorder = new Recorder(property + "=" + wrong);
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("offline.notify.profile", profile.profile());
        properties.put(property, wrong);
        Listening listening = host.listen(recorder, properties);

        FailedNotifyServiceDTO failed =
                host.failedService(listening.serviceId()).orElseThrow();
        assertEquals(reason, failed.failureReason);
        assertTrue(failed.message, failed.message.contains(property));
        assertTrue(failed.message, failed.message.contains(value));
        assertEquals(host.context().getBundle().getBundleId(), failed.bundleId);
        assertFalse(host.notifyService(listening.serviceId()).isPresent());
        assertEquals(List.of(), host.advises(profile));

        listening.registration().setProperties(new Hashtable<>(Map.of("offline.notify.profile", profile.profile())));
        isAdvisedNow(listening, profile);

        listening.registration().setProperties(properties);
        assertTrue("failed again", host.failedService(listening.serviceId()).isPresent());
        assertEquals("not advised any more", List.of(), host.advises(profile));
        listening.end();
        assertFalse(
                "not listed when it is gone",
                host.failedService(listening.serviceId()).isPresent());
        recorder.verify();
    }

    private void isAdvisedNow(Listening listening, OfflineObjectId profile) throws Exception {
        assertFalse(host.failedService(listening.serviceId()).isPresent());
        assertTrue(host.notifyService(listening.serviceId()).isPresent());
        listening.recorder().awaitAdvised(profile, 1);
        long before = host.dto(profile).sequence;
        host.set(profile, OFFLINE);
        listening.recorder().awaitDone(profile, before + 1);
    }

    @Test
    public void aServiceThatItsBundleDoesNotHandOut() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder recorder = new Recorder("not handed out at first");
        AtomicBoolean working = new AtomicBoolean();
        ServiceFactory<OfflineNotify> factory = new ServiceFactory<>() {
            @Override
            public OfflineNotify getService(Bundle bundle, ServiceRegistration<OfflineNotify> registration) {
                if (!working.get()) {
                    throw new IllegalStateException("not now");
                }
                return recorder;
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<OfflineNotify> registration, OfflineNotify service) {
                // nothing was made
            }
        };
        ServiceRegistration<OfflineNotify> registration = host.context()
                .registerService(
                        OfflineNotify.class,
                        factory,
                        new Hashtable<>(Map.of("offline.notify.profile", profile.profile())));
        Listening listening = new Listening(
                recorder, registration, (Long) registration.getReference().getProperty(Constants.SERVICE_ID));
        host.undo(listening::end);

        FailedNotifyServiceDTO failed =
                host.failedService(listening.serviceId()).orElseThrow();
        assertEquals(FailureReason.SERVICE_NOT_GETTABLE, failed.failureReason);
        working.set(true);
        registration.setProperties(new Hashtable<>(Map.of("offline.notify.profile", profile.profile(), "cured", true)));
        isAdvisedNow(listening, profile);

        recorder.verify();
    }

    @Test
    public void anObjectThatRefusesEveryAdvise() throws Exception {
        OfflineObjectId profile = host.newProfile();
        OfflineObjectId mute = host.create(CreateInfo.builder(
                        OfflineObjectId.of(profile.profile(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE))
                .parent(profile)
                .capabilities()
                .build());
        Recorder recorder = new Recorder("refused");
        Listening listening = host.listen(
                recorder,
                Map.of(
                        "offline.notify.profile",
                        profile.profile(),
                        "offline.notify.target",
                        "(offline.type=" + mute.type() + ")"));

        FailedNotifyServiceDTO failed =
                host.failedService(listening.serviceId()).orElseThrow();
        assertEquals(FailureReason.ADVISE_REFUSED, failed.failureReason);
        assertTrue(failed.message, failed.message.contains(mute.toString()));

        listening
                .registration()
                .setProperties(new Hashtable<>(Map.of(
                        "offline.notify.profile", profile.profile(), "offline.notify.target", "(offline.type=*)")));
        isAdvisedNow(listening, profile);
        recorder.verify();
    }

    @Test
    public void aRefusalIsCuredWhenTheObjectGetsACapability() throws Exception {
        OfflineObjectId profile = host.newProfile();
        var configuration = host.configure(
                Map.of("profile", profile.profile(), "capabilities", new String[0], "startup", "online"));
        Await.until(
                "it has no capability",
                () -> host.manager(profile).getCapabilities().isEmpty());
        Recorder recorder = new Recorder("refused at first").withGaps();
        Listening listening = host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        assertEquals(
                FailureReason.ADVISE_REFUSED,
                host.failedService(listening.serviceId()).orElseThrow().failureReason);

        configuration.update(new Hashtable<>(
                Map.of("profile", profile.profile(), "capabilities", new String[] {"OFFLINE"}, "startup", "online")));
        Await.until(
                "it is not a failure any more",
                () -> host.notifyService(listening.serviceId()).isPresent());
        isAdvisedNow(listening, profile);
        recorder.verify();
    }
}
