// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import io.offlinestate.NotifyType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The mailbox: events are put into it while its runner empties it and comes to rest. None is lost, and there is one runner. */
public class MailboxStress {

    /** One is put in while the runner tells the one before and comes to rest. */
    @JCStressTest
    @Outcome(id = "12, queued", expect = Expect.ACCEPTABLE, desc = "The runner has found it before it came to rest.")
    @Outcome(id = "12, runner", expect = Expect.ACCEPTABLE, desc = "The runner had come to rest.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Lost, out of order, or told by two at once.")
    @State
    public static class Rest {
        private final Mailbox mailbox = new Mailbox();

        public Rest() {
            mailbox.offer(NotifyType.STATECHANGE_START);
        }

        @Actor
        public void runner() {
            mailbox.run();
        }

        @Actor
        public void second(LL_Result result) {
            result.r2 = mailbox.offerAndRun(NotifyType.STATECHANGE);
        }

        @Arbiter
        public void verdict(LL_Result result) {
            result.r1 = mailbox.heard();
        }
    }

    /** Two put something in at the same time, and each runs the mailbox if it is to. */
    @JCStressTest
    @Outcome(id = "12, runner, queued", expect = Expect.ACCEPTABLE, desc = "The first was the runner.")
    @Outcome(id = "12, runner, runner", expect = Expect.ACCEPTABLE, desc = "One after the other.")
    @Outcome(id = "21, queued, runner", expect = Expect.ACCEPTABLE, desc = "The second was the runner.")
    @Outcome(id = "21, runner, runner", expect = Expect.ACCEPTABLE, desc = "One after the other.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or told by two at once.")
    @State
    public static class TwoOffers {
        private final Mailbox mailbox = new Mailbox();

        @Actor
        public void first(LLL_Result result) {
            result.r2 = mailbox.offerAndRun(NotifyType.STATECHANGE_START);
        }

        @Actor
        public void second(LLL_Result result) {
            result.r3 = mailbox.offerAndRun(NotifyType.STATECHANGE);
        }

        @Arbiter
        public void verdict(LLL_Result result) {
            result.r1 = mailbox.heard();
        }
    }

    /**
     * The runner has told the last event of a phase and is about to come to rest; a carrier comes with the next phase. It may call
     * the listener inline only if there is no runner any more.
     */
    @JCStressTest
    @Outcome(id = "mailbox", expect = Expect.ACCEPTABLE, desc = "There is a runner.")
    @Outcome(id = "inline", expect = Expect.ACCEPTABLE, desc = "The runner had come to rest.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Called by one while another is its runner.")
    @State
    public static class NextPhase {
        private final Mailbox mailbox = new Mailbox();

        public NextPhase() {
            mailbox.offer(NotifyType.STATECHANGE_START);
        }

        @Actor
        public void runner() {
            mailbox.run();
        }

        @Actor
        public void carrier(L_Result result) {
            result.r1 = mailbox.next(NotifyType.STATECHANGE);
        }
    }

    /**
     * A round comes to a listener that is just being told where it starts from: it leaves the event and itself with it, and the
     * one who tells it goes on with the round.
     */
    @JCStressTest
    @Outcome(id = "123 or 4123, greeter", expect = Expect.ACCEPTABLE, desc = "The round came later, or waited for it.")
    @Outcome(id = "123 or 4123, round", expect = Expect.ACCEPTABLE, desc = "The round was there first.")
    @Outcome(id = "not looked at.*", expect = Expect.ACCEPTABLE, desc = "Something was lost before.")
    @Outcome(
            expect = Expect.FORBIDDEN,
            desc = "Lost, out of order, told by two at once, or a round that does not go on.")
    @State
    public static class ParkedRound {
        private static final int TURNS = 200;
        /** About as long as it takes until the round has begun. */
        private static final int DELAY = 1_500;

        private final Change change = new Change(Change.Loop.CAREFUL, 3, TURNS);
        private final Listener newcomer = change.renew(1);

        @Actor
        public void carrier() {
            Rig.onCarrier(change::carry);
        }

        @Actor
        public void greeter(LL_Result result) {
            Rig.dawdle(DELAY);
            result.r2 = change.greet(newcomer);
        }

        @Arbiter
        public void verdict(LL_Result result) {
            result.r1 = change.verdict();
        }
    }
}
