// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.reachability.Reachability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What bundles say is kept to a length, and messages do not grow with the number of profiles. */
@Timeout(60)
class BoundedTextTest {
    private static final int LABEL = 256;
    private static final int FAILURE = 1_024;
    private static final String HUGE = "x".repeat(3_000_000);
    private static final String CUT = "x".repeat(LABEL - 1) + '\u2026';

    private final Host host = new Host();
    private final OfflineManager object = host.open();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void label_huge_isCutWhenAdvised() {
        AdviseToken token =
                object.advise(AdviseInfo.builder(event -> {}).label(HUGE).build());
        assertEquals(CUT, host.inspect(token, object).label);
    }

    @Test
    void label_huge_isCutWhenUpdated() {
        AdviseInfo info = AdviseInfo.of(event -> {});
        AdviseToken token = object.advise(info);
        token.update(AdviseInfo.builder(info.callback()).label(HUGE).build());
        assertEquals(CUT, host.inspect(token, object).label);
    }

    @Test
    void label_hugeBundleName_isCut() {
        OfflineManager other = host.manager(host.newSession(HUGE), object.id());
        assertTrue(host.inspect(other.advise(AdviseInfo.of(event -> {})), object)
                        .label
                        .length()
                <= LABEL);
    }

    @Test
    void laggard_hugeLabel_isCutInTheHistory() throws Exception {
        host.configure(1, 1);
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE_START)) {
            object.advise(AdviseInfo.builder(hanging).label(HUGE).build());
            object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
            host.awaitSettled(object);
        }
        assertEquals(CUT, host.history(object).get(1).laggards[0]);
    }

    @Test
    void failure_huge_isCut() throws Exception {
        AdviseToken token = object.advise(AdviseInfo.of(event -> {
            throw new IllegalStateException(HUGE);
        }));
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        String failure = host.inspect(token, object).lastFailure;
        assertEquals(FAILURE, failure.length());
        assertTrue(failure.startsWith("java.lang.IllegalStateException: xxx"), failure);
    }

    @Test
    void reason_huge_isCut() {
        host.session.report(object.id(), "detector", Reachability.UNREACHABLE, HUGE);
        host.awaitSettled(object);
        String reason = host.inspector.object(object.id()).reasons[0];
        assertTrue(reason.endsWith(": " + CUT), reason);
        assertEquals(reason, host.history(object).get(1).reason);
    }

    @Test
    void detector_huge_isCutWhereItIsShown() {
        host.session.report(object.id(), HUGE, Reachability.UNREACHABLE, "");
        host.session.report(object.id(), HUGE + "y", Reachability.UNREACHABLE, "");
        host.awaitSettled(object);
        assertTrue(host.inspector.object(object.id()).reasons[0].contains(" " + CUT + " "));
        host.session.withdraw(object.id(), HUGE);
        assertEquals(1, host.inspector.object(object.id()).reasons.length); // it is not taken for the other one
    }

    @Test
    void reasons_ofManyDetectors_areBoundedInTheHistory() throws Exception {
        host.configure(30_000, 30_000);
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        try (Hanging hanging = Hanging.in(NotifyType.STATECHANGE_DONE)) {
            object.advise(AdviseInfo.of(hanging));
            object.setCurrentState(ConnectionState.ONLINE);
            hanging.awaitHanging();
            for (int i = 0; i < 1_000; i++) { // all of them are applied together once it is done
                host.session.report(object.id(), "detector-" + i, Reachability.UNREACHABLE, "no route");
            }
        }
        Waits.until(() -> host.history(object).size() == 4, "the transition that the votes bring");
        assertEquals(FAILURE, host.history(object).get(3).reason.length());
    }

    @Test
    void open_mistypedAmongManyProfiles_namesTheNearestAndTheCount() {
        createMany();
        String message = assertThrows(OfflineException.class, () -> host.open(OfflineObjectId.global("acount-77")))
                .getMessage();
        assertTrue(message.contains("did you mean account-77 or "), message);
        assertTrue(message.endsWith(" and 991 more"), message); // default is one, too
        assertTrue(message.length() < 400, message);
    }

    @Test
    void release_mistypedAmongManyProfiles_isAnsweredAsShortly() {
        createMany();
        String message = assertThrows(
                        OfflineException.class, () -> host.session.release(OfflineObjectId.global("acount-77")))
                .getMessage();
        assertTrue(message.length() < 400, message);
    }

    @Test
    void report_aboutAMistypedProfile_isAnsweredAsShortly() {
        createMany();
        String message = assertThrows(
                        OfflineException.class,
                        () -> host.session.report(
                                OfflineObjectId.global("acount-77"), "detector", Reachability.REACHABLE, ""))
                .getMessage();
        assertTrue(message.length() < 400, message);
    }

    private void createMany() {
        for (int i = 0; i < 1_000; i++) {
            host.create(CreateInfo.global("account-" + i));
        }
    }
}
