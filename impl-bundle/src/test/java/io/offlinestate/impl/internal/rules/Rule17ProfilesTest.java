// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.component.RecordingLog;
import io.offlinestate.impl.internal.config.ProfileConfigurations;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 17: the profile that is always there, those that are configured, and those that code creates. */
@Timeout(60)
class Rule17ProfilesTest {
    private static final OfflineObjectId MAIL = OfflineObjectId.global("mail");
    private static final String HOLD = "hold.timeout.ms";
    private static final String STALL = "stall.threshold.ms";

    private final Host host = new Host();
    private final RecordingLog log = new RecordingLog();
    private final ProfileConfigurations configurations =
            new ProfileConfigurations(host.table::configure, host.table::unconfigure, log.logger());
    private final List<Hanging> hanging = new ArrayList<>();

    @AfterEach
    void letEverybodyGo() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private void configure(String pid, String profile, Object... settings) {
        Map<String, Object> configuration = new HashMap<>(Map.of("profile", profile));
        for (int i = 0; i < settings.length; i += 2) {
            configuration.put((String) settings[i], settings[i + 1]);
        }
        configurations.set(pid, configuration);
    }

    private Hanging hang(OfflineManager object, Hanging listener) {
        hanging.add(listener);
        object.advise(AdviseInfo.of(listener));
        return listener;
    }

    private void assertGone(OfflineObjectId id) {
        OfflineException gone = assertThrows(OfflineException.class, () -> host.open(id));
        assertEquals(ErrorCode.NOT_FOUND, gone.code());
    }

    private static void set(OfflineManager object, ConnectionState state) throws Exception {
        object.setCurrentState(state, Host.PATIENCE);
    }

    // ---- the profile that is always there

    @Test
    void defaultIsThereCapableOfBothAndOnline() {
        OfflineManager object = host.open();
        assertEquals(OfflineObjectId.global("default"), object.id());
        assertEquals(EnumSet.allOf(Capability.class), object.getCapabilities());
        assertEquals(ONLINE, object.getCurrentState());
        assertEquals(List.of("added default"), host.events);
    }

    @Test
    void defaultStaysWhoeverLetsGoOfIt() {
        BundleSession bundle = host.newSession("leaving");
        bundle.create(CreateInfo.global("default"));
        bundle.release(OfflineObjectId.global("default"));
        bundle.create(CreateInfo.global("default"));
        bundle.close();
        configure("a", "default");
        configurations.remove("a");
        host.table.unconfigure("default");
        assertEquals(ONLINE, host.open().getCurrentState());
        assertEquals(List.of("added default"), host.events);
        assertThrows(OfflineException.class, () -> host.session.release(OfflineObjectId.global("default")));
    }

    @Test
    void aConfigurationMayNameDefaultToChangeItsSettings() throws Exception {
        Recorder recorder = new Recorder();
        host.advise(recorder);
        configure("a", "default", "capabilities", "OFFLINE", "startup", "offline");
        host.awaitSettled(host.open());
        assertEquals(Set.of(Capability.OFFLINE), host.open().getCapabilities());
        assertEquals(OFFLINE, host.open().getCurrentState());
        recorder.await(3);
        assertEquals(3, recorder.heard().size());
        configurations.remove("a");
        assertEquals(EnumSet.allOf(Capability.class), host.open().getCapabilities());
    }

    // ---- profiles that are configured

    @Test
    void aConfigurationAddsAProfileAndDeletingItRemovesIt() {
        configure("a", "mail");
        OfflineManager mail = host.open(MAIL);
        assertEquals(ONLINE, mail.getCurrentState());
        assertEquals(EnumSet.allOf(Capability.class), mail.getCapabilities());
        configurations.remove("a");
        assertGone(MAIL);
        assertThrows(OfflineException.class, mail::getCurrentState);
        assertEquals(List.of("added default", "added mail", "removed mail"), host.events);
    }

    @Test
    void deletingItLeavesAProfileThatABundleHolds() {
        configure("a", "mail");
        host.create(CreateInfo.global("mail"));
        configurations.remove("a");
        assertEquals(ONLINE, host.open(MAIL).getCurrentState());
        host.session.release(MAIL);
        assertGone(MAIL);
    }

    @Test
    void deletingItLeavesAProfileThatAChildHolds() {
        configure("a", "mail");
        OfflineManager child = host.child(host.open(MAIL));
        configurations.remove("a");
        assertEquals(ONLINE, host.open(MAIL).getCurrentState());
        host.session.release(child.id());
        assertGone(MAIL);
    }

    @Test
    void aConfiguredProfileStaysWhenCodeLetsGoOfIt() {
        host.create(CreateInfo.global("mail"));
        configure("a", "mail");
        host.session.release(MAIL);
        assertEquals(ONLINE, host.open(MAIL).getCurrentState());
        configurations.remove("a");
        assertGone(MAIL);
    }

    @Test
    void startupSaysWithWhatAProfileBegins() {
        configure("a", "mail", "startup", "offline");
        assertEquals(OFFLINE, host.open(MAIL).getCurrentState());
        assertEquals(0, host.inspector.object(MAIL).sequence, "it has never been online");
        configure("b", "news", "startup", "online");
        assertEquals(ONLINE, host.open(OfflineObjectId.global("news")).getCurrentState());
        configure("c", "chat", "startup", "remember");
        assertEquals(ONLINE, host.open(OfflineObjectId.global("chat")).getCurrentState());
    }

    @Test
    void capabilitiesAreThoseOfTheConfiguration() {
        configure("a", "mail", "capabilities", new String[] {"ONLINE"});
        OfflineManager mail = host.open(MAIL);
        assertEquals(Set.of(Capability.ONLINE), mail.getCapabilities());
        OfflineException refused = assertThrows(OfflineException.class, () -> mail.setCurrentState(OFFLINE));
        assertEquals(ErrorCode.NO_SUPPORT, refused.code());
    }

    // ---- profiles that code creates

    @Test
    void aProfileCreatedByCodeBehavesAsWithAnEmptyConfiguration() throws Exception {
        configure("a", "configured");
        host.create(CreateInfo.global("created"));
        List<OfflineObjectDTO> both = new ArrayList<>();
        for (String name : List.of("configured", "created")) {
            OfflineManager object = host.open(OfflineObjectId.global(name));
            Hanging dead = hang(object, Hanging.when(n -> n.change().sequence() == 1));
            host.report(object, Reachability.UNREACHABLE);
            host.awaitSettled(object);
            for (int i = 0; i < 70; i++) {
                host.report(object, i % 2 == 0 ? Reachability.REACHABLE : Reachability.UNREACHABLE);
                host.awaitSettled(object);
            }
            OfflineObjectDTO dto = host.inspector.object(object.id());
            assertEquals(32, host.history(object).size(), "the default of history");
            assertEquals(6, dto.advises[0].skipped, "the default of backlog is 64");
            both.add(dto);
            dead.letGo();
        }
        assertEquals(List.of(both.get(0).capabilities), List.of(both.get(1).capabilities));
        assertEquals(both.get(0).state, both.get(1).state);
    }

    // ---- changes apply live

    @Test
    void aChangedHoldTimeoutAppliesToTheNextTransition() throws Exception {
        OfflineManager object = host.open();
        configure("a", "default", HOLD, 30_000, STALL, 20);
        hang(object, Hanging.in(STATECHANGE_START));
        configure("a", "default", HOLD, 100, STALL, 20);
        long begun = System.nanoTime();
        set(object, OFFLINE);
        assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) < 10_000);
        assertTrue(hanging.get(0).isHanging());
    }

    @Test
    void aChangedStallThresholdAppliesToTheNextTransition() throws Exception {
        OfflineManager object = host.open();
        configure("a", "default", STALL, 30_000);
        hang(object, Hanging.in(STATECHANGE_START));
        Recorder other = new Recorder();
        host.advise(other);
        configure("a", "default", STALL, 20);
        host.report(object, Reachability.UNREACHABLE);
        other.await(3);
        assertTrue(hanging.get(0).isHanging());
    }

    @Test
    void aChangedBacklogAppliesToOneThatHangsAlready() throws Exception {
        OfflineManager object = host.open();
        configure("a", "default", STALL, 20, "backlog", 10);
        Hanging dead = hang(object, Hanging.when(n -> n.change().sequence() == 1));
        transitions(object, 9);
        configure("a", "default", STALL, 20, "backlog", 2);
        transitions(object, 3);
        assertEquals(9, host.inspector.object(object.id()).advises[0].skipped, "2 to 10");
        dead.letGo();
        dead.recorder.await(9);
        assertEquals(
                List.of(1L, 1L, 1L, 11L, 11L, 11L, 12L, 12L, 12L),
                dead.recorder.heard().stream().map(n -> n.change().sequence()).toList());
    }

    @Test
    void aChangedHistoryAppliesToTheNextTransition() {
        OfflineManager object = host.open();
        configure("a", "default", "history", 10);
        transitions(object, 15);
        assertEquals(10, host.history(object).size());
        assertEquals(15, host.history(object).get(9).sequence);
        configure("a", "default", "history", 3);
        transitions(object, 1);
        assertEquals(3, host.history(object).size());
        assertEquals(14, host.history(object).get(0).sequence);
        configure("a", "default", "history", 5);
        transitions(object, 10);
        assertEquals(5, host.history(object).size());
    }

    private void transitions(OfflineManager object, int count) {
        for (int i = 0; i < count; i++) {
            host.report(object, object.getCurrentState() == ONLINE ? Reachability.UNREACHABLE : Reachability.REACHABLE);
            host.awaitSettled(object);
        }
    }

    @Test
    void changedCapabilitiesApplyAtOnce() throws Exception {
        OfflineManager object = host.open();
        Recorder recorder = new Recorder();
        host.advise(recorder);
        configure("a", "default", "capabilities", "ONLINE");
        assertEquals(List.of("added default", "capabilities default [ONLINE]"), host.events);
        assertThrows(OfflineException.class, () -> object.setCurrentState(OFFLINE));
        transitions(object, 2);
        recorder.await(3);
        assertEquals(
                List.of("2 STATECHANGE_START", "2 STATECHANGE", "2 STATECHANGE_DONE"),
                recorder.words(),
                "the changes to the state that it is capable of");
        configure("a", "default", "capabilities", "ONLINE,OFFLINE");
        set(object, OFFLINE);
        recorder.await(6);
        assertEquals(6, recorder.heard().size());
    }

    @Test
    void changedCapabilitiesLeaveTheChildrenAlone() throws Exception {
        OfflineManager child = host.child(host.open());
        configure("a", "default", "capabilities", "none");
        assertEquals(Set.of(), host.open().getCapabilities());
        assertEquals(EnumSet.allOf(Capability.class), child.getCapabilities());
        set(child, OFFLINE);
        assertEquals(OFFLINE, child.getCurrentState());
    }

    @Test
    void aChangedStartupIsARequest() throws Exception {
        OfflineManager object = host.open();
        Recorder recorder = new Recorder();
        host.advise(recorder);
        configure("a", "default", "startup", "offline");
        host.awaitSettled(object);
        assertEquals(OFFLINE, object.getCurrentState());
        recorder.await(3);
        assertEquals(Cause.REQUEST, recorder.heard().get(0).change().cause());
        configure("a", "default", "startup", "offline", STALL, 1_000);
        configure("a", "default", "startup", "remember");
        host.awaitSettled(object);
        assertEquals(OFFLINE, object.getCurrentState(), "nothing is requested");
        recorder.await(3);
        assertEquals(3, recorder.heard().size());
    }

    @Test
    void aStartupThatHasNotChangedIsNone() throws Exception {
        OfflineManager object = host.open();
        configure("a", "default", "startup", "offline");
        host.awaitSettled(object);
        set(object, ONLINE);
        configure("a", "default", "startup", "offline", STALL, 1_000);
        host.awaitSettled(object);
        assertEquals(ONLINE, object.getCurrentState(), "as it was asked to be last");
        assertEquals(ONLINE, host.inspector.object(object.id()).requested);
    }

    @Test
    void noAdviseIsLost() throws Exception {
        host.create(CreateInfo.global("mail"));
        OfflineManager mail = host.open(MAIL);
        Recorder recorder = new Recorder();
        AdviseToken token = mail.advise(AdviseInfo.of(recorder));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> changing = Waits.elsewhere(() -> {
            for (int i = 0; !over.get(); i++) {
                configure("a", "mail", HOLD, 1_000 + i, "capabilities", "OFFLINE,ONLINE");
                if (i % 5 == 4) {
                    configurations.remove("a");
                }
            }
            return null;
        });
        for (int i = 0; i < 200; i++) {
            set(mail, i % 2 == 0 ? OFFLINE : ONLINE);
        }
        over.set(true);
        Waits.result(changing);
        recorder.await(600);
        assertEquals(600, recorder.heard().size());
        assertEquals(List.of(), recorder.complaints());
        Waits.until(() -> host.inspect(token, mail).delivered == 600, "the last to be counted");
    }

    @Test
    void anObjectThatCodeCreatedBeforeIsChangedToo() throws Exception {
        OfflineManager mail = host.create(
                CreateInfo.builder(MAIL).capabilities(Capability.OFFLINE).build());
        Recorder recorder = new Recorder();
        mail.advise(AdviseInfo.of(recorder));
        configure("a", "mail", "capabilities", "OFFLINE,ONLINE", "startup", "offline", "history", 1);
        host.awaitSettled(mail);
        assertEquals(EnumSet.allOf(Capability.class), mail.getCapabilities());
        assertEquals(OFFLINE, mail.getCurrentState());
        assertEquals(1, host.history(mail).size());
        recorder.await(3);
        assertEquals(3, recorder.heard().size());
        configurations.remove("a");
        assertEquals(Set.of(Capability.OFFLINE), mail.getCapabilities(), "as it was created");
        assertEquals(OFFLINE, mail.getCurrentState());
    }

    // ---- what is not applied

    @Test
    void aBadValueIsNotAppliedAndTheProfileRunsAsBefore() throws Exception {
        configure("a", "mail", "capabilities", "OFFLINE", "startup", "offline");
        OfflineManager mail = host.open(MAIL);
        AdviseToken token = mail.advise(AdviseInfo.of(new Recorder()));
        configure("a", "mail", "capabilities", "OFFLINE,ONLINE", "startup", "sometimes");
        assertEquals(Set.of(Capability.OFFLINE), mail.getCapabilities());
        assertEquals(OFFLINE, mail.getCurrentState());
        assertEquals(token.value(), host.inspect(token, mail).token);
        assertEquals(1, configurations.errors().size());
        for (String text : List.of(configurations.errors().get(0), log.lines().get(0))) {
            assertTrue(text.contains("startup") && text.contains("sometimes"), text);
            assertTrue(text.contains("remember") && text.contains("online") && text.contains("offline"), text);
        }
        configure("a", "mail", "capabilities", "OFFLINE,ONLINE", "startup", "offline");
        assertEquals(EnumSet.allOf(Capability.class), mail.getCapabilities());
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void aProfileWhoseFirstConfigurationIsBadIsNotThere() {
        configure("a", "mail", "backlog", 0);
        assertGone(MAIL);
        assertEquals(1, configurations.errors().size());
        configurations.remove("a");
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void aSecondConfigurationOfAProfileIsNotApplied() {
        configure("a", "mail", "capabilities", "OFFLINE");
        configure("b", "mail", "capabilities", "ONLINE");
        OfflineManager mail = host.open(MAIL);
        assertEquals(Set.of(Capability.OFFLINE), mail.getCapabilities());
        assertEquals(1, configurations.errors().size());
        for (String text : List.of(configurations.errors().get(0), log.lines().get(0))) {
            assertTrue(text.contains("b") && text.contains("profile") && text.contains("mail"), text);
        }
        configurations.remove("b");
        assertEquals(Set.of(Capability.OFFLINE), mail.getCapabilities());
        assertFalse(host.events.contains("removed mail"));
        assertEquals(List.of(), configurations.errors());
    }

    @Test
    void theSecondTakesOverWhenTheFirstIsDeletedAndNoAdviseIsLost() throws Exception {
        configure("a", "mail", "capabilities", "OFFLINE,ONLINE");
        OfflineManager mail = host.open(MAIL);
        Recorder recorder = new Recorder();
        mail.advise(AdviseInfo.of(recorder));
        configure("b", "mail", "capabilities", "OFFLINE");
        configurations.remove("a");
        assertEquals(List.of(), configurations.errors());
        assertEquals(Set.of(Capability.OFFLINE), host.open(MAIL).getCapabilities());
        assertEquals(Set.of(Capability.OFFLINE), mail.getCapabilities(), "it is still the same object");
        set(mail, OFFLINE);
        recorder.await(3);
        assertEquals(3, recorder.heard().size());
    }
}
