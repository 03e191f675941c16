// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_DONE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 10: from inside a callback a listener may call anything. */
@Timeout(60)
class Rule10ReentrantTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();

    /** Callbacks are patient, so that what deadlocks is seen to be late. */
    {
        host.configure(20_000, 20_000);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Does something in the first callback of this type; what comes out of it is not lost. */
    private final class Doing implements OfflineNotify {
        private final NotifyType type;
        private final Action action;
        private final CompletableFuture<Void> outcome = new CompletableFuture<>();
        private final Recorder recorder = new Recorder();

        Doing(NotifyType type, Action action) {
            this.type = type;
            this.action = action;
        }

        @Override
        public void notify(OfflineNotification notification) {
            recorder.notify(notification);
            if (notification.type() == type && !outcome.isDone()) {
                try {
                    action.run();
                    outcome.complete(null);
                } catch (Throwable e) {
                    outcome.completeExceptionally(e);
                }
            }
        }

        /** Advises it, goes offline, and waits until it has done its thing and everybody has been told. */
        AdviseToken play() throws Exception {
            AdviseToken token = object.advise(AdviseInfo.of(this));
            CompletableFuture<ConnectionState> stage =
                    object.setCurrentState(ConnectionState.OFFLINE).toCompletableFuture();
            Waits.result(outcome);
            assertEquals(ConnectionState.OFFLINE, Waits.result(stage));
            return token;
        }
    }

    private void inside(Action action) throws Exception {
        new Doing(STATECHANGE, action).play();
    }

    private void back() throws Exception {
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
    }

    // ---- advising

    @ParameterizedTest
    @EnumSource
    void unadvisesItself(NotifyType type) throws Exception {
        AtomicReference<AdviseToken> its = new AtomicReference<>();
        Doing self = new Doing(type, () -> object.unadvise(its.get()));
        its.set(object.advise(AdviseInfo.of(self)));
        Recorder other = new Recorder();
        host.advise(other);
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.result(self.outcome);
        back();
        assertEquals(type.value(), self.recorder.heard().size(), "nothing begins after unadvise");
        assertEquals(6, other.heard().size());
    }

    @Test
    void unadvisesItselfWhileBeingToldItsStartingPoint() throws Exception {
        CompletableFuture<AdviseToken> its = new CompletableFuture<>();
        CompletableFuture<Integer> outcome = new CompletableFuture<>();
        Recorder recorder = new Recorder();
        OfflineNotify self = new OfflineNotify() {
            @Override
            public void advised(OfflineObjectId id, ConnectionState state, long sequence) {
                its.join().close();
                outcome.complete(1);
            }

            @Override
            public void notify(OfflineNotification notification) {
                recorder.notify(notification);
            }
        };
        its.complete(host.advise(self));
        Waits.result(outcome);
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(List.of(), recorder.words());
    }

    @Test
    void unadvisesItselfAfterHavingHung() throws Exception {
        host.configure(20_000, 20);
        CompletableFuture<AdviseToken> its = new CompletableFuture<>();
        CountDownLatch outcome = new CountDownLatch(1);
        Hanging self = Hanging.in(STATECHANGE_START);
        OfflineNotify leaving = notification -> {
            self.notify(notification);
            its.join().close();
            outcome.countDown();
        };
        its.complete(host.advise(leaving));
        host.report(object, Reachability.UNREACHABLE);
        self.awaitHanging();
        host.awaitSettled(object);
        self.letGo();
        Waits.on(outcome, "unadvise");
        back();
        assertEquals(List.of("1 STATECHANGE_START"), self.recorder.words());
    }

    @Test
    void unadvisesAnotherWhoseTurnIsYetToCome() throws Exception {
        Recorder other = new Recorder();
        AtomicReference<AdviseToken> token = new AtomicReference<>();
        host.advise(new Doing(STATECHANGE, () -> object.unadvise(token.get())));
        token.set(host.advise(other));
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        assertEquals(List.of("1 STATECHANGE_START"), other.words());
    }

    @Test
    void unadvisesAnotherThatHangs() throws Exception {
        host.configure(200, 20);
        try (Hanging other = Hanging.in(STATECHANGE_START)) {
            AdviseToken token =
                    object.advise(AdviseInfo.builder(other).ranking(1).build());
            new Doing(STATECHANGE_START, token::close).play();
            assertTrue(other.isHanging());
            other.awaitReturn();
            back();
            assertEquals(List.of("1 STATECHANGE_START"), other.recorder.words());
        }
    }

    @Test
    void twoThatUnadviseEachOtherAtTheSameTimeWaitNoLongerThanTheHoldTimeout() throws Exception {
        host.configure(200, 20);
        AdviseToken[] tokens = new AdviseToken[2];
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch over = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            tokens[i] = host.advise(notification -> {
                try {
                    both.await(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                tokens[other].close();
                over.countDown();
            });
        }
        long begun = System.nanoTime();
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.on(over, "both");
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(millis < 10_000, "took " + millis + " ms");
    }

    @ParameterizedTest
    @EnumSource
    void advisesAnotherThatIsToldOfThePhasesThatBeginLater(NotifyType type) throws Exception {
        Recorder later = new Recorder();
        AtomicReference<AdviseToken> token = new AtomicReference<>();
        new Doing(type, () -> token.set(host.advise(later))).play();
        back();
        List<String> expected = new ArrayList<>();
        if (type == STATECHANGE_START) {
            expected.add("1 STATECHANGE");
        }
        if (type != STATECHANGE_DONE) {
            expected.add("1 STATECHANGE_DONE");
        }
        expected.addAll(List.of("2 STATECHANGE_START", "2 STATECHANGE", "2 STATECHANGE_DONE"));
        assertEquals(expected, later.words());
        assertEquals(
                type == STATECHANGE_START ? ConnectionState.ONLINE : ConnectionState.OFFLINE,
                token.get().stateAtAdvise());
        assertEquals(type == STATECHANGE_START ? 0 : 1, token.get().sequenceAtAdvise());
    }

    @Test
    void updatesItsAdviseAndThatOfAnother() throws Exception {
        Recorder other = new Recorder();
        AtomicReference<AdviseToken> its = new AtomicReference<>();
        AtomicReference<AdviseToken> token = new AtomicReference<>();
        AtomicReference<Doing> self = new AtomicReference<>();
        self.set(new Doing(STATECHANGE, () -> {
            its.get()
                    .update(AdviseInfo.builder(self.get())
                            .notifyTypes(STATECHANGE_START)
                            .build());
            token.get().update(AdviseInfo.builder(other).clientToken(9).build());
        }));
        its.set(host.advise(self.get()));
        token.set(host.advise(other));
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.result(self.get().outcome);
        assertEquals(
                List.of("1 STATECHANGE_START", "1 STATECHANGE"),
                self.get().recorder.words());
        assertEquals(9, other.heard().get(1).clientToken());
    }

    // ---- state

    @Test
    void readsTheState() throws Exception {
        inside(() -> {
            assertEquals(ConnectionState.OFFLINE, object.getCurrentState());
            assertEquals(2, object.getCapabilities().size());
            assertEquals(STATECHANGE, host.inspector.object(object.id()).phase);
            assertEquals(1, host.inspector.objects().length);
            assertEquals(Cause.STARTUP, host.history(object).get(0).cause);
        });
    }

    @Test
    void setsAnObjectOfAnotherTreeAndWaitsForIt() throws Exception {
        OfflineManager other = host.create(CreateInfo.global("other"));
        Recorder recorder = new Recorder();
        other.advise(AdviseInfo.of(recorder));
        inside(() ->
                assertEquals(ConnectionState.OFFLINE, other.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE)));
        assertEquals(3, recorder.heard().size());
    }

    @Test
    void setsAnObjectOfItsOwnTreeWhichTakesItsTurn() throws Exception {
        OfflineManager child = host.child(object);
        child.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        AtomicReference<CompletableFuture<ConnectionState>> stage = new AtomicReference<>();
        inside(() -> stage.set(child.setCurrentState(ConnectionState.ONLINE).toCompletableFuture()));
        assertEquals(ConnectionState.OFFLINE, Waits.result(stage.get()));
        assertEquals(ConnectionState.ONLINE, host.inspector.object(child.id()).requested);
    }

    @Test
    void isRefusedRatherThanLeftWaitingForItself() throws Exception {
        inside(() -> {
            OfflineException refused = assertThrows(
                    OfflineException.class, () -> object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE));
            assertEquals(ErrorCode.PENDING, refused.code());
        });
    }

    @Test
    void reportsWhatItFindsOut() throws Exception {
        inside(() -> {
            host.report(object, Reachability.UNREACHABLE);
            host.session.withdraw(object.id(), "test");
        });
        back();
        assertEquals(ConnectionState.ONLINE, object.getCurrentState());
    }

    // ---- objects

    @Test
    void createsOpensAndReleasesObjects() throws Exception {
        inside(() -> {
            OfflineManager profile = host.create(CreateInfo.global("other"));
            OfflineManager child = host.child(profile);
            assertEquals(child.id(), host.open(child.id()).id());
            host.session.release(child.id());
            host.session.release(profile.id());
            assertEquals(
                    ErrorCode.NOT_FOUND,
                    assertThrows(OfflineException.class, () -> host.open(profile.id()))
                            .code());
        });
    }

    @ParameterizedTest
    @EnumSource
    void releasesTheVeryObjectThatItIsToldOf(NotifyType type) throws Exception {
        OfflineManager account = host.child(object);
        Doing doing = new Doing(type, () -> host.session.release(account.id()));
        account.advise(AdviseInfo.of(doing));
        Recorder above = new Recorder();
        host.advise(above);
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.result(doing.outcome);
        assertEquals(type.value(), doing.recorder.heard().size(), "nothing begins on an object that is gone");
        assertEquals(3, above.heard().size());
        assertEquals(
                ErrorCode.NOT_FOUND,
                assertThrows(OfflineException.class, account::getCurrentState).code());
    }

    @Test
    void configuresItsProfile() throws Exception {
        AdviseToken token = new Doing(STATECHANGE, () -> host.configure(1_000, 1_000)).play();
        back();
        assertEquals(6, host.inspect(token, object).delivered);
    }

    @Test
    void createsAndReleasesTheSameChildAgainAndAgain() throws Exception {
        UUID type = UUID.randomUUID();
        inside(() -> {
            for (int i = 0; i < 20; i++) {
                OfflineManager child = host.create(CreateInfo.child(object.id(), type, OfflineObjectId.NO_INSTANCE));
                assertEquals(ConnectionState.OFFLINE, child.getCurrentState());
                host.session.release(child.id());
            }
        });
    }

    // ---- bundles

    @ParameterizedTest
    @EnumSource
    void stopsItsOwnBundle(NotifyType type) throws Exception {
        BundleSession bundle = host.newSession("leaving");
        OfflineManager its = host.manager(bundle, object.id());
        Recorder second = new Recorder();
        Doing doing = new Doing(type, bundle::close);
        its.advise(AdviseInfo.of(doing));
        its.advise(AdviseInfo.of(second));
        bundle.report(object.id(), "leaving", Reachability.REACHABLE, "");
        bundle.create(CreateInfo.child(object.id(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.result(doing.outcome);
        back();
        assertEquals(type.value(), doing.recorder.heard().size());
        assertEquals(type.value() - 1, second.heard().size());
        assertEquals(0, host.inspector.object(object.id()).advises.length);
        assertEquals(0, host.inspector.object(object.id()).children.length);
    }

    @Test
    void stopsAnotherBundle() throws Exception {
        BundleSession bundle = host.newSession("other");
        Recorder other = new Recorder();
        inside(() -> {
            host.manager(bundle, object.id()).advise(AdviseInfo.of(other));
            bundle.close();
        });
        back();
        assertEquals(List.of(), other.words());
    }

    @Test
    void stopsTheServiceItself() throws Exception {
        Doing doing = new Doing(STATECHANGE, host::close);
        host.advise(doing);
        CompletableFuture<ConnectionState> stage =
                object.setCurrentState(ConnectionState.OFFLINE).toCompletableFuture();
        Waits.result(doing.outcome);
        OfflineException gone = assertThrows(OfflineException.class, () -> Waits.result(stage));
        assertEquals(ErrorCode.NOT_FOUND, gone.code());
        assertEquals(2, doing.recorder.heard().size());
    }

    // ---- completion actions

    @Test
    void aCompletionActionMayDoAllThisToo() throws Exception {
        CompletableFuture<ConnectionState> outcome = object.setCurrentState(ConnectionState.OFFLINE)
                .thenApply(state -> {
                    try {
                        Recorder recorder = new Recorder();
                        AdviseToken token = host.advise(recorder);
                        ConnectionState back = object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
                        token.close();
                        assertEquals(3, recorder.heard().size());
                        return back;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toCompletableFuture();
        assertEquals(ConnectionState.ONLINE, Waits.result(outcome));
    }
}
