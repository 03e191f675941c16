// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Troubles;
import io.offlinestate.reachability.Reachability;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Goes once through all that happens when listeners hang, among objects of its own that nobody sees. Without it the first
 * listener to hang in earnest would cost the others the loading of the classes that deal with it, about as long as a stall.
 */
public final class Rehearsal {
    private static final Settings HASTY = new Settings(Optional.empty(), Optional.empty(), 0, 1, 1, 1);
    private static final int LISTENERS = 24;
    private static final long AT_MOST_MILLIS = 1_000;

    private Rehearsal() {}

    /** Rehearses in the background, on threads that end with it. */
    public static void start(Dispatcher dispatcher) {
        dispatcher.execute("rehearsal", Rehearsal::run);
    }

    /** Rehearses, for a second at most. */
    public static void run() {
        Nobody nobody = new Nobody();
        Dispatcher stage = new Dispatcher(nobody);
        try {
            ObjectTable table = new ObjectTable(stage, nobody, nobody);
            table.configure("rehearsal", HASTY);
            OfflineNode node = table.find(OfflineObjectId.global("rehearsal"));
            BundleSession session = new BundleSession(
                    new Owner(0, "rehearsal"),
                    table,
                    stage,
                    new AtomicLong(),
                    callback -> new Advise.CallbackOwner(0, "rehearsal"));
            CountDownLatch told = new CountDownLatch(LISTENERS);
            for (int i = 0; i < LISTENERS; i++) {
                session.advise(node, AdviseInfo.of(i % 6 == 0 ? hanging(told) : counting(told)));
            }
            session.report(node.id(), "rehearsal", Reachability.UNREACHABLE, "");
            told.await(AT_MOST_MILLIS, TimeUnit.MILLISECONDS);
            table.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stage.close();
        }
    }

    /** Is there until everybody else has been told that the change is done. */
    private static OfflineNotify hanging(CountDownLatch others) {
        return notification -> {
            others.countDown();
            try {
                others.await(AT_MOST_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static OfflineNotify counting(CountDownLatch told) {
        return notification -> {
            if (notification.type() == NotifyType.STATECHANGE_DONE) {
                told.countDown();
            }
        };
    }

    /** The outside: remembers nothing, and does not want to hear of anything. */
    private static final class Nobody implements Intents, ObjectTable.Events, Troubles {
        @Override
        public ConnectionState recall(OfflineObjectId object) {
            return ConnectionState.ONLINE;
        }

        @Override
        public boolean save(OfflineNode node) {
            return true;
        }

        @Override
        public boolean saved(String profile) {
            return true;
        }

        @Override
        public void added(OfflineNode node) {}

        @Override
        public void capabilitiesChanged(OfflineNode node) {}

        @Override
        public void removed(OfflineNode node) {}

        @Override
        public void changed() {}

        @Override
        public void thrown(Listener listener, Throwable thrown) {}

        @Override
        public void stalled(Listener listener) {}

        @Override
        public void internal(String what, Throwable why) {}
    }
}
