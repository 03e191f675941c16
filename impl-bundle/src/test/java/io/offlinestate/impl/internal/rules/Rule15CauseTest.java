// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 15: every transition says why, and so does an object that is offline. */
@Timeout(60)
class Rule15CauseTest {
    private final Host host = new Host();
    private final OfflineManager parent = host.open();
    private final OfflineManager child = host.child(parent);
    private final Recorder ofParent = new Recorder();
    private final Recorder ofChild = new Recorder();

    @BeforeEach
    void advise() {
        startup(null); // and nobody stalls, whatever the machine does meanwhile
        parent.advise(AdviseInfo.of(ofParent));
        child.advise(AdviseInfo.of(ofChild));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static void set(OfflineManager object, ConnectionState state) throws Exception {
        object.setCurrentState(state, Host.PATIENCE);
    }

    private void vote(OfflineManager object, Reachability value) {
        host.report(object, value);
        host.awaitSettled(object);
    }

    private void startup(ConnectionState state) {
        host.table.configure(
                "default", new Settings(Optional.ofNullable(state), Optional.empty(), 30_000, 30_000, 64, 100));
        host.awaitSettled(parent);
    }

    /** What its listeners and its history agree on, from the first transition on. */
    private List<Cause> causes(OfflineManager object, Recorder recorder) throws Exception {
        List<TransitionDTO> history = host.history(object);
        List<Cause> causes = new ArrayList<>();
        for (TransitionDTO transition : history.subList(1, history.size())) {
            assertEquals(causes.size() + 1, transition.sequence);
            causes.add(transition.cause);
        }
        recorder.await(3 * causes.size());
        List<OfflineNotification> heard = recorder.heard();
        assertEquals(3 * causes.size(), heard.size());
        for (int i = 0; i < heard.size(); i++) {
            assertEquals(causes.get(i / 3), heard.get(i).change().cause());
        }
        return causes;
    }

    private List<String> reasons(OfflineManager object) {
        return List.of(host.inspector.object(object.id()).reasons);
    }

    private static void assertMentions(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "\"" + text + "\" does not say " + part);
        }
    }

    // ---- causes

    @Test
    void requestByACall() throws Exception {
        set(parent, OFFLINE);
        set(parent, ONLINE);
        parent.setCurrentState(OFFLINE).toCompletableFuture().join();
        assertEquals(List.of(Cause.REQUEST, Cause.REQUEST, Cause.REQUEST), causes(parent, ofParent));
    }

    @Test
    void requestByAConfiguration() throws Exception {
        startup(OFFLINE);
        assertEquals(OFFLINE, parent.getCurrentState());
        startup(ONLINE);
        assertEquals(List.of(Cause.REQUEST, Cause.REQUEST), causes(parent, ofParent));
        assertMentions(host.history(parent).get(1).reason, "configuration");
    }

    @Test
    void detectionByVotes() throws Exception {
        vote(parent, Reachability.UNREACHABLE);
        vote(parent, Reachability.REACHABLE);
        vote(parent, Reachability.UNREACHABLE);
        host.session.withdraw(parent.id(), "test");
        host.awaitSettled(parent);
        assertEquals(
                List.of(Cause.DETECTION, Cause.DETECTION, Cause.DETECTION, Cause.DETECTION), causes(parent, ofParent));
    }

    @Test
    void parentForTheChildrenThatFollow() throws Exception {
        set(parent, OFFLINE);
        set(parent, ONLINE);
        vote(parent, Reachability.UNREACHABLE);
        vote(parent, Reachability.REACHABLE);
        assertEquals(List.of(Cause.REQUEST, Cause.REQUEST, Cause.DETECTION, Cause.DETECTION), causes(parent, ofParent));
        assertEquals(List.of(Cause.PARENT, Cause.PARENT, Cause.PARENT, Cause.PARENT), causes(child, ofChild));
        assertMentions(host.history(child).get(1).reason, parent.id().toString());
    }

    @Test
    void parentAlsoForTheChildrenOfChildren() throws Exception {
        OfflineManager grandchild = host.child(child);
        Recorder recorder = new Recorder();
        grandchild.advise(AdviseInfo.of(recorder));
        set(parent, OFFLINE);
        assertEquals(List.of(Cause.PARENT), causes(grandchild, recorder));
    }

    @Test
    void aChildThatMovesByItselfHasItsOwnCause() throws Exception {
        set(child, OFFLINE);
        set(child, ONLINE);
        vote(child, Reachability.UNREACHABLE);
        assertEquals(List.of(Cause.REQUEST, Cause.REQUEST, Cause.DETECTION), causes(child, ofChild));
        assertEquals(List.of(), causes(parent, ofParent));
    }

    @Test
    void theCauseIsWhatMadeTheDifference() throws Exception {
        vote(parent, Reachability.UNREACHABLE);
        set(parent, OFFLINE);
        vote(parent, Reachability.REACHABLE);
        set(parent, ONLINE);
        assertEquals(List.of(Cause.DETECTION, Cause.REQUEST), causes(parent, ofParent));
    }

    @Test
    void startupIsOnlyTheFirstEntryOfTheHistory() throws Exception {
        set(parent, OFFLINE);
        OfflineManager late = host.child(parent);
        for (OfflineManager object : List.of(parent, child, late)) {
            TransitionDTO first = host.history(object).get(0);
            ConnectionState begin = object == late ? OFFLINE : ONLINE;
            assertEquals(0, first.sequence);
            assertEquals(Cause.STARTUP, first.cause);
            assertEquals(begin, first.oldState);
            assertEquals(begin, first.newState);
        }
        startup(ONLINE);
        vote(parent, Reachability.UNREACHABLE);
        for (OfflineManager object : List.of(parent, child, late)) {
            List<TransitionDTO> history = host.history(object);
            assertTrue(history.stream().skip(1).noneMatch(each -> each.cause == Cause.STARTUP));
        }
        assertTrue(ofParent.heard().stream().noneMatch(each -> each.change().cause() == Cause.STARTUP));
    }

    @Test
    void sequencesBeginAnewWithEachActivation() throws Exception {
        set(parent, OFFLINE);
        set(parent, ONLINE);
        assertEquals(2, host.inspector.object(parent.id()).sequence);
        try (Host next = new Host()) {
            OfflineManager again = next.open();
            assertEquals(0, next.inspector.object(again.id()).sequence);
            assertEquals(Cause.STARTUP, next.history(again).get(0).cause);
            Recorder recorder = new Recorder();
            assertEquals(0, again.advise(AdviseInfo.of(recorder)).sequenceAtAdvise());
            again.setCurrentState(OFFLINE, Host.PATIENCE);
            assertEquals(1, recorder.heard().get(0).change().sequence());
        }
    }

    // ---- reasons

    @Test
    void oneThatIsOnlineHasNoReasonNotToBe() throws Exception {
        assertEquals(List.of(), reasons(parent));
        set(parent, OFFLINE);
        vote(parent, Reachability.UNREACHABLE);
        set(parent, ONLINE);
        vote(parent, Reachability.REACHABLE);
        assertEquals(List.of(), reasons(parent));
        assertEquals(List.of(), reasons(child));
    }

    @Test
    void aRequestSaysWhoMadeIt() throws Exception {
        BundleSession bundle = host.newSession("org.example.menu");
        host.manager(bundle, parent.id()).setCurrentState(OFFLINE, Host.PATIENCE);
        assertEquals(1, reasons(parent).size());
        assertMentions(reasons(parent).get(0), "request", "OFFLINE", "org.example.menu");
    }

    @Test
    void aVoteSaysWhoseItIsAndWhy() {
        host.newSession("org.example.ping").report(parent.id(), "icmp", Reachability.UNREACHABLE, "no route to host");
        host.awaitSettled(parent);
        assertEquals(1, reasons(parent).size());
        assertMentions(reasons(parent).get(0), "unreachable", "icmp", "org.example.ping", "no route to host");
    }

    @Test
    void aChildNamesItsParent() throws Exception {
        set(parent, OFFLINE);
        assertEquals(1, reasons(child).size());
        assertMentions(reasons(child).get(0), "parent", parent.id().toString(), "offline");
    }

    @Test
    void aConfigurationIsNamed() {
        startup(OFFLINE);
        assertEquals(1, reasons(parent).size());
        assertMentions(reasons(parent).get(0), "configuration");
    }

    @Test
    void everyReasonThatHoldsIsListedAndNoOther() throws Exception {
        BundleSession other = host.newSession("other");
        set(child, OFFLINE);
        host.session.report(child.id(), "ping", Reachability.UNREACHABLE, "no answer");
        host.session.report(child.id(), "http", Reachability.UNREACHABLE, "503");
        other.report(child.id(), "ping", Reachability.UNREACHABLE, "");
        other.report(child.id(), "dns", Reachability.REACHABLE, "all is well");
        set(parent, OFFLINE);
        assertEquals(5, reasons(child).size());
        host.session.report(child.id(), "http", Reachability.REACHABLE, "200");
        assertEquals(4, reasons(child).size());
        assertTrue(reasons(child).stream().noneMatch(reason -> reason.contains("http") || reason.contains("dns")));
        other.close();
        assertEquals(3, reasons(child).size());
        set(child, ONLINE);
        assertEquals(2, reasons(child).size());
        set(parent, ONLINE);
        assertEquals(1, reasons(child).size());
        assertMentions(reasons(child).get(0), "ping", "no answer");
        assertEquals(OFFLINE, child.getCurrentState());
        host.session.withdraw(child.id(), "ping");
        host.awaitSettled(child);
        assertEquals(List.of(), reasons(child));
        assertEquals(ONLINE, child.getCurrentState());
    }
}
