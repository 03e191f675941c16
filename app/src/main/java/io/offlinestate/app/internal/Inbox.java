// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What has come and not been taken yet.
 *
 * <p>Safe for use by any thread.
 */
final class Inbox<T> {
    private final BlockingQueue<T> items = new LinkedBlockingQueue<>();

    void add(T item) {
        items.add(item);
    }

    /** Takes so many items, or those that came within the time. */
    List<T> take(int count, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<T> taken = new ArrayList<>();
        while (taken.size() < count) {
            T next = items.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        return taken;
    }

    /** Takes what there is, without waiting. */
    List<T> takeAll() {
        List<T> taken = new ArrayList<>();
        items.drainTo(taken);
        return taken;
    }
}
