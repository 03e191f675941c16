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
import io.offlinestate.reachability.Reachability;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Section 1: which error comes first: NOT_FOUND, INVALID_ARGUMENT, NO_SUPPORT, PENDING; then "already so". */
@Timeout(60)
class ErrorPrecedenceTest {
    private static final Duration NEGATIVE = Duration.ofNanos(-1);

    private final Host host = new Host();
    private final OfflineManager object = host.open();

    /** Nobody is given up for lost, however slow the machine is. */
    {
        host.configure(20_000, 20_000);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private interface Body {
        void run() throws Exception;
    }

    private OfflineManager child(Capability... capabilities) {
        OfflineObjectId id = OfflineObjectId.of("default", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);
        return host.create(CreateInfo.builder(id)
                .parent(object.id())
                .capabilities(capabilities)
                .build());
    }

    /** Does something while the default profile and everything below it goes offline. */
    private void inTransition(Body body) throws Exception {
        try (Hanging gate = Hanging.in(STATECHANGE)) {
            AdviseToken token = host.advise(gate);
            CompletableFuture<ConnectionState> stage =
                    object.setCurrentState(ConnectionState.OFFLINE).toCompletableFuture();
            gate.awaitHanging();
            body.run();
            gate.letGo();
            Waits.result(stage);
            token.close();
        }
    }

    // ---- arguments

    @Test
    void aNullArgumentIsInvalid() {
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> object.setCurrentState(null));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> object.setCurrentState(null, Duration.ZERO));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> object.setCurrentState(ConnectionState.ONLINE, null));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> object.advise(null));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> host.session.find(null));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> host.session.create(null));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> host.session.release(null));
    }

    @Test
    void aNegativeTimeoutIsInvalidAndChangesNothing() {
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT, () -> object.setCurrentState(ConnectionState.OFFLINE, NEGATIVE));
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT,
                () -> object.setCurrentState(ConnectionState.OFFLINE, Duration.ofSeconds(Long.MIN_VALUE)));
        assertEquals(ConnectionState.ONLINE, host.inspector.object(object.id()).requested);
        assertEquals(0, host.inspector.object(object.id()).sequence);
    }

    @Test
    void aMessageNamesTheArgumentAndTheObject() {
        OfflineException negative =
                assertThrows(OfflineException.class, () -> object.setCurrentState(ConnectionState.OFFLINE, NEGATIVE));
        assertTrue(negative.getMessage().contains("timeout is PT-"), negative.getMessage());
        OfflineManager none = child();
        OfflineException lacking =
                assertThrows(OfflineException.class, () -> none.setCurrentState(ConnectionState.OFFLINE));
        assertTrue(lacking.getMessage().contains(none.id().toString()), lacking.getMessage());
        assertTrue(lacking.getMessage().contains("OFFLINE"), lacking.getMessage());
    }

    @Test
    void aMessageNamesTheObjectTheArgumentAndWhatWouldBeRight() {
        OfflineManager child = child(Capability.values());
        AdviseInfo info = AdviseInfo.of(notification -> {});
        AdviseToken token = child.advise(info);
        OfflineObjectId id = child.id();
        Reachability reachable = Reachability.REACHABLE;
        assertNames(id, "state", "OFFLINE or ONLINE", () -> child.setCurrentState(null));
        assertNames(id, "state", "OFFLINE or ONLINE", () -> child.setCurrentState(null, Duration.ZERO));
        assertNames(id, "timeout", "zero or more", () -> child.setCurrentState(ConnectionState.ONLINE, null));
        assertNames(id, "timeout", "zero or more", () -> child.setCurrentState(ConnectionState.ONLINE, NEGATIVE));
        assertNames(id, "info", "AdviseInfo", () -> child.advise(null));
        assertNames(id, "info", "AdviseInfo", () -> token.update(null));
        assertNames(id, "callback", "the same", () -> token.update(AdviseInfo.of(notification -> {})));
        assertNames(id, "detector", "name", () -> host.session.report(id, null, reachable, ""));
        assertNames(id, "detector", "name", () -> host.session.report(id, " ", reachable, ""));
        assertNames(id, "detector", "name", () -> host.session.withdraw(id, null));
        assertNames(id, "value", "REACHABLE", () -> host.session.report(id, "test", null, ""));
        assertNames(id, "reason", "words", () -> host.session.report(id, "test", reachable, null));
        assertNames("argument", "id", "OfflineObjectId", () -> host.session.release(null));
        assertNames("argument", "info", "CreateInfo", () -> host.session.create(null));
    }

    private static void assertNames(Object object, String argument, String right, Executable call) {
        String message = assertThrows(OfflineException.class, call).getMessage();
        for (Object each : new Object[] {object, argument, right}) {
            assertTrue(message.contains(each.toString()), () -> "\"" + each + "\" is missing in: " + message);
        }
    }

    // ---- not found comes first

    @Test
    void notFoundComesBeforeInvalidArgument() {
        OfflineManager gone = child();
        AdviseInfo info = AdviseInfo.of(notification -> {});
        host.session.release(gone.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> gone.setCurrentState(null));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> gone.setCurrentState(null, null));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> gone.setCurrentState(ConnectionState.OFFLINE, NEGATIVE));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> gone.advise(null));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> gone.advise(info));
    }

    @Test
    void notFoundComesBeforeInvalidArgumentInUpdate() {
        OfflineManager gone = child(Capability.OFFLINE);
        AdviseInfo info = AdviseInfo.of(notification -> {});
        AdviseToken token = gone.advise(info);
        host.session.release(gone.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> token.update(info));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> token.update(AdviseInfo.of(notification -> {})));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> token.update(null));
    }

    @Test
    void notFoundComesBeforeInvalidArgumentInReports() {
        OfflineObjectId absent = OfflineObjectId.global("absent");
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> host.session.report(absent, null, null, null));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> host.session.withdraw(absent, null));
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT, () -> host.session.report(object.id(), null, Reachability.UNREACHABLE, ""));
    }

    /** The object is there, with no parent; with one that is not there it cannot be had for two reasons. */
    @Test
    void aParentThatIsNotThereComesBeforeAParentThatIsAnother() {
        OfflineObjectId id = OfflineObjectId.of("default", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);
        host.create(CreateInfo.builder(id).build());
        OfflineObjectId absent = OfflineObjectId.of("default", UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);
        Refusals.assertRefused(
                ErrorCode.NOT_FOUND,
                () -> host.create(CreateInfo.builder(id).parent(absent).build()));
    }

    @Test
    void notFoundComesBeforeNoSupport() {
        OfflineManager gone = child();
        host.session.release(gone.id());
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> gone.setCurrentState(ConnectionState.OFFLINE));
        Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> gone.advise(AdviseInfo.of(notification -> {})));
    }

    @Test
    void notFoundComesBeforePending() throws Exception {
        OfflineManager child = child(Capability.OFFLINE, Capability.ONLINE);
        inTransition(() -> {
            host.session.release(child.id());
            Refusals.assertRefused(ErrorCode.NOT_FOUND, () -> child.setCurrentState(ConnectionState.OFFLINE));
        });
    }

    // ---- then invalid argument

    @Test
    void invalidArgumentComesBeforeNoSupport() {
        OfflineManager none = child();
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT, () -> none.setCurrentState(ConnectionState.OFFLINE, NEGATIVE));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> none.setCurrentState(null));
        Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> none.advise(null));
    }

    @Test
    void invalidArgumentComesBeforePending() throws Exception {
        inTransition(() -> {
            Refusals.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> object.setCurrentState(null));
            Refusals.assertRefused(
                    ErrorCode.INVALID_ARGUMENT, () -> object.setCurrentState(ConnectionState.ONLINE, NEGATIVE));
        });
    }

    @Test
    void invalidArgumentComesBeforeAlreadySo() {
        Refusals.assertRefused(
                ErrorCode.INVALID_ARGUMENT, () -> object.setCurrentState(ConnectionState.ONLINE, NEGATIVE));
    }

    // ---- then no support, then pending

    @Test
    void noSupportComesBeforePending() throws Exception {
        OfflineManager child = child(Capability.OFFLINE);
        inTransition(() -> {
            Refusals.assertRefused(ErrorCode.NO_SUPPORT, () -> child.setCurrentState(ConnectionState.ONLINE));
            Refusals.assertRefused(
                    ErrorCode.NO_SUPPORT, () -> child.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE));
            Refusals.assertRefused(ErrorCode.PENDING, () -> child.setCurrentState(ConnectionState.OFFLINE));
        });
    }

    @Test
    void noSupportComesBeforeAlreadySo() {
        OfflineManager child = child(Capability.OFFLINE);
        Refusals.assertRefused(ErrorCode.NO_SUPPORT, () -> child.setCurrentState(ConnectionState.ONLINE));
    }

    @Test
    void noSupportComesBeforePendingInsideACallback() throws Exception {
        OfflineManager child = child(Capability.OFFLINE);
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        object.advise(AdviseInfo.builder(notification -> {
                    try {
                        Refusals.assertRefused(
                                ErrorCode.NO_SUPPORT,
                                () -> child.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE));
                        outcome.complete(null);
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                })
                .notifyTypes(STATECHANGE)
                .build());
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.result(outcome);
    }

    @Test
    void pendingComesBeforeAlreadySo() throws Exception {
        inTransition(
                () -> Refusals.assertRefused(ErrorCode.PENDING, () -> object.setCurrentState(ConnectionState.OFFLINE)));
        assertEquals(ConnectionState.OFFLINE, Waits.result(object.setCurrentState(ConnectionState.OFFLINE)));
    }
}
