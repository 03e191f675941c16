// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
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
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Update against a running transition: nothing is missed or doubled, and whoever is called after one that was running all the time
 * that the update took is told in the new words.
 */
public class UpdateStress {
    private static final int TURNS = 400;
    private static final int NEW = 7;

    /** The first of the listeners. Says in which phase it is being called, 0 for in none. */
    private static final class Doorkeeper implements OfflineNotify {
        private volatile int inside;

        @Override
        public void notify(OfflineNotification notification) {
            inside = notification.type().value();
            Rig.dawdle(TURNS);
            inside = 0;
        }
    }

    /** The last of the listeners. */
    private static final class Updated implements OfflineNotify {
        private final Witness witness = new Witness(0);
        private final int[] tokens = new int[4];

        @Override
        public void notify(OfflineNotification notification) {
            tokens[notification.type().value()] = notification.clientToken();
            witness.notify(notification);
        }

        /** @param bound the phase from which on it must be told in the new words, 0 for none */
        String words(int bound) {
            boolean changed = false;
            for (int phase = 1; phase < tokens.length; phase++) {
                if (tokens[phase] != NEW && (changed || bound > 0 && phase >= bound)) {
                    return "old words";
                }
                changed |= tokens[phase] == NEW;
            }
            return bound > 0 ? "in time" : "any time";
        }
    }

    @JCStressTest
    @Outcome(
            id = "123, any time, 6",
            expect = Expect.ACCEPTABLE,
            desc = "Between two callbacks, or before, or after all.")
    @Outcome(
            id = "123, in time, 6",
            expect = Expect.ACCEPTABLE,
            desc = "While the first was called; the last had the news.")
    @Outcome(
            expect = Expect.FORBIDDEN,
            desc = "Missed, doubled, miscounted, or told in the old words after the new ones.")
    @State
    public static class Updating {
        private final OfflineNode node = Bundle.root();
        private final Doorkeeper first = new Doorkeeper();
        private final Updated last = new Updated();
        private final Advise advise;
        private final Advise other;
        private final long counted;
        private int bound;

        /** Half the time its rounds are quick ones. */
        public Updating() {
            other = Bundle.advise(node, first);
            Bundle.advise(node, new Witness(0));
            advise = Bundle.advise(node, last);
            Bundle.set(node, ConnectionState.OFFLINE);
            Bundle.set(node, ConnectionState.ONLINE);
            if (ThreadLocalRandom.current().nextBoolean()) {
                Bundle.warmUp(node);
            }
            last.witness.forget();
            counted = advise.delivered() + other.delivered();
        }

        @Actor
        public void transition() {
            Bundle.set(node, ConnectionState.OFFLINE);
        }

        /** Comes while the first is called, if there is such a moment. */
        @Actor
        public void update() {
            Rig.await(() -> first.inside != 0 || Moment.hasChanged(node));
            Rig.dawdle(TURNS / 4);
            int before = first.inside;
            Bundle.SESSION.update(
                    advise, AdviseInfo.builder(last).clientToken(NEW).build());
            bound = before == first.inside ? before : 0;
        }

        @Arbiter
        public void verdict(LLL_Result result) {
            boolean quiet = Rig.awaitQuiet(List.of(advise));
            result.r1 = last.witness.heard() + (quiet ? "" : " and never quiet");
            result.r2 = last.words(bound);
            result.r3 = advise.delivered() + other.delivered() - counted;
            Bundle.release(node);
        }
    }
}
