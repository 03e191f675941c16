// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Round;
import io.offlinestate.impl.internal.dispatch.TimedCall;
import io.offlinestate.impl.internal.dispatch.Watched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The objects of a tree that change their effective state together, on their way through the phases. A carrier runs round
 * after round; where a round is not complete when its loop ends, whoever completes it goes on.
 *
 * <p>The objects, the phase and the times are guarded by the lock of the tree; the laggards by this object's monitor.
 */
final class Transition implements Watched, Round.Phases {
    private final OfflineTree tree;
    final Request request;
    final ConnectionState newState;
    /** Parents before children. */
    final List<OfflineNode> nodes = new ArrayList<>();

    final Cause cause;
    final String reason;
    final Instant startedAt = Instant.now();
    private final Set<History.Laggard> laggards = new LinkedHashSet<>();
    /** One for each phase that has ended and in which a callback was timed. Guarded by the lock of the tree. */
    private List<History.Slowest> slowest = List.of();

    private volatile Round round;
    private volatile NotifyType phase = NotifyType.STATECHANGE_START;
    private long phaseBegan = System.nanoTime();
    private long startNanos;
    private long changeNanos;

    Transition(OfflineTree tree, Request request, ConnectionState newState, String reason) {
        this.tree = tree;
        this.request = request;
        this.newState = newState;
        this.cause = request.cause;
        this.reason = reason;
    }

    OfflineNode origin() {
        return request.node;
    }

    Round round() {
        return round;
    }

    NotifyType phase() {
        return phase;
    }

    /** Under the lock of the tree: the next phase has begun. */
    void enter(NotifyType next, Round itsRound) {
        phase = next;
        round = itsRound;
    }

    /** Under the lock of the tree: the time of the phase that has ended. */
    long lap() {
        long now = System.nanoTime();
        long lap = now - phaseBegan;
        phaseBegan = now;
        if (phase == NotifyType.STATECHANGE_START) {
            startNanos = lap;
        } else if (phase == NotifyType.STATECHANGE) {
            changeNanos = lap;
        }
        noteSlowest(round.slowest());
        return lap;
    }

    /** Notes names only: the history outlives the listener. */
    private void noteSlowest(TimedCall call) {
        if (call != null) {
            Advise advise = (Advise) call.listener();
            slowest = slowest.isEmpty() ? new ArrayList<>(3) : slowest;
            slowest.add(new History.Slowest(
                    phase, advise.label(), advise.callbackOwner().symbolicName(), call.nanos()));
        }
    }

    History.Entry entry(long doneNanos) {
        List<History.Laggard> named;
        synchronized (laggards) {
            named = List.copyOf(laggards);
        }
        return new History.Entry(
                origin().id(),
                cause,
                reason,
                newState == ConnectionState.ONLINE ? ConnectionState.OFFLINE : ConnectionState.ONLINE,
                newState,
                startedAt.toEpochMilli(),
                startNanos,
                changeNanos,
                doneNanos,
                named,
                List.copyOf(slowest));
    }

    void launch(Dispatcher dispatcher) {
        dispatcher.watch(this, origin().limits().stallNanos());
        execute(round, false);
    }

    /**
     * Runs rounds for as long as they complete here, of this transition and of one that comes after it.
     *
     * @param alone whether to end with this transition. The stack of a thread that goes on in mid-transition refers to a round, and
     *     so to listeners that may end meanwhile: it must not last longer than the round.
     */
    private void carry(Round first, boolean alone) {
        Transition current = this;
        Round next = first;
        while (current != null) {
            while (next != null) {
                if (handedOver(current, next) || !next.run()) {
                    return;
                }
                next = current.tree.nextRound(current);
            }
            current = current.tree.finish(current);
            next = current == null ? null : current.round;
            if (alone && current != null && current.execute(next, false)) {
                return;
            }
        }
    }

    /** A thread that is retired leaves the rest of the transition to another one. */
    private static boolean handedOver(Transition current, Round next) {
        return current.tree.dispatcher().isRetired() && current.execute(next, true);
    }

    private boolean execute(Round next, boolean alone) {
        return tree.dispatcher().execute(origin().profile().name(), () -> carry(next, alone));
    }

    @Override
    public void completed() {
        carry(tree.nextRound(this), true);
    }

    @Override
    public void laggard(Listener listener) {
        Advise advise = (Advise) listener;
        synchronized (laggards) {
            laggards.add(new History.Laggard(advise.node().id(), advise.label()));
        }
    }

    @Override
    public long check(long now) {
        return round.check(now);
    }
}
