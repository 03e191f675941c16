// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.component.Host;
import io.offlinestate.reachability.Reachability;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each callback begins on a thread that is as it should be, and what a plug-in leaves behind there goes with it. */
@Timeout(60)
class CallbackThreadTest {
    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
    private static final String CLEAN =
            "priority 5, no loader, not interrupted, own name, top group, nothing inherited";

    private final Host host = new Host();
    private final OfflineManager object = host.open();

    @AfterEach
    void close() {
        host.close();
    }

    /** How the thread is that runs the calling code, in words. */
    private static String look() {
        Thread thread = Thread.currentThread();
        return "priority " + thread.getPriority()
                + (thread.getContextClassLoader() == null ? ", no loader" : ", a loader")
                + (thread.isInterrupted() ? ", interrupted" : ", not interrupted")
                + (thread.getName().matches("offline-(default|greeter)-\\d+")
                        ? ", own name"
                        : ", name " + thread.getName())
                + (thread.getThreadGroup().getParent() == null ? ", top group" : ", group " + thread.getThreadGroup())
                + (INHERITABLE.get() == null ? ", nothing inherited" : ", inherited " + INHERITABLE.get());
    }

    /** Changes one thing about the thread, each time another one. */
    private static void leaveSomethingBehind(int turn) {
        Thread thread = Thread.currentThread();
        switch (turn % 4) {
            case 0 -> thread.setPriority(2);
            case 1 -> thread.setContextClassLoader(new URLClassLoader(new URL[0]));
            case 2 -> thread.setName("mine");
            default -> thread.interrupt();
        }
    }

    /** Looks at its thread, and then changes it. */
    private static final class Untidy implements OfflineNotify {
        private final List<String> seen = new ArrayList<>();
        private final boolean slow;

        Untidy(boolean slow) {
            this.slow = slow;
        }

        @Override
        public void advised(OfflineObjectId id, ConnectionState state, long sequence) {
            look("advised: ");
        }

        @Override
        public void notify(OfflineNotification notification) {
            if (slow && notification.type() == NotifyType.STATECHANGE_START) {
                Waits.workFor(60);
            }
            look("");
        }

        private synchronized void look(String prefix) {
            seen.add(prefix + CallbackThreadTest.look());
            leaveSomethingBehind(seen.size());
        }

        synchronized List<String> seen() {
            return List.copyOf(seen);
        }
    }

    private void goOfflineAndOnline() throws Exception {
        object.setCurrentState(ConnectionState.OFFLINE, Host.PATIENCE);
        object.setCurrentState(ConnectionState.ONLINE, Host.PATIENCE);
    }

    @Test
    void threads_firstAskedForByPlugin_inheritNothing() throws Exception {
        CompletableFuture<String> callback = new CompletableFuture<>();
        CompletableFuture<String> completion = new CompletableFuture<>();
        host.advise(notification -> callback.complete(look()));
        Waits.until(() -> ourThreads() == 0, "the threads of the rehearsal to end");
        Thread plugin = new Thread(new ThreadGroup("plugin"), () -> {
            INHERITABLE.set("from the plug-in");
            object.setCurrentState(ConnectionState.OFFLINE).thenRun(() -> completion.complete(look()));
        });
        plugin.setPriority(2);
        plugin.setContextClassLoader(new URLClassLoader(new URL[0]));
        plugin.start();
        assertEquals(CLEAN, Waits.result(callback));
        assertEquals(CLEAN, Waits.result(completion));
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("offline-"))
                .count();
    }

    @Test
    void callbacks_onEveryPath_findTheThreadClean() throws Exception {
        List<Untidy> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(new Untidy(i == 3));
            host.advise(all.get(i));
        }
        for (int i = 0; i < 20; i++) { // timed, quick, seized and slow rounds
            goOfflineAndOnline();
        }
        for (Untidy each : all) {
            Waits.until(() -> each.seen().size() == 1 + 20 * 6, "a listener to get all of its notifications");
            List<String> seen = each.seen();
            assertEquals("advised: " + CLEAN, seen.get(0));
            assertTrue(seen.stream().skip(1).allMatch(CLEAN::equals), () -> "one of " + List.of(seen.toArray()));
        }
    }

    @Test
    void callbacks_onQuickPath_findTheThreadClean() throws Exception {
        List<String> seen = new ArrayList<>(); // by one thread at a time
        for (int i = 0; i < 5; i++) {
            host.advise(notification -> {
                seen.add(look());
                leaveSomethingBehind(seen.size());
            });
        }
        for (int i = 0; i < 20; i++) {
            goOfflineAndOnline();
        }
        assertEquals(20 * 2 * 3 * 5, seen.size());
        assertTrue(seen.stream().allMatch(CLEAN::equals), seen::toString);
    }

    @Test
    void completionActions_findTheThreadClean() throws Exception {
        for (int i = 0; i < 9; i++) {
            int turn = i;
            ConnectionState next = i % 2 == 0 ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
            CompletableFuture<String> seen = new CompletableFuture<>();
            object.setCurrentState(next).thenRun(() -> {
                seen.complete(look());
                leaveSomethingBehind(turn);
            });
            assertEquals(CLEAN, Waits.result(seen));
        }
    }

    /** Leaves itself in the thread locals of each thread that calls it, as a class does that keeps a thread local. */
    private static final class Hoarder {
        private final ThreadLocal<Hoarder> local = new ThreadLocal<>();

        void use() {
            local.set(this);
        }
    }

    private static void awaitCollected(WeakReference<?> reference) {
        Waits.until(
                () -> {
                    System.gc();
                    return reference.get() == null;
                },
                "what a plug-in has left in thread locals to go");
    }

    /** Keeps the state changing without a pause, by votes from the last callback: one thread never comes to rest. */
    private AdviseToken keepBusy(AtomicBoolean busy, CountDownLatch rounds) {
        AdviseToken token = host.advise(notification -> {
            if (notification.type() == NotifyType.STATECHANGE_DONE && busy.get()) {
                rounds.countDown();
                boolean offline = notification.change().newState() == ConnectionState.OFFLINE;
                host.report(object, offline ? Reachability.REACHABLE : Reachability.UNREACHABLE);
            }
        });
        host.report(object, Reachability.UNREACHABLE);
        return token;
    }

    @Test
    void retireThreads_whileStateChanges_freesThreadLocals() throws Exception {
        host.configure(100_000, 100_000); // a pause of the machine is no stall: that would change the thread, too
        AtomicBoolean busy = new AtomicBoolean(true);
        WeakReference<Hoarder> left = leaveBehind(busy);
        host.dispatcher.retireThreads();
        awaitCollected(left);
        busy.set(false);
    }

    private WeakReference<Hoarder> leaveBehind(AtomicBoolean busy) {
        Hoarder hoarder = new Hoarder();
        AdviseToken plugin = host.advise(notification -> hoarder.use());
        CountDownLatch rounds = new CountDownLatch(200);
        keepBusy(busy, rounds);
        Waits.on(rounds, "changes in a row");
        plugin.close();
        return new WeakReference<>(hoarder);
    }

    /** The thread is in the middle of a phase, with many callbacks before it. */
    @Test
    void retireThreads_inMidPhase_goesOnOnAnotherThread() throws Exception {
        host.configure(100_000, 100_000); // a pause of the machine is no stall: those after it would begin together
        List<Thread> callers = new ArrayList<>(); // by one thread at a time
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            host.advise(notification -> {
                callers.add(Thread.currentThread());
                heard.add(number + " " + notification.type());
                if (number == 1 && notification.type() == NotifyType.STATECHANGE) {
                    host.dispatcher.retireThreads();
                }
            });
        }
        for (int i = 0; i < 8; i++) { // timed rounds, then quick ones
            callers.clear();
            heard.clear();
            goOfflineAndOnline();
            assertEquals(24, heard.size(), heard::toString);
            for (int begin : new int[] {4, 16}) {
                assertEquals("0 STATECHANGE", heard.get(begin));
                assertEquals("3 STATECHANGE", heard.get(begin + 3));
                assertNotSame(callers.get(begin + 1), callers.get(begin + 3), "a retired thread has gone on");
            }
        }
    }

    @Test
    void retireThreads_amongAnyCallbacks_losesNothing() throws Exception {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int index = i;
            counts.add(0);
            host.advise(
                    i % 10 == 4
                            ? new Untidy(true)
                            : notification -> {
                                synchronized (counts) {
                                    counts.set(index, counts.get(index) + 1);
                                }
                            });
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> retiring = Waits.elsewhere(() -> {
            while (!over.get()) {
                host.dispatcher.retireThreads();
                Thread.yield();
            }
            return null;
        });
        for (int i = 0; i < 10; i++) {
            goOfflineAndOnline();
        }
        over.set(true);
        Waits.result(retiring);
        host.awaitSettled(object);
        for (int i = 0; i < 30; i++) {
            if (i % 10 != 4) {
                assertEquals(60, counts.get(i), "listener " + i);
            }
        }
    }

    /** A listener that is always busy is called through its mailbox, by a thread that has nothing else to do. */
    @Test
    void retireThreads_whileMailboxIsNeverEmpty_freesThreadLocals() throws Exception {
        host.configure(100_000, 5, 4);
        AtomicBoolean busy = new AtomicBoolean(true);
        CountDownLatch stalledOften = new CountDownLatch(5);
        Hoarder[] holder = {new Hoarder()};
        WeakReference<Hoarder> left = new WeakReference<>(holder[0]);
        host.advise(notification -> {
            Hoarder mine = holder[0];
            if (mine != null) {
                mine.use();
            }
            Waits.workFor(20);
            stalledOften.countDown();
        });
        keepBusy(busy, new CountDownLatch(1));
        Waits.on(stalledOften, "a listener with a full mailbox");
        holder[0] = null;
        Waits.workFor(50); // the callback that may still have seen it
        host.dispatcher.retireThreads();
        awaitCollected(left);
        busy.set(false);
    }

    @Test
    void completionAction_ofGoneBundle_leavesNothingBehind() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        WeakReference<Hoarder> left = completeLate(go);
        AtomicBoolean busy = new AtomicBoolean(true);
        CompletableFuture<Void> others = Waits.elsewhere(() -> {
            while (busy.get()) { // keeps the threads of completion actions from ending
                CountDownLatch ran = new CountDownLatch(1);
                host.dispatcher.executeApart("default", ran::countDown);
                Waits.on(ran, "another action");
            }
            return null;
        });
        go.countDown();
        awaitCollected(left);
        busy.set(false);
        Waits.result(others);
    }

    private WeakReference<Hoarder> completeLate(CountDownLatch go) throws Exception {
        Hoarder hoarder = new Hoarder();
        var plugin = host.newSession("plugin");
        CountDownLatch used = new CountDownLatch(1);
        plugin.set(plugin.find(object.id()), ConnectionState.OFFLINE)
                .thenRun(() -> Waits.on(go, "the end of the bundle"))
                .thenRun(() -> {
                    hoarder.use();
                    used.countDown();
                });
        plugin.close();
        go.countDown();
        Waits.on(used, "the completion action");
        return new WeakReference<>(hoarder);
    }
}
