// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that may change the state of an object, now or when its turn comes. Completed or failed once. */
abstract class Request {
    final OfflineNode node;
    /** The requested state; null where only the votes have changed. */
    final ConnectionState wanted;

    final Cause cause;
    final String reason;
    /** Whether a call of setCurrentState waits for it: then there is one at a time for an object. */
    final boolean exclusive;

    private Request(OfflineNode node, ConnectionState wanted, Cause cause, String reason, boolean exclusive) {
        this.node = node;
        this.wanted = wanted;
        this.cause = cause;
        this.reason = reason;
        this.exclusive = exclusive;
    }

    /** No lock is held here. Must not block or run foreign code. */
    abstract void completed(ConnectionState effective);

    /** No lock is held here. Must not block or run foreign code. */
    abstract void failed(OfflineException why);

    /** Somebody's setCurrentState that returns at once. */
    static final class Async extends Request {
        private final ApartStage<ConnectionState> stage;
        private final Executor apart;

        /** @param apart runs the completion actions, which are foreign code */
        Async(OfflineNode node, ConnectionState wanted, String reason, Executor apart) {
            super(node, wanted, Cause.REQUEST, reason, true);
            this.stage = new ApartStage<>(apart);
            this.apart = apart;
        }

        CompletionStage<ConnectionState> stage() {
            return stage;
        }

        @Override
        void completed(ConnectionState effective) {
            end(() -> stage.complete(effective));
        }

        @Override
        void failed(OfflineException why) {
            end(() -> stage.completeExceptionally(why));
        }

        /** A future of somebody else's that depends on it, such as {@code allOf} gives, runs its actions on whoever completes it. */
        private void end(Runnable completion) {
            if (stage.getNumberOfDependents() > 0) {
                apart.execute(completion);
            } else {
                completion.run();
            }
        }
    }

    /** Somebody's setCurrentState that waits. */
    static final class Blocking extends Request {
        private final CountDownLatch over = new CountDownLatch(1);
        private ConnectionState outcome;
        private OfflineException failure;

        Blocking(OfflineNode node, ConnectionState wanted, String reason) {
            super(node, wanted, Cause.REQUEST, reason, true);
        }

        ConnectionState await(Duration timeout) throws InterruptedException, TimeoutException {
            if (!over.await(saturatedNanos(timeout), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException(
                        node.id() + " is not " + wanted + " within " + timeout + "; the change goes on");
            }
            if (failure != null) {
                throw new OfflineException(failure.code(), failure.getMessage(), failure);
            }
            return outcome;
        }

        private static long saturatedNanos(Duration timeout) {
            try {
                return timeout.toNanos();
            } catch (ArithmeticException tooLong) {
                return Long.MAX_VALUE;
            }
        }

        @Override
        void completed(ConnectionState effective) {
            outcome = effective;
            over.countDown();
        }

        @Override
        void failed(OfflineException why) {
            failure = why;
            over.countDown();
        }
    }

    /** A change that nobody waits for: of the votes, or of the configuration. */
    static final class Unattended extends Request {
        private Unattended(OfflineNode node, ConnectionState wanted, Cause cause, String reason) {
            super(node, wanted, cause, reason, false);
        }

        static Unattended votes(OfflineNode node) {
            return new Unattended(node, null, Cause.DETECTION, "");
        }

        static Unattended configuration(OfflineNode node, ConnectionState wanted) {
            return new Unattended(node, wanted, Cause.REQUEST, "requested by configuration");
        }

        @Override
        void completed(ConnectionState effective) {
            // nobody waits
        }

        @Override
        void failed(OfflineException why) {
            // the object is gone, and its votes with it
        }
    }
}
