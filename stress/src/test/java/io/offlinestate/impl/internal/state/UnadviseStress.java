// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.ConnectionState;
import io.offlinestate.impl.internal.dispatch.Rig;
import io.offlinestate.impl.internal.dispatch.Witness;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Unadvise against a running transition: once it has returned no callback begins, and none is running. */
public class UnadviseStress {
    private static final int TURNS = 400;

    /** An object with a listener that stays and one that goes. */
    @JCStressTest
    @Outcome(id = "quiet, nothing", expect = Expect.ACCEPTABLE, desc = "Ended before it was told of the change.")
    @Outcome(id = "quiet, a part", expect = Expect.ACCEPTABLE, desc = "Ended in the middle of the change.")
    @Outcome(id = "quiet, all", expect = Expect.ACCEPTABLE, desc = "Ended after it was told of the change.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A callback was running, or has begun, after unadvise had returned.")
    @State
    public static class Unadvising {
        private final OfflineNode node = Bundle.root();
        private final Witness leaver = new Witness(TURNS);
        private final Advise advise;
        private boolean running;

        /** Half the time its rounds are quick ones. */
        public Unadvising() {
            Bundle.advise(node, new Witness(TURNS));
            advise = Bundle.advise(node, leaver);
            if (ThreadLocalRandom.current().nextBoolean()) {
                Bundle.warmUp(node);
                leaver.forget();
            }
        }

        @Actor
        public void transition() {
            Bundle.set(node, ConnectionState.OFFLINE);
        }

        /** Comes at any moment of the change; half the time in a callback, if there is one to come. */
        @Actor
        public void leaver() {
            if (ThreadLocalRandom.current().nextBoolean()) {
                Moment.awaitAny(node);
            } else {
                Rig.await(() -> leaver.isInside() || Moment.hasChanged(node));
            }
            Bundle.SESSION.unadvise(node, advise);
            running = leaver.dismiss();
        }

        @Arbiter
        public void verdict(LL_Result result) {
            boolean quiet = Rig.awaitQuiet(List.of(advise));
            result.r1 = !quiet
                    ? "never quiet"
                    : running ? "still running" : leaver.wasCalledAfter() ? "begun after" : "quiet";
            String heard = leaver.heard();
            result.r2 = heard.endsWith("3") ? "all" : heard.matches("4?[12]+") ? "a part" : "nothing";
            Bundle.release(node);
        }
    }
}
