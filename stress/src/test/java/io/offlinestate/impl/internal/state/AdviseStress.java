// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.ConnectionState;
import io.offlinestate.impl.internal.dispatch.Rig;
import io.offlinestate.impl.internal.dispatch.Witness;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Advise against a running transition to OFFLINE: the state at advise and the changes that are heard make up the state
 * afterwards, and what is heard is every phase that begins after it.
 */
public class AdviseStress {
    private static final int TURNS = 200;

    /** First the state at advise; then what is heard: 4 or 5 where it starts from, online or offline, and 1 to 3 the phases. */
    @JCStressTest
    @Outcome(id = "ONLINE, 4123", expect = Expect.ACCEPTABLE, desc = "Advised before it: hears all of it.")
    @Outcome(id = "ONLINE, 423", expect = Expect.ACCEPTABLE, desc = "Advised after START had begun.")
    @Outcome(id = "OFFLINE, 53", expect = Expect.ACCEPTABLE, desc = "Advised after the change, which it does not hear.")
    @Outcome(id = "OFFLINE, 5", expect = Expect.ACCEPTABLE, desc = "Advised after DONE had begun.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A change is missed or doubled, or the start is contradicted.")
    @State
    public static class Advising {
        private final OfflineNode node = Bundle.root();
        private final Witness newcomer = new Witness(0);
        private Advise advise;

        public Advising() {
            Bundle.advise(node, new Witness(TURNS));
        }

        @Actor
        public void transition() {
            Bundle.set(node, ConnectionState.OFFLINE);
        }

        @Actor
        public void newcomer(LL_Result result) {
            Moment.awaitAny(node);
            advise = Bundle.advise(node, newcomer);
            result.r1 = advise.stateAtAdvise();
        }

        @Arbiter
        public void verdict(LL_Result result) {
            boolean told = Rig.await(newcomer::isGreeted) && Rig.awaitQuiet(List.of(advise));
            result.r2 = newcomer.heard() + (told ? "" : " and never quiet");
            Bundle.release(node);
        }
    }
}
