// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The end of a listener whose rounds are being taken away from their carriers: once it has been waited for no callback begins,
 * and none is running, whoever has it. The others hear everything, and all that was heard is counted.
 */
public class CleanEndStress {
    /** The one in the middle of three goes. */
    private static final int LEAVER = 1;

    private static final int TURNS = 300;

    /** A change in which one of the listeners ends. */
    private static final class Departure {
        private final Change change;
        private final Listener leaver;
        private final Witness its;
        private boolean quiet;
        private boolean running;

        /** @param fresh whether the one who goes has yet to be told where it starts from */
        Departure(Change.Loop loop, boolean fresh) {
            change = new Change(loop, 3, TURNS);
            leaver = fresh ? change.renew(LEAVER) : change.listener(LEAVER);
            its = change.witness(LEAVER);
        }

        void watch() {
            Rig.onCarrier(change::carry);
            change.watch();
        }

        /**
         * Comes in a callback or at any other moment. Waits for the listener, as unadvise does, or for all that the dispatcher
         * says are leaving, as a bundle that stops.
         */
        void leave() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            if (random.nextBoolean()) {
                Rig.await(() -> its.isInside() || change.isOver());
            } else {
                Rig.dawdle(TURNS);
            }
            change.end(leaver);
            quiet = Rig.awaitQuiet(random.nextBoolean() ? List.of(leaver) : Rig.DISPATCHER.leaving());
            running = its.dismiss();
        }

        String verdict() {
            if (!quiet) {
                return "never quiet";
            }
            String others = change.verdict(LEAVER);
            if (!others.equals("123")) {
                return others;
            }
            return running ? "still running" : its.wasCalledAfter() ? "begun after" : "quiet";
        }

        String course() {
            return change.course();
        }
    }

    @JCStressTest
    @Outcome(
            id = "quiet, undisturbed",
            expect = Expect.ACCEPTABLE,
            desc = "The carrier was faster, in all three phases.")
    @Outcome(id = "quiet, handed over", expect = Expect.ACCEPTABLE, desc = "Ended while a round was handed over.")
    @Outcome(id = "not looked at.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(
            expect = Expect.FORBIDDEN,
            desc = "A callback was running, or has begun, after the end; or another was missed.")
    @State
    public static class Ending {
        private final Departure departure =
                new Departure(Change.Loop.CAREFUL, ThreadLocalRandom.current().nextBoolean());

        @Actor
        public void watchdog() {
            departure.watch();
        }

        @Actor
        public void leaver() {
            departure.leave();
        }

        @Arbiter
        public void verdict(LL_Result result) {
            result.r1 = departure.verdict();
            result.r2 = departure.course();
        }
    }

    /** The same for the quick loop, which has to be told of the end. */
    @JCStressTest
    @Outcome(
            id = "quiet, undisturbed",
            expect = Expect.ACCEPTABLE,
            desc = "The carrier was faster, in all three phases.")
    @Outcome(id = "quiet, handed over", expect = Expect.ACCEPTABLE, desc = "Ended while a round was handed over.")
    @Outcome(id = "not looked at.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(
            expect = Expect.FORBIDDEN,
            desc = "A callback was running, or has begun, after the end; or another was missed, or miscounted.")
    @State
    public static class QuickEnding {
        private final Departure departure = new Departure(Change.Loop.QUICK, false);

        @Actor
        public void watchdog() {
            departure.watch();
        }

        @Actor
        public void leaver() {
            departure.leave();
        }

        @Arbiter
        public void verdict(LL_Result result) {
            result.r1 = departure.verdict();
            result.r2 = departure.course();
        }
    }
}
