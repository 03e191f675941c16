// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.ConnectionState;
import io.offlinestate.impl.internal.dispatch.Rig;
import io.offlinestate.impl.internal.dispatch.Witness;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A request against the completion of the one before: it is refused with PENDING or it is done, and never lost; and when a
 * stage has completed, its object is out of its transition, and what was requested is saved.
 */
public class RequestStress {
    private static final int TURNS = 100;

    private static OfflineNode rootWithListener() {
        OfflineNode node = Bundle.root();
        Bundle.advise(node, new Witness(TURNS));
        return node;
    }

    /** Two who want the same. */
    @JCStressTest
    @Outcome(
            id = "OFFLINE, OFFLINE, 1",
            expect = Expect.ACCEPTABLE,
            desc = "One after the other; the second changes nothing.")
    @Outcome(id = "OFFLINE, PENDING, 1", expect = Expect.ACCEPTABLE, desc = "The second came during the change.")
    @Outcome(id = "PENDING, OFFLINE, 1", expect = Expect.ACCEPTABLE, desc = "The first came during the change.")
    @Outcome(id = ".*not asked.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Answered with what it was before, lost, or done twice.")
    @State
    public static class Rivals {
        private final OfflineNode node = rootWithListener();

        @Actor
        public void first(LLL_Result result) {
            result.r1 = Bundle.set(node, ConnectionState.OFFLINE);
        }

        @Actor
        public void second(LLL_Result result) {
            Moment.awaitAny(node);
            result.r2 = Bundle.set(node, ConnectionState.OFFLINE);
        }

        @Arbiter
        public void verdict(LLL_Result result) {
            result.r3 = Bundle.sequence(node);
            Bundle.release(node);
        }
    }

    /** As soon as a stage has completed, somebody else sets the object again. */
    @JCStressTest
    @Outcome(
            id = "OFFLINE, ONLINE, 2",
            expect = Expect.ACCEPTABLE,
            desc = "Set again as soon as the first has completed.")
    @Outcome(id = ".*not asked.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Completed before the object was out of its transition, or never.")
    @State
    public static class Turnabout {
        private final OfflineNode node = rootWithListener();
        private volatile CompletableFuture<ConnectionState> stage;

        @Actor
        public void first(LLL_Result result) {
            stage = Bundle.SESSION.set(node, ConnectionState.OFFLINE).toCompletableFuture();
            result.r1 = Bundle.outcome(stage);
        }

        @Actor
        public void second(LLL_Result result) {
            Rig.await(() -> stage != null && stage.isDone());
            result.r2 = Bundle.set(node, ConnectionState.ONLINE);
        }

        @Arbiter
        public void verdict(LLL_Result result) {
            result.r3 = Bundle.sequence(node);
            Bundle.release(node);
        }
    }

    /** A root is set while a child is in a transition: it waits for its turn, which comes when that one ends. */
    @JCStressTest
    @Outcome(id = "OFFLINE, OFFLINE", expect = Expect.ACCEPTABLE, desc = "The root's change came after the child's.")
    @Outcome(id = "PENDING, OFFLINE", expect = Expect.ACCEPTABLE, desc = "The child was changing with the root.")
    @Outcome(id = ".*not asked.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Lost.")
    @State
    public static class Waiting {
        private final OfflineNode root = Bundle.root();
        private final OfflineNode child = Bundle.child(root);

        public Waiting() {
            Bundle.advise(child, new Witness(TURNS));
        }

        @Actor
        public void child(LL_Result result) {
            result.r1 = Bundle.set(child, ConnectionState.OFFLINE);
        }

        @Actor
        public void root(LL_Result result) {
            Moment.awaitAny(child);
            result.r2 = Bundle.set(root, ConnectionState.OFFLINE);
        }

        @Arbiter
        public void verdict() {
            Bundle.release(child);
            Bundle.release(root);
        }
    }

    /** One that has nothing left to do completes at once, though the one before may still be being written. */
    @JCStressTest
    @Outcome(
            id = "OFFLINE, OFFLINE",
            expect = Expect.ACCEPTABLE,
            desc = "Completed, and it would be found after a restart.")
    @Outcome(id = "PENDING, .*", expect = Expect.ACCEPTABLE, desc = "Refused: it makes no promise.")
    @Outcome(id = ".*not asked.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Completed, but it would be lost in a restart.")
    @State
    public static class Remembering {
        private final OfflineNode node = rootWithListener();

        @Actor
        public void first() {
            Bundle.set(node, ConnectionState.OFFLINE);
        }

        @Actor
        public void second(LL_Result result) {
            Moment.awaitAny(node);
            result.r1 = Bundle.set(node, ConnectionState.OFFLINE);
            result.r2 = Bundle.saved(node);
        }

        @Arbiter
        public void verdict() {
            Bundle.release(node);
        }
    }
}
