// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.rules;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A call on a thread of its own that may have to wait for something. */
final class Call<T> {
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Thread thread;

    private Call(Callable<T> work) {
        thread = new Thread(() -> {
            try {
                outcome.complete(work.call());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
    }

    static <T> Call<T> of(Callable<T> work) {
        Call<T> call = new Call<>(work);
        call.thread.start();
        return call;
    }

    /** Waits until the call waits for something or is over, and returns whether it waits. */
    boolean waits() {
        int[] times = {0};
        Waits.until(
                () -> {
                    times[0] = isWaiting(thread.getState()) ? times[0] + 1 : 0;
                    return outcome.isDone() || times[0] > 5; // not just for a lock that is about to be free
                },
                "a call to wait or to return");
        return !outcome.isDone();
    }

    private static boolean isWaiting(Thread.State state) {
        return switch (state) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        };
    }

    void interrupt() {
        thread.interrupt();
    }

    /** What it returns or throws, once it does. */
    T result() throws Exception {
        return Waits.result(outcome);
    }
}
