// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.impl.internal.dispatch.Rig;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** When the one who comes second acts: races are decided at the edges of a transition, not anywhere. */
enum Moment {
    AT_ONCE(node -> true),
    BEGUN(node -> node.transition != null),
    CHANGING(node -> node.phase() == NotifyType.STATECHANGE),
    DONE(node -> node.phase() == NotifyType.STATECHANGE_DONE),
    SETTLED(node -> false);

    private static final Moment[] ALL = values();
    private static final int TURNS = 150;

    private final Predicate<OfflineNode> come;

    Moment(Predicate<OfflineNode> come) {
        this.come = come;
    }

    /** Waits for any of the moments of a transition to OFFLINE, or for the end of it if that one has gone by. */
    static void awaitAny(OfflineNode node) {
        Moment moment = ALL[ThreadLocalRandom.current().nextInt(ALL.length)];
        Rig.await(() -> moment.come.test(node) || hasChanged(node));
        Rig.dawdle(TURNS);
    }

    static boolean hasChanged(OfflineNode node) {
        return node.state() == ConnectionState.OFFLINE && node.transition == null;
    }
}
