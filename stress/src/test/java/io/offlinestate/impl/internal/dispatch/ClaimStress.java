// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Claim and hand-over: a carrier calls one listener after the other while the watchdog takes the rounds away from it. Each
 * listener is told each phase once, in order, by one thread at a time.
 */
public class ClaimStress {
    private static final int LISTENERS = 3;
    private static final int TURNS = 40;

    /** Half the time the listeners have yet to be told where they start from (4): their events go through the mailbox. */
    @JCStressTest
    @Outcome(id = "4?123, undisturbed", expect = Expect.ACCEPTABLE, desc = "The carrier was faster, in all phases.")
    @Outcome(id = "4?123, handed over", expect = Expect.ACCEPTABLE, desc = "Nobody was told twice or never.")
    @Outcome(id = "not looked at.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Twice, never, out of order, or by two at once.")
    @State
    public static class Seizure {
        private final Change change = new Change(Change.Loop.CAREFUL, LISTENERS, TURNS);

        public Seizure() {
            if (ThreadLocalRandom.current().nextBoolean()) {
                for (int i = 0; i < LISTENERS; i++) {
                    change.renew(i);
                }
            }
        }

        @Actor
        public void carrier() {
            Rig.onCarrier(change::carry);
        }

        @Actor
        public void watchdog() {
            change.watch();
        }

        @Arbiter
        public void verdict(LL_Result result) {
            result.r1 = change.verdict();
            result.r2 = change.course();
        }
    }

    /** The same for the quick loop, as long as it is not taken out of it. */
    @JCStressTest
    @Outcome(id = "123, undisturbed", expect = Expect.ACCEPTABLE, desc = "The carrier was faster, in all phases.")
    @Outcome(id = "123, handed over", expect = Expect.ACCEPTABLE, desc = "Nobody was told twice or never.")
    @Outcome(id = "not looked at.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Twice, never, out of order, by two at once, or miscounted.")
    @State
    public static class QuickSeizure {
        private final Change change = new Change(Change.Loop.QUICK, LISTENERS, TURNS);

        @Actor
        public void carrier() {
            Rig.onCarrier(change::carry);
        }

        @Actor
        public void watchdog() {
            change.watch();
        }

        @Arbiter
        public void verdict(LL_Result result) {
            result.r1 = change.verdict();
            result.r2 = change.course();
        }
    }
}
