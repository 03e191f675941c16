// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.impl.internal.dispatch.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeCountTest {
    private static final long DELAY_MILLIS = 50;

    private final RecordingLog log = new RecordingLog();
    private final Dispatcher dispatcher = new Dispatcher(new LoggedTroubles(log.logger()));
    private final BlockingQueue<Long> published = new LinkedBlockingQueue<>();
    private final ChangeCount changes = new ChangeCount(dispatcher, published::add);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    private long next() throws InterruptedException {
        Long count = published.poll(20, TimeUnit.SECONDS);
        assertTrue(count != null, "nothing was published");
        return count;
    }

    @Test
    void aChangeIsPublished() throws Exception {
        changes.bump();
        assertEquals(1, next());
        changes.bump();
        assertEquals(2, next());
    }

    @Test
    void aStormIsPublishedAFewTimesOnlyAndToItsEnd() throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            changes.bump();
        }
        List<Long> counts = new ArrayList<>();
        do {
            counts.add(next());
        } while (counts.get(counts.size() - 1) < 100_000);
        long delays = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / DELAY_MILLIS;
        assertTrue(counts.size() <= delays + 1, () -> counts.size() + " in " + delays + " delays: " + counts);
    }

    @Test
    void theCountNeverGoesBackHoweverLongAPublicationTakes() throws Exception {
        BlockingQueue<Long> told = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ChangeCount slow = new ChangeCount(dispatcher, count -> {
            if (count == 1) {
                begun.countDown();
                await(goOn);
            }
            told.add(count);
        });
        slow.bump();
        await(begun);
        slow.bump();
        assertEquals(null, told.poll(5 * DELAY_MILLIS, TimeUnit.MILLISECONDS), "published beside the first");
        goOn.countDown();
        assertEquals(1, told.poll(20, TimeUnit.SECONDS));
        assertEquals(2, told.poll(20, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "waited in vain");
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
