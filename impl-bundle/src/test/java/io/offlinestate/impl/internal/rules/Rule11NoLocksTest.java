// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static io.offlinestate.NotifyType.STATECHANGE;
import static io.offlinestate.NotifyType.STATECHANGE_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.Log;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.impl.internal.component.Recorder;
import io.offlinestate.impl.internal.config.ProfileConfigurations;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Troubles;
import io.offlinestate.impl.internal.state.Advise;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Inspector;
import io.offlinestate.impl.internal.state.Intents;
import io.offlinestate.impl.internal.state.ObjectTable;
import io.offlinestate.impl.internal.state.OfflineNode;
import io.offlinestate.impl.internal.state.Owner;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rule 11: no lock is held while foreign code runs. Wherever foreign code is called, another thread does everything that can be
 * done, while the foreign code waits for it.
 */
@Timeout(60)
class Rule11NoLocksTest {
    private static final OfflineObjectId ID = OfflineObjectId.global("default");
    /** Begins the names of the profiles of those who do everything: they are not probed again. */
    private static final String PROBE = "probe-";

    private final List<String> probed = new CopyOnWriteArrayList<>();
    private final List<Throwable> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger names = new AtomicInteger();

    private final Dispatcher dispatcher = new Dispatcher(new ForeignLog());
    private final ObjectTable table = new ObjectTable(dispatcher, new ForeignStore(), new ForeignRegistry());
    private final Inspector inspector = new Inspector(table);
    private final AtomicLong tokens = new AtomicLong();
    private final BundleSession session = newSession();
    private final ForeignLogger logger = new ForeignLogger();
    private final ProfileConfigurations configurations =
            new ProfileConfigurations(table::configure, table::unconfigure, logger.logger());

    private volatile Runnable whileAStallIsLogged = () -> {};

    /** Where foreign code is to be called; nowhere at first. */
    private final Set<String> armed = ConcurrentHashMap.newKeySet();

    /** The threads that do everything: they are not probed again. */
    private final Set<Thread> probes = ConcurrentHashMap.newKeySet();

    private OfflineNode node;

    Rule11NoLocksTest() {
        table.start();
        configure("default", 20_000, 20_000);
        node = table.find(ID);
    }

    @AfterEach
    void close() {
        armed.clear();
        table.close();
        dispatcher.close();
    }

    private BundleSession newSession() {
        return new BundleSession(new Owner(1, "test"), table, dispatcher, tokens, callback -> {
            probe("callback owner");
            return new Advise.CallbackOwner(1, "test");
        });
    }

    private void configure(String profile, long holdMillis, long stallMillis) {
        table.configure(profile, new Settings(Optional.empty(), Optional.empty(), holdMillis, stallMillis, 64, 32));
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::toString)
                        .filter(frame -> !frame.contains("Rule11") && frame.contains("offlinestate"))
                        .limit(3)
                        .collect(Collectors.joining(" < ")));
    }

    // ---- foreign code

    /** This is foreign code: has another thread do everything, and waits for it. */
    private void probe(String where) {
        if (!armed.contains(where) || probes.contains(Thread.currentThread())) {
            return;
        }
        probed.add(where);
        try {
            CompletableFuture<Void> done = Waits.elsewhere(() -> {
                probes.add(Thread.currentThread());
                everything();
                return null;
            });
            Waits.result(done);
        } catch (Throwable e) {
            refused.add(new AssertionError("in " + where, e));
        }
    }

    private void probe(String where, OfflineNode of) {
        if (!of.id().profile().startsWith(PROBE)) {
            probe(where);
        }
    }

    private void everything() throws Exception {
        String name = PROBE + names.incrementAndGet();
        BundleSession bundle = newSession();
        table.all();
        inspector.objects();
        // what is going on
        leniently(() -> session.find(ID));
        leniently(() -> session.currentState(node));
        leniently(() -> inspector.object(ID));
        leniently(() -> inspector.history(ID));
        leniently(() -> bundle.set(node, node.requested()));
        leniently(() -> bundle.report(ID, name, Reachability.REACHABLE, ""));
        leniently(() -> bundle.withdraw(ID, name));
        leniently(() -> {
            Recorder recorder = new Recorder();
            Advise advise = bundle.advise(node, AdviseInfo.of(recorder));
            bundle.update(advise, AdviseInfo.builder(recorder).ranking(7).build());
            bundle.unadvise(node, advise);
        });
        leniently(() -> {
            OfflineObjectId child = OfflineObjectId.of(ID.profile(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE);
            bundle.create(CreateInfo.builder(child).parent(ID).build());
            bundle.release(child);
        });
        // something else, all the way
        OfflineNode other;
        try {
            other = bundle.create(CreateInfo.global(name));
        } catch (OfflineException closed) {
            assertEquals(ErrorCode.NOT_FOUND, closed.code());
            return;
        }
        Recorder recorder = new Recorder();
        bundle.advise(other, AdviseInfo.of(recorder));
        bundle.set(other, ConnectionState.OFFLINE, Host.PATIENCE);
        recorder.await(3);
        configurations.set(name, Map.of("profile", name));
        configurations.remove(name);
        configurations.errors();
        configure(name, 1_000, 1_000);
        table.unconfigure(name);
        bundle.close();
    }

    /** The object in question may be in a transition, or gone: that is an answer. */
    private static void leniently(Runnable action) {
        try {
            action.run();
        } catch (OfflineException answered) {
            assertTrue(answered.code() == ErrorCode.PENDING || answered.code() == ErrorCode.NOT_FOUND);
        }
    }

    private void arm(String... where) {
        armed.addAll(List.of(where));
    }

    private void assertProbed(String... where) {
        for (String each : where) {
            assertTrue(probed.contains(each), () -> "foreign code was not called: " + each + ", but " + probed);
        }
        if (!refused.isEmpty()) {
            throw new AssertionError(refused.size() + " times out of " + probed.size(), refused.get(0));
        }
    }

    private final class ForeignRegistry implements ObjectTable.Events {
        private final Set<String> callers = ConcurrentHashMap.newKeySet();

        @Override
        public void added(OfflineNode node) {
            probe("added", node);
        }

        @Override
        public void capabilitiesChanged(OfflineNode node) {
            probe("capabilities changed", node);
        }

        @Override
        public void removed(OfflineNode node) {
            probe("removed", node);
        }

        @Override
        public void changed() {
            // what those who do everything cause is not the question, and in another tree
            Thread thread = Thread.currentThread();
            boolean asked = !probes.contains(thread) && !thread.getName().startsWith("offline-" + PROBE);
            if (armed.contains("changed") && asked && callers.add(caller())) {
                probe("changed");
            }
        }
    }

    private final class ForeignLog implements Troubles {
        @Override
        public void thrown(Listener listener, Throwable thrown) {
            probe("log of a failure");
        }

        @Override
        public void stalled(Listener listener) {
            probe("log of a stall");
            whileAStallIsLogged.run();
        }

        @Override
        public void internal(String what, Throwable why) {
            refused.add(new AssertionError(what, why));
        }
    }

    private final class ForeignStore implements Intents {
        @Override
        public ConnectionState recall(OfflineObjectId object) {
            return ConnectionState.ONLINE;
        }

        @Override
        public boolean save(OfflineNode node) {
            probe("store", node);
            return true;
        }

        @Override
        public boolean saved(String profile) {
            return true;
        }
    }

    private final class ForeignLogger {
        Log logger() {
            return (Log) Proxy.newProxyInstance(
                    Rule11NoLocksTest.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, args) -> {
                        probe("log of a configuration");
                        return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                    });
        }
    }

    /** Is looked at in every call. */
    private final class ForeignListener implements OfflineNotify {
        private final CountDownLatch told;

        ForeignListener(int notifications) {
            told = new CountDownLatch(notifications);
        }

        @Override
        public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
            probe("advised");
        }

        @Override
        public void notify(OfflineNotification notification) {
            probe(notification.type().name());
            told.countDown();
        }

        @Override
        public boolean equals(Object other) {
            probe("equals");
            return this == other;
        }

        @Override
        public int hashCode() {
            probe("hashCode");
            return 1;
        }

        @Override
        public String toString() {
            probe("toString");
            return "foreign";
        }
    }

    // ---- where it is called

    @Test
    void notWhileAListenerIsCalled() throws Exception {
        arm("STATECHANGE_START", "STATECHANGE", "STATECHANGE_DONE");
        session.advise(node, AdviseInfo.of(new ForeignListener(3)));
        session.set(node, ConnectionState.OFFLINE, Host.PATIENCE);
        assertProbed("STATECHANGE_START", "STATECHANGE", "STATECHANGE_DONE");
    }

    @Test
    void notWhileAListenerOfAChildIsCalled() throws Exception {
        arm("STATECHANGE_START", "STATECHANGE", "STATECHANGE_DONE");
        OfflineNode child = session.create(CreateInfo.child(ID, UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        session.advise(child, AdviseInfo.of(new ForeignListener(3)));
        session.set(node, ConnectionState.OFFLINE, Host.PATIENCE);
        assertProbed("STATECHANGE_START", "STATECHANGE", "STATECHANGE_DONE");
    }

    @Test
    void notWhileAListenerIsToldItsStartingPoint() throws Exception {
        arm("advised");
        ForeignListener listener = new ForeignListener(3);
        session.advise(node, AdviseInfo.of(listener));
        session.set(node, ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.on(listener.told, "the notifications");
        assertProbed("advised");
    }

    @Test
    void notWhileAListenerThatHasStalledCatchesUp() throws Exception {
        configure("default", 20_000, 20);
        ForeignListener listener = new ForeignListener(6);
        Hanging hanging = Hanging.in(STATECHANGE_START);
        session.advise(node, AdviseInfo.of(notification -> {
            hanging.notify(notification);
            listener.notify(notification);
        }));
        session.report(ID, "test", Reachability.UNREACHABLE, "");
        hanging.awaitHanging();
        Waits.until(() -> inspector.object(ID).phase == null, "the transition to end");
        session.withdraw(ID, "test");
        arm("STATECHANGE_START", "STATECHANGE", "STATECHANGE_DONE");
        hanging.letGo();
        Waits.on(listener.told, "the notifications");
        assertProbed("STATECHANGE_START", "STATECHANGE", "STATECHANGE_DONE");
        assertEquals(6, probed.size());
    }

    @Test
    void notWhileACompletionActionRuns() throws Exception {
        arm("completion");
        Hanging hanging = Hanging.in(STATECHANGE_START);
        session.advise(node, AdviseInfo.of(hanging));
        CompletableFuture<Void> completion = session.set(node, ConnectionState.OFFLINE)
                .thenAccept(state -> probe("completion"))
                .toCompletableFuture();
        hanging.letGo();
        Waits.result(completion);
        assertProbed("completion");
    }

    @Test
    void notWhileACompletionActionOfAFailureRuns() throws Exception {
        arm("completion");
        OfflineNode child = session.create(CreateInfo.child(ID, UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        Hanging hanging = Hanging.in(STATECHANGE_START);
        session.advise(child, AdviseInfo.of(hanging));
        CompletableFuture<ConnectionState> completion = session.set(child, ConnectionState.OFFLINE)
                .whenComplete((state, failure) -> probe("completion"))
                .toCompletableFuture();
        hanging.awaitHanging();
        session.release(child.id());
        OfflineException gone = assertThrows(OfflineException.class, () -> Waits.result(completion));
        assertEquals(ErrorCode.NOT_FOUND, gone.code());
        hanging.letGo();
        assertProbed("completion");
    }

    @Test
    void notWhileAServiceIsRegisteredOrUnregistered() {
        arm("added", "removed", "capabilities changed");
        OfflineNode profile = session.create(CreateInfo.global("other"));
        session.create(CreateInfo.child(profile.id(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        configure("other", 1_000, 1_000);
        table.configure(
                "other",
                new Settings(Optional.empty(), Optional.of(EnumSet.of(Capability.OFFLINE)), 1_000, 1_000, 64, 32));
        table.configure(
                "third",
                new Settings(Optional.of(ConnectionState.OFFLINE), Optional.of(Set.of()), 1_000, 1_000, 64, 32));
        table.unconfigure("third");
        table.unconfigure("other");
        session.close();
        assertProbed("added", "removed", "capabilities changed");
        assertEquals(2, probed.stream().filter("capabilities changed"::equals).count());
        assertEquals(3, probed.stream().filter("added"::equals).count());
        assertEquals(3, probed.stream().filter("removed"::equals).count());
    }

    @Test
    void notWhileEverythingIsRemoved() {
        session.create(CreateInfo.child(ID, UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        arm("removed");
        table.close();
        assertProbed("removed");
        assertEquals(2, probed.size());
    }

    @Test
    void notWhileThoseWhoWatchTheRuntimeAreTold() throws Exception {
        arm("changed");
        OfflineNode child = session.create(CreateInfo.child(ID, UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        Advise advise = session.advise(child, AdviseInfo.of(notification -> {}));
        session.update(advise, AdviseInfo.builder(advise.callback()).ranking(1).build());
        session.set(node, ConnectionState.OFFLINE, Host.PATIENCE);
        session.report(ID, "test", Reachability.UNREACHABLE, "");
        session.withdraw(ID, "test");
        session.set(node, ConnectionState.ONLINE, Host.PATIENCE);
        session.unadvise(child, advise);
        session.release(child.id());
        configure("other", 1_000, 1_000);
        table.unconfigure("other");
        assertProbed("changed");
        assertTrue(probed.size() > 5, "called from here and there: " + probed.size());
    }

    @Test
    void notWhileSomethingIsLogged() throws Exception {
        arm("log of a failure", "log of a stall", "text of a failure");
        configure("default", 100, 50);
        session.advise(node, AdviseInfo.of(notification -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String toString() {
                    probe("text of a failure");
                    return "foreign";
                }
            };
        }));
        Hanging hanging = Hanging.in(STATECHANGE_START);
        session.advise(node, AdviseInfo.of(hanging));
        session.set(node, ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.until(() -> probed.contains("log of a stall"), "the log");
        hanging.letGo();
        session.set(node, ConnectionState.ONLINE, Host.PATIENCE);
        Waits.until(() -> probed.contains("log of a failure"), "the log");
        assertProbed("log of a failure", "log of a stall", "text of a failure");
    }

    @Test
    void norDoesAnybodyWaitForALogThatHangs() throws Exception {
        configure("default", 20_000, 50);
        CountDownLatch logging = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        whileAStallIsLogged = () -> {
            logging.countDown();
            Waits.on(over, "the test");
        };
        try (Hanging first = Hanging.in(STATECHANGE_START);
                Hanging second = Hanging.in(STATECHANGE)) {
            session.advise(node, AdviseInfo.of(first));
            session.advise(node, AdviseInfo.of(second));
            CountDownLatch told = new CountDownLatch(3);
            session.advise(node, AdviseInfo.of(notification -> told.countDown()));
            session.report(ID, "test", Reachability.UNREACHABLE, "");
            Waits.on(logging, "the log");
            assertTrue(told.await(Host.PATIENCE.toMillis() / 2, TimeUnit.MILLISECONDS), "the others wait for the log");
            assertTrue(first.isHanging() && second.isHanging());
        } finally {
            over.countDown();
        }
    }

    @Test
    void notWhileIntentIsStored() throws Exception {
        arm("store");
        session.set(node, ConnectionState.OFFLINE, Host.PATIENCE);
        session.report(ID, "test", Reachability.UNREACHABLE, "");
        session.set(node, ConnectionState.ONLINE, Host.PATIENCE);
        assertProbed("store");
        assertEquals(2, probed.size(), "with and without a transition");
    }

    @Test
    void notWhileTheBundleOfACallbackIsAskedFor() {
        arm("callback owner");
        session.advise(node, AdviseInfo.of(notification -> {}));
        assertProbed("callback owner");
    }

    @Test
    void notWhileAConfigurationIsAppliedOrRefused() {
        arm("added", "removed", "log of a configuration");
        configurations.set("a", Map.of("profile", "configured"));
        configurations.set("b", Map.of("profile", "configured"));
        configurations.set("c", Map.of("profile", "*"));
        configurations.remove("b");
        configurations.remove("a");
        assertProbed("added", "removed", "log of a configuration");
        assertEquals(2, probed.stream().filter("log of a configuration"::equals).count());
    }

    @Test
    void whatElseAListenerOverridesIsNotCalled() throws Exception {
        ForeignListener listener = new ForeignListener(3);
        AdviseInfo info = AdviseInfo.builder(listener).label("foreign").build();
        arm("equals", "hashCode", "toString");
        Advise advise = session.advise(node, info);
        session.set(node, ConnectionState.OFFLINE, Host.PATIENCE);
        Waits.on(listener.told, "the notifications");
        session.update(advise, AdviseInfo.builder(listener).ranking(1).build());
        session.unadvise(node, advise);
        assertEquals(List.of(), probed);
    }
}
