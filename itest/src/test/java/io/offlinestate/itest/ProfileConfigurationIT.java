// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.Refusal;
import io.offlinestate.itest.support.Unrest;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Profiles that Config Admin makes, changes and takes away. */
public class ProfileConfigurationIT extends FrameworkTest {
    private static final long LONG_HOLD = TimeUnit.SECONDS.toMillis(Await.SECONDS);

    @Test
    public void aConfigurationMakesAProfileAndItsDeletionTakesItAway() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration = host.configure(Map.of("profile", profile.profile()));
        host.awaitObject(profile);
        OfflineManager manager = host.manager(profile);
        assertEquals(ONLINE, manager.getCurrentState());
        assertEquals(Set.of(Capability.OFFLINE, Capability.ONLINE), manager.getCapabilities());

        configuration.delete();
        Await.until("the profile is gone", () -> !host.isThere(profile));
        Refusal.expect(ErrorCode.NOT_FOUND, profile.profile(), manager::getCurrentState);
        assertArrayEquals(new String[0], host.configurationErrors());
    }

    private static OfflineObjectId newId() {
        return OfflineObjectId.global(Host.newName("configured"));
    }

    @Test
    public void aProfileThatABundleHoldsOutlivesItsConfiguration() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration =
                host.configure(Map.of("profile", profile.profile(), "capabilities", new String[] {"OFFLINE"}));
        host.awaitObject(profile);
        host.create(CreateInfo.builder(profile).capabilities(Capability.OFFLINE).build());
        OfflineManager manager = host.manager(profile);
        Recorder recorder = new Recorder("stays advised").withGaps();
        manager.advise(AdviseInfo.of(recorder));

        configuration.delete();
        Await.until(
                "it runs as without a configuration",
                () -> manager.getCapabilities().equals(Set.of(Capability.OFFLINE, Capability.ONLINE)));
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);
        host.objects().release(profile);
        assertFalse(host.isThere(profile));
        recorder.verify();
    }

    @Test
    public void aProfileMayStartOffline() throws Exception {
        OfflineObjectId profile = newId();
        Recorder recorder = new Recorder("starts offline");
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        host.configure(Map.of("profile", profile.profile(), "startup", "offline"));

        recorder.awaitAdvised(profile, 1);
        assertEquals(OFFLINE, recorder.startedFrom(profile));
        assertEquals(OFFLINE, host.dto(profile).requested);
        assertEquals(0, host.dto(profile).sequence);
        assertEquals(1, host.dto(profile).reasons.length);
        TransitionDTO start = host.history(profile).get(0);
        assertEquals(Cause.STARTUP, start.cause);
        assertEquals(OFFLINE, start.newState);
        host.set(profile, ONLINE);
        recorder.awaitDone(profile, 1);
        recorder.verify();
    }

    @Test
    public void theDefaultProfileMayBeConfiguredToo() throws Exception {
        Configuration configuration = host.configure(Map.of("profile", "default", "capabilities", "OFFLINE"));
        OfflineManager manager = host.manager(Host.DEFAULT);
        Await.until("it is configured", () -> manager.getCapabilities().equals(Set.of(Capability.OFFLINE)));
        Refusal.expect(ErrorCode.NO_SUPPORT, "default", () -> manager.setCurrentState(ONLINE));

        configuration.delete();
        Await.until(
                "it is as before",
                () -> manager.getCapabilities().equals(Set.of(Capability.OFFLINE, Capability.ONLINE)));
        assertEquals("it was there all the time", ONLINE, manager.getCurrentState());
    }

    @Test
    public void aBadValueIsRefusedByItsKeyAndTheProfileRunsAsBefore() throws Exception {
        Map<String, Object> bad = new HashMap<>();
        bad.put("startup", "sometimes");
        bad.put("capabilities", new String[] {"OFFLINE", "FLY"});
        bad.put("hold.timeout.ms", -1L);
        bad.put("stall.threshold.ms", "soon");
        bad.put("backlog", 0);
        bad.put("history", "-5");
        OfflineObjectId profile = newId();
        Map<String, Object> good = Map.of("profile", profile.profile(), "capabilities", new String[] {"OFFLINE"});
        Configuration configuration = host.configure(good);
        host.awaitObject(profile);
        OfflineManager manager = host.manager(profile);
        AdviseToken token = manager.advise(AdviseInfo.of(new Recorder("stays advised")));

        for (Map.Entry<String, Object> setting : bad.entrySet()) {
            Hashtable<String, Object> settings = new Hashtable<>(good);
            settings.put("capabilities", new String[] {"ONLINE"});
            settings.put(setting.getKey(), setting.getValue());
            configuration.update(settings);
            String value = setting.getValue() instanceof String[] ? "FLY" : String.valueOf(setting.getValue());
            awaitError(setting.getKey(), value);
            assertEquals("as before", Set.of(Capability.OFFLINE), manager.getCapabilities());
            configuration.update(new Hashtable<>(good));
            awaitNoError();
        }

        assertEquals(Set.of(Capability.OFFLINE), manager.getCapabilities());
        assertEquals(token.value(), host.advises(profile).get(0).token);
        token.close();
    }

    private void awaitError(String... words) {
        Await.until(
                "an error with " + List.of(words),
                () -> Arrays.stream(host.configurationErrors())
                        .anyMatch(error -> List.of(words).stream().allMatch(error::contains)));
    }

    private void awaitNoError() {
        Await.until("no error", () -> host.configurationErrors().length == 0);
    }

    @Test
    public void aProfileThatCannotBeIsRefused() throws Exception {
        for (Map<String, Object> settings : List.<Map<String, Object>>of(
                Map.of("startup", "online"), Map.of("profile", "a/b"), Map.of("profile", "*"), Map.of("profile", ""))) {
            Configuration configuration = host.configure(settings);
            awaitError("profile");
            configuration.delete();
            awaitNoError();
        }
    }

    @Test
    public void aSecondConfigurationForAProfileWaitsUntilTheFirstIsGone() throws Exception {
        OfflineObjectId profile = newId();
        Configuration first =
                host.configure(Map.of("profile", profile.profile(), "capabilities", new String[] {"OFFLINE"}));
        host.awaitObject(profile);
        OfflineManager manager = host.manager(profile);
        Recorder recorder = new Recorder("stays advised").withGaps();
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));

        host.configure(Map.of("profile", profile.profile(), "capabilities", new String[] {"ONLINE"}));
        awaitError("profile", profile.profile());
        assertEquals("as before", Set.of(Capability.OFFLINE), manager.getCapabilities());
        first.delete();
        awaitNoError();
        Await.until(
                "the second applies",
                () -> host.manager(profile).getCapabilities().equals(Set.of(Capability.ONLINE)));
    }

    @Test
    public void changesApplyLiveAndNoAdviseIsLost() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration =
                host.configure(Map.of("profile", profile.profile(), "backlog", Host.ENDLESS_BACKLOG));
        host.awaitObject(profile);
        Recorder recorder = host.listen("stays advised", profile).recorder().awaitAdvised(profile, 1);

        try (Unrest unrest = host.unrest(profile)) {
            unrest.awaitUnderWay();
            for (int i = 1; i <= 20; i++) {
                configuration.update(new Hashtable<>(Map.of(
                        "profile",
                        profile.profile(),
                        "history",
                        i % 2 == 0 ? 32 : 2,
                        "backlog",
                        Host.ENDLESS_BACKLOG + i,
                        "hold.timeout.ms",
                        LONG_HOLD + i)));
                recorder.awaitCount(recorder.count() + 3);
            }
        }
        recorder.awaitDone(profile, host.dto(profile).sequence);

        recorder.verify();
        assertEquals(1, recorder.timesAdvised(profile));
        assertEquals(3 * host.dto(profile).sequence, recorder.count());
        configuration.update(new Hashtable<>(Map.of("profile", profile.profile(), "history", 2)));
        Await.until("the history is shortened by the next change", () -> {
            ConnectionState now = host.manager(profile).getCurrentState();
            host.set(profile, now == ONLINE ? OFFLINE : ONLINE);
            return host.history(profile).size() == 2;
        });
    }

    @Test
    public void aShorterHoldAppliesToTheNextChange() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration =
                host.configure(Map.of("profile", profile.profile(), "hold.timeout.ms", LONG_HOLD));
        host.awaitObject(profile);
        CountDownLatch goOn = new CountDownLatch(1);
        host.undo(goOn::countDown);
        Recorder recorder = new Recorder("slow in START").doing(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_START) {
                Await.latch("the outbox is flushed", goOn);
            }
        });
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        recorder.awaitAdvised(profile, 1);

        configuration.update(new Hashtable<>(
                Map.of("profile", profile.profile(), "hold.timeout.ms", 100L, "capabilities", "OFFLINE")));
        Await.until(
                "the configuration has arrived",
                () -> host.manager(profile).getCapabilities().size() == 1);
        ConnectionState state = host.manager(profile).setCurrentState(OFFLINE, Duration.ofMillis(LONG_HOLD / 2));

        assertEquals(OFFLINE, state);
        assertEquals("it had its chance, and no more", 1, recorder.count());
        List<TransitionDTO> history = host.history(profile);
        assertEquals(1, history.get(history.size() - 1).laggards.length);
    }

    @Test
    public void capabilitiesChangeTheServicePropertyOfTheSameService() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration = host.configure(Map.of("profile", profile.profile()));
        host.awaitObject(profile);
        ServiceReference<?> service = host.context()
                .getServiceReferences(OfflineManager.class, "(offline.profile=" + profile.profile() + ")")
                .iterator()
                .next();
        assertEquals(2, ((String[]) service.getProperty("offline.capabilities")).length);

        configuration.update(
                new Hashtable<>(Map.of("profile", profile.profile(), "capabilities", new String[] {"ONLINE"})));
        Await.until(
                "the property has changed",
                () -> Arrays.equals(new String[] {"ONLINE"}, (String[]) service.getProperty("offline.capabilities")));
        Refusal.expect(
                ErrorCode.NO_SUPPORT,
                profile.profile(),
                () -> host.manager(profile).setCurrentState(OFFLINE));
        assertNotNull("still registered", service.getBundle());
    }

    @Test
    public void valuesMayBeTextAsInConfigurationFiles() throws Exception {
        OfflineObjectId profile = newId();
        host.configure(Map.of(
                "profile",
                profile.profile(),
                "startup",
                "OFFLINE",
                "capabilities",
                "OFFLINE, ONLINE",
                "hold.timeout.ms",
                "1000",
                "stall.threshold.ms",
                " 60 ",
                "backlog",
                "5",
                "history",
                "3"));
        host.awaitObject(profile);

        assertArrayEquals(new String[0], host.configurationErrors());
        assertEquals(OFFLINE, host.manager(profile).getCurrentState());
        assertEquals(
                Set.of(Capability.OFFLINE, Capability.ONLINE),
                host.manager(profile).getCapabilities());
        for (int i = 0; i < 6; i++) {
            host.set(profile, i % 2 == 0 ? ONLINE : OFFLINE);
        }
        assertEquals(3, host.history(profile).size());
    }

    @Test
    public void aConfigurationAppliesToAnObjectThatCodeHasMadeBefore() throws Exception {
        OfflineObjectId profile = host.newProfile();
        Recorder recorder = host.listen("stays advised", profile).recorder().awaitAdvised(profile, 1);
        Configuration configuration =
                host.configure(Map.of("profile", profile.profile(), "capabilities", new String[] {"OFFLINE"}));
        Await.until(
                "it is configured",
                () -> host.manager(profile).getCapabilities().equals(Set.of(Capability.OFFLINE)));
        host.set(profile, OFFLINE);
        recorder.awaitDone(profile, 1);

        configuration.delete();
        Await.until(
                "it is as it was made",
                () -> host.manager(profile).getCapabilities().size() == 2);
        assertEquals(1, host.advises(profile).size());
        assertEquals(1, recorder.timesAdvised(profile));
        recorder.verify();
    }

    @Test
    public void aConfiguredStartupThatChangesIsARequest() throws Exception {
        OfflineObjectId profile = newId();
        Configuration configuration = host.configure(Map.of("profile", profile.profile(), "startup", "online"));
        host.awaitObject(profile);
        Recorder recorder = host.listen("follows", profile).recorder().awaitAdvised(profile, 1);
        CompletableFuture<Cause> cause = new CompletableFuture<>();
        recorder.doing(notification -> cause.complete(notification.change().cause()));

        configuration.update(new Hashtable<>(Map.of("profile", profile.profile(), "startup", "offline")));
        assertEquals(Cause.REQUEST, cause.get(Await.SECONDS, TimeUnit.SECONDS));
        recorder.awaitDone(profile, 1);
        assertEquals(OFFLINE, host.manager(profile).getCurrentState());
        recorder.verify();
    }

    @Test
    public void configurationsSurviveARestartOfTheManager() throws Exception {
        OfflineObjectId profile = newId();
        Recorder recorder = new Recorder("survivor").withGaps();
        host.listen(recorder, Map.of("offline.notify.profile", profile.profile()));
        host.configure(
                Map.of("profile", profile.profile(), "startup", "offline", "capabilities", new String[] {"ONLINE"}));
        recorder.awaitAdvised(profile, 1);

        host.stop(Host.IMPL).start();
        recorder.awaitAdvised(profile, 2);

        assertEquals(OFFLINE, host.manager(profile).getCurrentState());
        assertEquals(Set.of(Capability.ONLINE), host.manager(profile).getCapabilities());
        recorder.verify();
    }

    @Test
    public void metatypeDescribesEverySetting() {
        MetaTypeInformation information =
                host.service(MetaTypeService.class).getMetaTypeInformation(host.bundle(Host.IMPL));

        assertArrayEquals(new String[] {Host.PROFILE_PID}, information.getFactoryPids());
        ObjectClassDefinition definition = information.getObjectClassDefinition(Host.PROFILE_PID, null);
        Set<String> keys = Set.of(
                "profile", "startup", "capabilities", "hold.timeout.ms", "stall.threshold.ms", "backlog", "history");
        AttributeDefinition[] attributes = definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
        for (AttributeDefinition attribute : attributes) {
            assertTrue(attribute.getID(), keys.contains(attribute.getID()));
            assertFalse(attribute.getID(), attribute.getName().isBlank());
            assertFalse(attribute.getID(), attribute.getDescription().isBlank());
            String[] labels = attribute.getOptionLabels();
            for (int i = 0; labels != null && i < labels.length; i++) {
                assertFalse(attribute.getOptionValues()[i], labels[i].isBlank());
            }
        }
        assertEquals(keys.size(), attributes.length);
    }
}
