// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static io.offlinestate.whiteboard.internal.WhiteboardFixture.await;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.join;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {
    private final FakeLog log = new FakeLog();
    private final Helpers helpers = new Helpers();
    private final Reports reports = new Reports(log.logger, new ChangeCount(helpers));
    private final Relay relay = new Relay(helpers, reports);

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @AfterEach
    void close() {
        helpers.close();
    }

    @Test
    void itIsDoneInOrderOnTheThreadThatAsks() {
        List<Integer> done = new ArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        relay.forEach(upTo(100), each -> {
            done.add(each);
            threads.add(Thread.currentThread());
        });
        assertEquals(upTo(100), done);
        assertEquals(Set.of(Thread.currentThread()), threads);
    }

    @Test
    void whereTheThreadThatAsksIsStuckOthersGoOn() {
        CountDownLatch others = new CountDownLatch(99);
        Queue<Integer> done = new ConcurrentLinkedQueue<>();
        relay.forEach(upTo(100), each -> {
            if (each == 0) {
                await(others);
            } else {
                others.countDown();
            }
            done.add(each);
        });
        assertEquals(upTo(100), done.stream().sorted().toList(), "each once");
        assertTrue(helpers.running() > 0);
    }

    @Test
    void howeverManyAreStuck() {
        CountDownLatch behaved = new CountDownLatch(20);
        relay.forEach(upTo(200), each -> {
            if (each < 180) {
                await(behaved);
            } else {
                behaved.countDown();
            }
        });
        assertEquals(0, behaved.getCount());
    }

    @Test
    void itReturnsWhenThoseWhoHelpAreDoneToo() {
        CountDownLatch helped = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<Void> asks = start(() -> {
            Thread self = Thread.currentThread();
            relay.forEach(upTo(2), each -> {
                if (Thread.currentThread() == self) {
                    await(helped);
                } else {
                    helped.countDown();
                    await(end);
                }
            });
        });
        await(helped);
        assertFalse(asks.isDone());
        end.countDown();
        join(asks);
    }

    @Test
    void whateverIsThrownIsReportedAndTheOthersAreDone() {
        List<Integer> done = new ArrayList<>();
        relay.forEach(upTo(3), each -> {
            if (each == 1) {
                throw new AssertionError("bug");
            }
            done.add(each);
        });
        relay.forEach(upTo(1), each -> {
            throw new AssertionError("bug");
        });
        assertEquals(List.of(0, 2), done);
        reports.flush();
        assertEquals(2, log.entries.size());
    }

    @Test
    void oneAloneNeedsNoHelp() {
        relay.forEach(upTo(1), each -> {});
        relay.forEach(Collections.emptyList(), each -> {});
        assertEquals(0, helpers.running());
    }

    @Test
    void whileNothingHappensThereIsNoThread() throws InterruptedException {
        CountDownLatch helped = new CountDownLatch(1);
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        relay.forEach(upTo(2), each -> {
            if (each == 0) {
                await(helped);
            } else {
                threads.add(Thread.currentThread());
                helped.countDown();
            }
        });
        Thread helper = threads.remove();
        assertTrue(helper.isDaemon());
        helper.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(helper.isAlive());
        for (Thread other : helpersOf(Thread.getAllStackTraces().keySet())) {
            other.join(TimeUnit.SECONDS.toMillis(20));
            assertFalse(other.isAlive(), other::toString);
        }
        assertEquals(0, helpers.running());
    }

    @Test
    void afterTheCloseThereIsNoHelpAndNoThread() {
        relay.forEach(upTo(2), each -> {});
        helpers.close();
        assertEquals(0, helpers.running());
        List<Integer> done = new ArrayList<>();
        relay.forEach(upTo(3), done::add);
        assertEquals(upTo(3), done);
    }

    @Test
    void aHelperInheritsNothing() throws Exception {
        Thread plugin = new Thread(new ThreadGroup("plugin"), this::assertInheritsNothing);
        plugin.setPriority(2);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        plugin.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        plugin.start();
        plugin.join(TimeUnit.SECONDS.toMillis(30));
        assertNull(failure.get());
    }

    private void assertInheritsNothing() {
        ThreadLocal<String> inherited = new InheritableThreadLocal<>();
        inherited.set("of the one who asks");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        CountDownLatch helped = new CountDownLatch(1);
        try (URLClassLoader foreign = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(foreign);
            assertTrue(helpers.execute(() -> {
                Thread self = Thread.currentThread();
                if (inherited.get() == null
                        && self.getContextClassLoader() == null
                        && self.getPriority() == Thread.NORM_PRIORITY
                        && self.getThreadGroup().getParent() == null) {
                    helped.countDown();
                }
            }));
            await(helped);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void task_afterUntidyOne_findsThreadAsItShouldBe() {
        AtomicReference<Thread> untidy = new AtomicReference<>();
        CountDownLatch left = new CountDownLatch(1);
        helpers.execute(() -> {
            Thread self = Thread.currentThread();
            untidy.set(self);
            self.setName("mine");
            self.setPriority(2);
            self.setContextClassLoader(RelayTest.class.getClassLoader());
            left.countDown();
        });
        await(left);
        while (untidy.get().getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        AtomicReference<String> found = new AtomicReference<>();
        CountDownLatch looked = new CountDownLatch(1);
        helpers.execute(() -> {
            Thread self = Thread.currentThread();
            found.set((self == untidy.get()) + " " + self.getName() + " " + self.getPriority() + " "
                    + self.getContextClassLoader());
            looked.countDown();
        });
        await(looked);
        assertEquals("true offline-whiteboard-1 5 null", found.get());
    }

    @Test
    void retire_endsTheThreadThatLooksAfterRounds() throws Exception {
        Set<Thread> others = Thread.getAllStackTraces().keySet(); // other tests' helpers may linger
        CountDownLatch released = new CountDownLatch(1);
        // until it ends, its watcher does not
        FutureTask<Void> stuck = start(() -> relay.forEach(upTo(2), each -> await(released)));
        Thread watcher = awaitWatcher(others);
        helpers.retire();
        watcher.join(10_000);
        boolean ended = !watcher.isAlive();
        released.countDown();
        join(stuck);
        assertTrue(ended);
    }

    private static Thread awaitWatcher(Set<Thread> others) {
        while (true) {
            for (var each : Thread.getAllStackTraces().entrySet()) {
                if (!others.contains(each.getKey())
                        && Stream.of(each.getValue())
                                .anyMatch(frame -> frame.getMethodName().equals("lookAfterRounds"))) {
                    return each.getKey();
                }
            }
            Thread.onSpinWait();
        }
    }

    private static List<Thread> helpersOf(Set<Thread> threads) {
        return threads.stream()
                .filter(each -> each.getName().startsWith("offline-whiteboard"))
                .toList();
    }
}
