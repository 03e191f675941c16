// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static io.offlinestate.whiteboard.internal.WhiteboardFixture.await;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.join;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SerialTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Throwable> failures = new ArrayList<>();
    private final Serial serial = new Serial(failures::add);

    @Test
    void aTaskRunsOnTheThreadThatBringsIt() {
        List<Thread> ran = new ArrayList<>();
        serial.execute(() -> ran.add(Thread.currentThread()));
        assertEquals(List.of(Thread.currentThread()), ran);
    }

    @Test
    void aTaskThatATaskBringsComesAfterIt() {
        List<Integer> order = new ArrayList<>();
        serial.execute(() -> {
            serial.execute(() -> order.add(2));
            assertFalse(serial.executeAndWait(() -> order.add(3), LONG), "it would wait for itself");
            order.add(1);
        });
        assertEquals(List.of(1, 2, 3), order);
        assertEquals(List.of(), failures);
    }

    @Test
    void whoeverFindsAnotherThreadAtWorkLeavesTheTaskToIt() {
        Meeting meeting = new Meeting();
        FutureTask<Void> worker = start(() -> serial.execute(meeting::hold));
        await(meeting.begun);
        List<Thread> ran = new ArrayList<>();

        serial.execute(() -> ran.add(Thread.currentThread()));

        assertEquals(List.of(), ran);
        meeting.end.countDown();
        join(worker);
        assertEquals(1, ran.size());
        assertFalse(ran.contains(Thread.currentThread()));
    }

    @Test
    void whoeverWaitsForTheTaskFindsItDone() {
        Meeting meeting = new Meeting();
        FutureTask<Void> worker = start(() -> serial.execute(meeting::hold));
        await(meeting.begun);
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch brought = new CountDownLatch(1);
        FutureTask<Void> waiter = start(() -> {
            brought.countDown();
            assertTrue(serial.executeAndWait(ran::incrementAndGet, Duration.ofDays(1)));
            assertEquals(1, ran.get());
        });
        await(brought);

        meeting.end.countDown();

        join(waiter);
        join(worker);
    }

    @Test
    void waitingHasABoundAndAnInterruptDoesNotShortenIt() {
        Meeting meeting = new Meeting();
        FutureTask<Void> worker = start(() -> serial.execute(meeting::hold));
        await(meeting.begun);

        Thread.currentThread().interrupt();
        long begin = System.nanoTime();
        assertFalse(serial.executeAndWait(() -> {}, Duration.ofMillis(50)));

        assertTrue(System.nanoTime() - begin >= 50_000_000, "ended early");
        assertTrue(Thread.interrupted());
        meeting.end.countDown();
        join(worker);
    }

    @Test
    void nobodyWaitsForAThreadThatIsAbroad() {
        Meeting meeting = new Meeting();
        FutureTask<Void> worker = start(() -> serial.execute(() -> serial.abroad(meeting::hold)));
        await(meeting.begun);

        assertFalse(serial.executeAndWait(() -> {}, Duration.ofDays(1)));

        meeting.end.countDown();
        join(worker);
    }

    @Test
    void whoeverWaitsStopsWaitingWhenTheThreadGoesAbroad() {
        Meeting before = new Meeting();
        Meeting abroad = new Meeting();
        FutureTask<Void> worker = start(() -> serial.execute(() -> {
            before.hold();
            serial.abroad(() -> {});
            serial.abroad(abroad::hold);
        }));
        await(before.begun);
        AtomicReference<Thread> waiting = new AtomicReference<>();
        FutureTask<Void> waiter = start(() -> {
            waiting.set(Thread.currentThread());
            serial.executeAndWait(() -> {}, Duration.ofDays(1));
        });
        while (waiting.get() == null || waiting.get().getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        before.end.countDown();

        join(waiter);
        abroad.end.countDown();
        join(worker);
    }

    @Test
    void aThreadThatGoesAbroadTwiceIsAbroadUntilItIsBackFromBoth() {
        Meeting meeting = new Meeting();
        FutureTask<Void> worker = start(() -> serial.execute(() -> serial.abroad(() -> {
            serial.abroad(() -> {});
            meeting.hold();
        })));
        await(meeting.begun);

        assertFalse(serial.executeAndWait(() -> {}, Duration.ofDays(1)));

        meeting.end.countDown();
        join(worker);
    }

    @Test
    void backFromAbroadItIsWaitedForAgain() {
        Meeting meeting = new Meeting();
        FutureTask<Void> worker = start(() -> serial.execute(() -> {
            serial.abroad(() -> serial.abroad(() -> {}));
            meeting.hold();
        }));
        await(meeting.begun);
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch brought = new CountDownLatch(1);
        FutureTask<Void> waiter = start(() -> {
            brought.countDown();
            serial.executeAndWait(ran::incrementAndGet, LONG);
            assertEquals(1, ran.get());
        });
        await(brought);
        meeting.end.countDown();
        join(waiter);
        join(worker);
    }

    @Test
    void aTaskThatThrowsIsReportedAndTheNextOneRuns() {
        AtomicInteger ran = new AtomicInteger();
        serial.execute(() -> {
            serial.execute(ran::incrementAndGet);
            throw new AssertionError("bug");
        });
        assertEquals(1, ran.get());
        assertEquals("bug", failures.get(0).getMessage());
        assertTrue(serial.executeAndWait(ran::incrementAndGet, LONG));
        assertEquals(2, ran.get());
    }

    @Test
    void whateverManyThreadsBringRunsOnceEachAndOneAtATime() {
        int[] unguarded = new int[1]; // touched by tasks only
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(start(() -> {
                for (int j = 0; j < 20_000; j++) {
                    serial.execute(() -> unguarded[0]++);
                }
            }));
        }
        threads.forEach(WhiteboardFixture::join);
        int[] result = new int[1];
        serial.execute(() -> result[0] = unguarded[0]);
        assertEquals(160_000, result[0]);
    }

    /** Something that lasts until it is told to end. */
    static final class Meeting {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);

        void hold() {
            begun.countDown();
            await(end);
        }
    }
}
