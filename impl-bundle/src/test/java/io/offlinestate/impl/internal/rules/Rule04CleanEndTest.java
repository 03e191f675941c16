// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.NotifyType;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 4: once unadvise returns, or a bundle has stopped, no callback begins and none is running. */
@Timeout(60)
class Rule04CleanEndTest {
    private final Host host = new Host();
    private final OfflineManager object = host.open();
    private final List<Hanging> hanging = new ArrayList<>();

    /** Longer than any test takes: what ends by a timeout is seen to be late. */
    {
        host.configure(100_000, 100_000);
    }

    @AfterEach
    void close() {
        hanging.forEach(Hanging::letGo);
        host.close();
    }

    private void set(ConnectionState state) throws Exception {
        object.setCurrentState(state, Host.PATIENCE);
    }

    private Hanging hang(Hanging listener) {
        hanging.add(listener);
        return listener;
    }

    private Hanging hangIn(NotifyType type) {
        return hang(Hanging.in(type));
    }

    /** Begins a transition in which it hangs. */
    private void fallInto(Hanging listener) {
        host.report(object, Reachability.UNREACHABLE);
        listener.awaitHanging();
    }

    private void unadvise(AdviseToken token) {
        object.unadvise(token);
    }

    /** Does something that has to wait until the listener that hangs has returned. */
    private void assertWaitsFor(Hanging listener, Runnable end) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Call<Boolean> call = Call.of(() -> {
            begun.countDown();
            end.run();
            return listener.isHanging();
        });
        Waits.on(begun, "a thread");
        assertTrue(call.waits(), "it has returned although a callback is running");
        assertTrue(listener.isHanging());
        listener.letGo();
        assertFalse(call.result(), "it has returned before the callback");
    }

    // ---- nothing begins

    @Test
    void nothingBeginsAfterUnadvise() throws Exception {
        Recorder first = new Recorder();
        Recorder second = new Recorder();
        Recorder other = new Recorder();
        AdviseToken unadvised = host.advise(first);
        AdviseToken closed = host.advise(second);
        host.advise(other);
        set(ConnectionState.OFFLINE);
        object.unadvise(unadvised);
        closed.close();
        set(ConnectionState.ONLINE);
        assertEquals(3, first.heard().size());
        assertEquals(3, second.heard().size());
        assertEquals(6, other.heard().size());
        assertEquals(1, host.inspector.object(object.id()).advises.length);
    }

    @Test
    void notEvenTheStartingPoint() throws Exception {
        Hanging greeted = hang(Hanging.inAdvised());
        host.advise(greeted);
        greeted.awaitHanging();
        Recorder recorder = new Recorder();
        host.advise(recorder).close();
        String then = recorder.start();
        greeted.awaitReturn();
        set(ConnectionState.OFFLINE);
        assertEquals(then, recorder.start());
        assertEquals(List.of(), recorder.words());
    }

    /** Knows whether it is called when it must not be. */
    private static final class Watchful implements OfflineNotify {
        private volatile boolean ended;
        private volatile boolean inside;
        private final AtomicReference<String> violation = new AtomicReference<>();

        @Override
        public void advised(OfflineObjectId id, ConnectionState state, long sequence) {
            be("advised");
        }

        @Override
        public void notify(OfflineNotification notification) {
            be("notify");
        }

        private void be(String what) {
            if (ended) {
                violation.compareAndSet(null, what + " has begun after the end");
            }
            inside = true;
            Thread.yield();
            inside = false;
            if (ended) {
                violation.compareAndSet(null, what + " was running at the end");
            }
        }

        /** To be called as soon as whatever ends it has returned. */
        void end() {
            if (inside) {
                violation.compareAndSet(null, "a callback is running at the end");
            }
            ended = true;
        }
    }

    @Test
    void nothingBeginsAndNothingRunsHoweverCloseTheRace() throws Exception {
        List<Watchful> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            host.advise(notification -> Thread.yield());
        }
        Crowd crowd = new Crowd();
        for (int i = 0; i < 2; i++) {
            List<Watchful> mine = new ArrayList<>();
            crowd.times(700, () -> {
                Watchful one = new Watchful();
                mine.add(one);
                AdviseToken token = host.advise(one);
                for (int spin = mine.size() % 40; spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                if (mine.size() % 3 == 0) {
                    Thread.yield();
                }
                token.close();
                one.end();
                synchronized (all) {
                    all.add(one);
                }
            });
        }
        crowd.meanwhile(() -> host.report(object, Reachability.UNREACHABLE))
                .meanwhile(() -> host.report(object, Reachability.REACHABLE))
                .run();
        host.awaitSettled(object);
        assertTrue(all.size() > 20, () -> "too few to mean anything: " + all.size());
        for (Watchful each : all) {
            assertNull(each.violation.get());
        }
    }

    @Test
    void nothingBeginsAndNothingRunsAfterListenersHaveStalledEither() throws Exception {
        host.configure(100_000, 1);
        List<Watchful> all = new ArrayList<>();
        host.advise(notification -> Waits.workFor(2));
        new Crowd()
                .times(200, () -> {
                    Watchful one = new Watchful();
                    AdviseToken token = host.advise(notification -> {
                        one.notify(notification);
                        Waits.workFor(notification.change().sequence() % 2 * 2);
                    });
                    Waits.workFor(all.size() % 4);
                    token.close();
                    one.end();
                    all.add(one);
                })
                .meanwhile(() -> host.report(object, Reachability.UNREACHABLE))
                .meanwhile(() -> host.report(object, Reachability.REACHABLE))
                .run();
        host.awaitSettled(object);
        assertTrue(all.size() > 20, () -> "too few to mean anything: " + all.size());
        for (Watchful each : all) {
            assertNull(each.violation.get());
        }
    }

    @Test
    void whatHasPiledUpBehindAHangingCallbackIsNotDelivered() throws Exception {
        host.configure(100, 20);
        Hanging listener = hangIn(STATECHANGE_START);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        host.awaitSettled(object);
        host.report(object, Reachability.REACHABLE);
        host.awaitSettled(object);
        token.close();
        listener.awaitReturn();
        Recorder witness = new Recorder();
        host.advise(witness);
        host.report(object, Reachability.UNREACHABLE);
        witness.await(3);
        assertEquals(List.of("1 STATECHANGE_START"), listener.recorder.words());
    }

    // ---- nothing runs

    @ParameterizedTest
    @EnumSource
    void unadviseWaitsForTheCallbackInProgress(NotifyType type) throws Exception {
        Hanging listener = hangIn(type);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        assertWaitsFor(listener, () -> unadvise(token));
    }

    @Test
    void closeWaitsForTheCallbackInProgress() throws Exception {
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        assertWaitsFor(listener, token::close);
    }

    @Test
    void unadviseWaitsForAdvisedToo() throws Exception {
        Hanging listener = hang(Hanging.inAdvised());
        AdviseToken token = host.advise(listener);
        listener.awaitHanging();
        assertWaitsFor(listener, token::close);
    }

    @Test
    void unadviseWaitsForOneThatHasStalled() throws Exception {
        host.configure(100_000, 20);
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        host.awaitSettled(object);
        assertWaitsFor(listener, token::close);
    }

    @Test
    void everyUnadviseOfATokenWaitsForItsCallback() throws Exception {
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        Call<Void> first = Call.of(() -> {
            token.close();
            return null;
        });
        assertTrue(first.waits());
        assertWaitsFor(listener, token::close);
        first.result();
    }

    @Test
    void unadviseWaitsForOneThatStallsMeanwhile() throws Exception {
        Hanging listener =
                hang(Hanging.when(notification -> notification.change().sequence() == 2));
        AdviseToken token = host.advise(listener);
        set(ConnectionState.OFFLINE);
        host.configure(100_000, 100);
        CompletableFuture<ConnectionState> stage =
                object.setCurrentState(ConnectionState.ONLINE).toCompletableFuture();
        listener.awaitHanging();
        Call<Void> first = Call.of(() -> {
            token.close();
            return null;
        });
        assertTrue(first.waits());
        Waits.result(stage); // goes on without it
        assertTrue(first.waits(), "it has returned although a callback is running");
        assertWaitsFor(listener, token::close);
        first.result();
    }

    @Test
    void aBundleThatStopsWaitsForACallbackThatHasStalledSinceItsEnd() throws Exception {
        BundleSession bundle = host.newSession("stopping");
        Hanging listener =
                hang(Hanging.when(notification -> notification.change().sequence() == 2));
        AdviseToken token = host.manager(bundle, object.id()).advise(AdviseInfo.of(listener));
        set(ConnectionState.OFFLINE);
        host.configure(100_000, 100);
        CompletableFuture<ConnectionState> stage =
                object.setCurrentState(ConnectionState.ONLINE).toCompletableFuture();
        listener.awaitHanging();
        Call<Void> unadvise = Call.of(() -> {
            token.close();
            return null;
        });
        assertTrue(unadvise.waits());
        Waits.result(stage);
        assertWaitsFor(listener, bundle::close);
        unadvise.result();
    }

    @Test
    void unadviseWaitsNoLongerThanTheHoldTimeout() {
        host.configure(100, 100_000);
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        long begun = System.nanoTime();
        token.close();
        assertTrue(System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(100));
        assertTrue(listener.isHanging());
    }

    @Test
    void anInterruptDoesNotCutTheWaitShortAndIsNotLost() throws Exception {
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        Call<Boolean> call = Call.of(() -> {
            Thread.currentThread().interrupt();
            token.close();
            return Thread.currentThread().isInterrupted() && !listener.isHanging();
        });
        assertTrue(call.waits());
        call.interrupt();
        assertTrue(call.waits());
        listener.letGo();
        assertTrue(call.result());
    }

    @Test
    void unadviseDoesNotWaitForOtherListeners() throws Exception {
        Hanging other = hangIn(STATECHANGE);
        host.advise(other);
        Recorder recorder = new Recorder();
        AdviseToken token = host.advise(recorder);
        fallInto(other);
        Waits.result(Waits.elsewhere(() -> {
            token.close();
            return null;
        }));
        assertTrue(other.isHanging());
    }

    // ---- from inside

    @ParameterizedTest
    @EnumSource
    void fromInsideThatCallbackItReturnsAtOnce(NotifyType type) throws Exception {
        CompletableFuture<AdviseToken> its = new CompletableFuture<>();
        CountDownLatch returned = new CountDownLatch(1);
        Recorder recorder = new Recorder(notification -> {
            if (notification.type() == type) {
                object.unadvise(its.join());
                returned.countDown();
            }
        });
        its.complete(host.advise(recorder));
        host.report(object, Reachability.UNREACHABLE);
        Waits.on(returned, "unadvise");
        host.awaitSettled(object);
        host.report(object, Reachability.REACHABLE);
        host.awaitSettled(object);
        assertEquals(type.value(), recorder.heard().size(), "nothing begins after it");
    }

    @Test
    void fromInsideAnotherCallbackItWaits() throws Exception {
        Hanging listener = hangIn(STATECHANGE_START);
        AdviseToken token = host.advise(listener);
        OfflineManager other = host.create(CreateInfo.global("other"));
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        other.advise(AdviseInfo.builder(notification -> {
                    begun.countDown();
                    token.close();
                    outcome.complete(listener.isHanging());
                })
                .notifyTypes(STATECHANGE)
                .build());
        fallInto(listener);
        host.session.report(other.id(), "test", Reachability.UNREACHABLE, "");
        Waits.on(begun, "the other callback");
        listener.letGo();
        assertFalse(Waits.result(outcome), "it has returned before the callback that it waits for");
    }

    // ---- a bundle stops

    @Test
    void nothingBeginsAfterABundleHasStopped() throws Exception {
        BundleSession bundle = host.newSession("stopping");
        OfflineManager child = host.child(object);
        Recorder first = new Recorder();
        Recorder second = new Recorder();
        host.manager(bundle, object.id()).advise(AdviseInfo.of(first));
        host.manager(bundle, child.id()).advise(AdviseInfo.of(second));
        bundle.close();
        set(ConnectionState.OFFLINE);
        assertEquals(List.of(), first.words());
        assertEquals(List.of(), second.words());
    }

    @Test
    void nothingBeginsAndNothingRunsHoweverCloseTheBundleStopsToIt() throws Exception {
        List<Watchful> all = new ArrayList<>();
        new Crowd()
                .times(400, () -> {
                    BundleSession bundle = host.newSession("stopping");
                    List<Watchful> its = List.of(new Watchful(), new Watchful());
                    for (Watchful each : its) {
                        host.manager(bundle, object.id()).advise(AdviseInfo.of(each));
                    }
                    Thread.yield();
                    bundle.close();
                    its.forEach(Watchful::end);
                    all.addAll(its);
                })
                .meanwhile(() -> host.report(object, Reachability.UNREACHABLE))
                .meanwhile(() -> host.report(object, Reachability.REACHABLE))
                .run();
        host.awaitSettled(object);
        assertTrue(all.size() > 20, () -> "too few to mean anything: " + all.size());
        for (Watchful each : all) {
            assertNull(each.violation.get());
        }
    }

    @Test
    void aBundleThatStopsWaitsForTheCallbacksInProgress() throws Exception {
        BundleSession bundle = host.newSession("stopping");
        Hanging listener = hangIn(STATECHANGE);
        host.manager(bundle, object.id()).advise(AdviseInfo.of(listener));
        fallInto(listener);
        assertWaitsFor(listener, bundle::close);
    }

    @Test
    void aBundleThatStopsWaitsNoLongerThanTheHoldTimeout() {
        host.configure(100, 100_000);
        BundleSession bundle = host.newSession("stopping");
        Hanging listener = hangIn(STATECHANGE);
        host.manager(bundle, object.id()).advise(AdviseInfo.of(listener));
        fallInto(listener);
        bundle.close();
        assertTrue(listener.isHanging());
    }

    @Test
    void aBundleThatStopsWaitsForACallbackWhoseAdviseIsBeingEnded() throws Exception {
        BundleSession bundle = host.newSession("stopping");
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = host.manager(bundle, object.id()).advise(AdviseInfo.of(listener));
        fallInto(listener);
        Call<Void> unadvise = Call.of(() -> {
            token.close();
            return null;
        });
        assertTrue(unadvise.waits());
        assertWaitsFor(listener, bundle::close);
        unadvise.result();
    }

    @Test
    void aBundleThatStopsWaitsForACallbackOfAnObjectThatIsGone() throws Exception {
        BundleSession bundle = host.newSession("stopping");
        OfflineManager child = host.child(object);
        Hanging listener = hangIn(STATECHANGE);
        host.manager(bundle, child.id()).advise(AdviseInfo.of(listener));
        fallInto(listener);
        host.session.release(child.id());
        assertWaitsFor(listener, bundle::close);
    }

    @Test
    void unadviseWaitsForACallbackOfAnObjectThatIsGone() throws Exception {
        OfflineManager child = host.child(object);
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = child.advise(AdviseInfo.of(listener));
        fallInto(listener);
        host.session.release(child.id());
        assertWaitsFor(listener, () -> child.unadvise(token));
    }

    @Test
    void aBundleThatStopsFromInsideItsCallbackIsNotWaitedForByItself() throws Exception {
        BundleSession bundle = host.newSession("stopping");
        CountDownLatch returned = new CountDownLatch(1);
        Recorder recorder = new Recorder(notification -> {
            bundle.close();
            returned.countDown();
        });
        host.manager(bundle, object.id()).advise(AdviseInfo.of(recorder));
        host.report(object, Reachability.UNREACHABLE);
        Waits.on(returned, "the bundle to stop");
        host.awaitSettled(object);
        assertEquals(1, recorder.heard().size());
    }

    @Test
    void aBundleThatHasStoppedCannotLeaveAnAdviseBehind() throws Exception {
        BundleSession bundle = host.newSession("stopped");
        OfflineManager its = host.manager(bundle, object.id());
        bundle.close();
        Recorder recorder = new Recorder();
        host.whenChanged = () -> Waits.until(() -> recorder.start() != null, "the greeting of a listener that is live");
        its.advise(AdviseInfo.of(recorder));
        host.whenChanged = () -> {};
        set(ConnectionState.OFFLINE);
        assertNull(recorder.start(), "not even where it starts from");
        assertEquals(List.of(), recorder.words());
        assertEquals(0, host.inspector.object(object.id()).advises.length);
    }

    @Test
    void nothingBeginsAfterABundleHasStoppedThatGoesOnAdvising() throws Exception {
        for (int i = 0; i < 200; i++) {
            BundleSession bundle = host.newSession("stopping");
            OfflineManager its = host.manager(bundle, object.id());
            Watchful listener = new Watchful();
            CountDownLatch begun = new CountDownLatch(1);
            Call<Void> advises = Call.of(() -> {
                for (int n = 0; n < 50; n++) {
                    its.advise(AdviseInfo.of(listener));
                    begun.countDown();
                }
                return null;
            });
            Waits.on(begun, "an advise");
            bundle.close();
            listener.end();
            advises.result();
            assertEquals(0, host.inspector.object(object.id()).advises.length);
            assertNull(listener.violation.get());
        }
    }

    @Test
    void theServiceItselfStopsLikeThis() throws Exception {
        Hanging listener = hangIn(STATECHANGE);
        host.advise(listener);
        fallInto(listener);
        assertWaitsFor(listener, host.table::close);
        assertEquals(List.of("1 STATECHANGE_START", "1 STATECHANGE"), listener.recorder.words());
    }

    @Test
    void theServiceItselfWaitsForACallbackWhoseAdviseIsBeingEnded() throws Exception {
        Hanging listener = hangIn(STATECHANGE);
        AdviseToken token = host.advise(listener);
        fallInto(listener);
        Call<Void> unadvise = Call.of(() -> {
            token.close();
            return null;
        });
        assertTrue(unadvise.waits());
        assertWaitsFor(listener, host.table::close);
        unadvise.result();
    }

    // ---- never fails

    /** A token of somebody else's making. */
    private record Unknown(long value) implements AdviseToken {
        @Override
        public ConnectionState stateAtAdvise() {
            return ConnectionState.ONLINE;
        }

        @Override
        public long sequenceAtAdvise() {
            return 0;
        }

        @Override
        public void update(AdviseInfo info) {
            // nothing to update
        }

        @Override
        public void close() {
            throw new AssertionError("not to be closed by anybody");
        }
    }

    @Test
    void unknownForeignAndEndedTokensAreIgnored() throws Exception {
        Recorder recorder = new Recorder();
        AdviseToken token = host.advise(recorder);
        OfflineManager child = host.child(object);
        object.unadvise(null);
        object.unadvise(new Unknown(token.value()));
        child.unadvise(token);
        host.manager(host.newSession("other"), object.id()).unadvise(token);
        set(ConnectionState.OFFLINE);
        assertEquals(3, recorder.heard().size());
        object.unadvise(token);
        object.unadvise(token);
        token.close();
        token.close();
        set(ConnectionState.ONLINE);
        assertEquals(3, recorder.heard().size());
    }

    @Test
    void unadviseDoesNotFailWhenEverythingElseIsGone() {
        BundleSession bundle = host.newSession("stopping");
        OfflineManager child = host.child(object);
        OfflineManager its = host.manager(bundle, child.id());
        AdviseToken first = its.advise(AdviseInfo.of(notification -> {}));
        AdviseToken second = child.advise(AdviseInfo.of(notification -> {}));
        AdviseToken third = host.advise(notification -> {});
        bundle.close();
        its.unadvise(first);
        host.session.release(child.id());
        child.unadvise(second);
        child.unadvise(null);
        first.close();
        host.close();
        object.unadvise(third);
        third.close();
        second.close();
    }
}
