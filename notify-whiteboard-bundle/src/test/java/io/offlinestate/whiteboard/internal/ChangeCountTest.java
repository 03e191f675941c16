// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static io.offlinestate.whiteboard.internal.WhiteboardFixture.await;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.join;
import static io.offlinestate.whiteboard.internal.WhiteboardFixture.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeCountTest {
    private final Helpers helpers = new Helpers();
    private final ChangeCount changes = new ChangeCount(helpers);
    private final List<Long> published = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        changes.close();
        helpers.close();
    }

    private void change() {
        changes.increment();
        changes.publish();
    }

    @Test
    void aFewChangesArePublishedAtOnce() {
        changes.publishTo(published::add, 0);
        change();
        change();
        changes.publish();
        assertEquals(List.of(1L, 2L), published);
        assertEquals(0, helpers.running());
    }

    @Test
    void whatChangesBeforeIsPublishedAsSoonAsItCanBe() {
        change();
        changes.publishTo(published::add, 0);
        changes.publishTo(published::add, 1);
        assertEquals(List.of(1L), published);
    }

    @Test
    void ofManyChangesTheLastIsPublishedSoon() {
        CountDownLatch last = new CountDownLatch(1);
        changes.publishTo(
                value -> {
                    published.add(value);
                    if (value == 100_000) {
                        last.countDown();
                    }
                },
                0);
        long begin = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            change();
        }
        long windows = (System.nanoTime() - begin) / 100_000_000 + 1;
        await(last);
        assertTrue(published.size() <= 12 * windows + 12, () -> published.size() + " in " + windows + " windows");
        assertEquals(published.stream().sorted().distinct().toList(), published);
    }

    @Test
    void aChangeThatComesWhileOneIsPublishedIsPublishedAfterIt() {
        List<Long> inside = new ArrayList<>();
        changes.publishTo(
                value -> {
                    if (value < 5) {
                        change(); // by somebody who is told of the change
                        inside.add(changes.value());
                    }
                    published.add(value);
                },
                0);
        change();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), published);
        assertEquals(List.of(2L, 3L, 4L, 5L), inside);
    }

    @Test
    void afterAPublisherHasThrownTheNextChangeIsPublished() {
        changes.publishTo(
                value -> {
                    published.add(value);
                    throw new IllegalStateException("bug");
                },
                0);
        for (int i = 0; i < 2; i++) {
            try {
                change();
            } catch (IllegalStateException bug) {
                // the framework logs it
            }
        }
        assertEquals(List.of(1L, 2L), published);
    }

    @Test
    void manyThreadsPublishAnEverGrowingCount() {
        CountDownLatch last = new CountDownLatch(1);
        changes.publishTo(
                value -> {
                    published.add(value);
                    if (value == 80_000) {
                        last.countDown();
                    }
                },
                0);
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(start(() -> {
                for (int j = 0; j < 20_000; j++) {
                    change();
                }
            }));
        }
        threads.forEach(WhiteboardFixture::join);
        await(last);
        assertEquals(published.stream().sorted().distinct().toList(), published);
    }

    @Test
    void afterTheCloseNothingIsPublished() {
        changes.publishTo(published::add, 0);
        for (int i = 0; i < 50; i++) {
            change();
        }
        changes.close();
        helpers.close();
        int size = published.size();
        assertEquals(0, helpers.running());
        change();
        assertEquals(size, published.size());
    }

    /** A service that is modified after it has been unregistered would stay with those that track it. */
    @Test
    void theCloseWaitsForWhatIsBeingPublished() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch onwards = new CountDownLatch(1);
        changes.publishTo(
                value -> {
                    inside.countDown();
                    await(onwards);
                    published.add(value);
                },
                0);
        FutureTask<Void> publisher = start(this::change);
        await(inside);
        List<Long> publishedAtClose = new CopyOnWriteArrayList<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        FutureTask<Void> closer = start(() -> {
            thread.set(Thread.currentThread());
            changes.close();
            publishedAtClose.addAll(published);
        });
        while (!closer.isDone() && (thread.get() == null || thread.get().getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        onwards.countDown();
        join(publisher);
        join(closer);
        assertEquals(List.of(1L), publishedAtClose);
    }

    @Test
    void whoClosesFromWithinDoesNotWaitForItself() {
        changes.publishTo(
                value -> {
                    long begin = System.nanoTime();
                    changes.close();
                    published.add(System.nanoTime() - begin);
                },
                0);
        change();
        assertTrue(published.get(0) < 900_000_000, () -> "it took " + published + " ns");
    }
}
