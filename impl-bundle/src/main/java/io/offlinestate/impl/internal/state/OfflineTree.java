// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.AdviseInfo;
import io.offlinestate.Capability;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import io.offlinestate.common.SafeText;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Lineup;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Round;
import io.offlinestate.impl.internal.dispatch.Source;
import io.offlinestate.impl.internal.dispatch.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The objects below one root and what is going on among them: which transitions are under way, who waits, who is advised.
 *
 * <p>Transitions of objects that are not ancestor and descendant of each other run side by side. A request waits while it is
 * related to a transition under way or to a request that waits already, and takes its turn in the order of arrival.
 *
 * <p>Thread-safe: one short lock guards all bookkeeping; no foreign code runs under it.
 */
final class OfflineTree {
    private final Object lock = new Object();
    private final Dispatcher dispatcher;
    private final Intents intents;
    private final Runnable changed;
    private List<Request> waiting = new ArrayList<>();
    private int running;
    private final Repeated<Terms> terms = new Repeated<>(Terms::isLike);
    private final Repeated<Advise.CallbackOwner> owners = new Repeated<>(Advise.CallbackOwner::isLike);

    /**
     * @param intents remembers what is requested, before a request completes; called without a lock
     * @param changed is told of everything that an inspector can see; must not block
     */
    OfflineTree(Dispatcher dispatcher, Intents intents, Runnable changed) {
        this.dispatcher = dispatcher;
        this.intents = intents;
        this.changed = changed;
    }

    /** Reads what the lock guards. Must be short. */
    <T> T read(Supplier<T> reader) {
        synchronized (lock) {
            return reader.get();
        }
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Something has changed that an inspector can see. */
    void changed() {
        changed.run();
    }

    // ---- objects

    /** Adds an object. If its parent is about to change, and the object with it, it joins that transition. */
    OfflineNode add(
            OfflineObjectId id,
            OfflineNode parent,
            Profile profile,
            Set<Capability> capabilities,
            ConnectionState requested,
            String requestReason) {
        synchronized (lock) {
            OfflineNode node = new OfflineNode(id, this, parent, profile, capabilities, requested, requestReason);
            String reason = node.state() == requested ? requestReason : "its parent " + parent + " is offline";
            node.sinceMillis = System.currentTimeMillis();
            node.history.add(
                    History.startup(id, node.state(), reason, node.sinceMillis),
                    profile.settings().history());
            if (parent != null) {
                parent.adopt(node);
                Transition current = parent.transition;
                boolean follows = requested == ConnectionState.ONLINE;
                if (current != null && current.phase() == NotifyType.STATECHANGE_START && follows) {
                    join(current, node);
                }
            }
            return node;
        }
    }

    /**
     * Removes an object. From here on it is gone.
     *
     * @return what is left to be done without a lock: its advises end, its requests fail
     */
    Runnable remove(OfflineNode node) {
        List<Request> failed = new ArrayList<>();
        Advise[] ended;
        Round held;
        synchronized (lock) {
            node.remove();
            ended = node.listeners.byAge();
            for (Request request : waiting) {
                if (request.node == node) {
                    failed.add(request);
                }
            }
            for (Request request : failed) {
                waiting.remove(request);
                dequeued(request);
            }
            Transition begun = node.begunHere();
            held = begun == null ? null : begun.round();
            if (begun != null) {
                failed.add(begun.request);
            }
        }
        return () -> {
            for (Advise advise : ended) {
                end(advise);
            }
            if (held != null) {
                held.endHold();
            }
            failed.forEach(request -> request.failed(node.notFound()));
            changed.run();
        };
    }

    // ---- requests

    /**
     * Takes a request.
     *
     * @return the effective state if there is nothing to wait for: it was requested before, or changes nothing; null if the
     *     request will be completed or failed
     * @throws OfflineException NOT_FOUND, NO_SUPPORT, PENDING
     */
    ConnectionState submit(Request request) {
        Source caller = dispatcher.callingFor();
        boolean inside = caller instanceof OfflineNode calling && calling.tree() == this;
        OfflineNode node = request.node;
        Turn turn = new Turn();
        ConnectionState unchanged = null;
        synchronized (lock) {
            node.requireAlive();
            if (request.exclusive) {
                requireSupport(node, request.wanted);
                if (node.transition != null || node.queuedExclusive) {
                    throw pending(node, node.transition != null ? "is in a transition" : "has a request that waits");
                }
                if (inside && request instanceof Request.Blocking) {
                    throw pending(node, "cannot be waited for inside a callback of its tree");
                }
                if (node.requested == request.wanted) {
                    unchanged = node.state();
                }
            }
            if (unchanged == null) {
                if (isBlocked(node)) {
                    enqueue(request);
                    return null;
                }
                unchanged = begin(request, turn) ? null : node.state();
            }
        }
        if (unchanged != null) {
            remember(node);
        }
        turn.take();
        return unchanged;
    }

    /** Returns when what is requested of the object is on disk, whoever has requested it, or could not be written. */
    void remember(OfflineNode node) {
        long request = node.requests;
        if (request != node.savedRequests && intents.save(node)) {
            node.savedRequests = request; // should an older one overwrite it, there is one more write: no harm
        }
    }

    private static void requireSupport(OfflineNode node, ConnectionState wanted) {
        Capability needed = wanted == ConnectionState.ONLINE ? Capability.ONLINE : Capability.OFFLINE;
        if (!node.capabilities.contains(needed)) {
            throw new OfflineException(
                    ErrorCode.NO_SUPPORT,
                    "offline object " + node.id() + " cannot be set " + wanted + ": its capabilities are "
                            + node.capabilities);
        }
    }

    private static OfflineException pending(OfflineNode node, String why) {
        return new OfflineException(
                ErrorCode.PENDING, "offline object " + node.id() + " " + why + "; set it when that has completed");
    }

    /** Changes the votes of an object and sees what comes of it, now or after the transition under way. */
    void vote(OfflineNode node, UnaryOperator<Votes> change) {
        Turn turn = new Turn();
        synchronized (lock) {
            if (node.gone()) {
                return;
            }
            node.votes = change.apply(node.votes);
            Request request = Request.Unattended.votes(node);
            if (!isBlocked(node)) {
                begin(request, turn);
            } else if (!node.queuedVotes) { // else coalesced: the one that waits reads the votes when its turn comes
                enqueue(request);
            }
        }
        turn.take();
    }

    /** What is to be done once the lock is released. */
    private final class Turn {
        private final List<Transition> begun = new ArrayList<>();
        private final List<Runnable> outcomes = new ArrayList<>();

        void take() {
            take(begun.size());
        }

        /** Leaves the last transition to the calling carrier. Returns it, or null. */
        Transition takeButOne() {
            int others = Math.max(0, begun.size() - 1);
            take(others);
            if (begun.isEmpty()) {
                return null;
            }
            Transition mine = begun.get(others);
            dispatcher.watch(mine, mine.origin().limits().stallNanos());
            return mine;
        }

        private void take(int count) {
            outcomes.forEach(Runnable::run);
            changed.run();
            begun.subList(0, count).forEach(transition -> transition.launch(dispatcher));
        }
    }

    /** Whether a request for the object has to wait: for a relative in a transition, or for one that waits before it. */
    private static boolean isBlocked(OfflineNode node) {
        if (node.aheadBelow > 0) {
            return true;
        }
        for (OfflineNode each = node; each != null; each = each.parent()) {
            if (each.aheadHere > 0) {
                return true;
            }
        }
        return false;
    }

    private void enqueue(Request request) {
        OfflineNode node = request.node;
        waiting.add(request);
        ahead(node, 1);
        node.queuedExclusive |= request.exclusive;
        node.queuedVotes |= request.wanted == null;
    }

    private static void dequeued(Request request) {
        OfflineNode node = request.node;
        ahead(node, -1);
        node.queuedExclusive &= !request.exclusive;
        node.queuedVotes &= request.wanted != null;
    }

    /** A request for the object has come to wait, or into a transition; or it is out of it. */
    private static void ahead(OfflineNode node, int change) {
        node.aheadHere += change;
        for (OfflineNode each = node.parent(); each != null; each = each.parent()) {
            each.aheadBelow += change;
        }
    }

    /** Lets those begin whose turn has come. */
    private void admit(Turn turn) {
        if (waiting.isEmpty() || running > 0 && waiting.get(0).node.parent() == null) {
            return; // the root waits for everybody, and everybody behind it for the root
        }
        List<Request> candidates = waiting;
        waiting = new ArrayList<>();
        candidates.forEach(OfflineTree::dequeued);
        for (Request request : candidates) {
            if (isBlocked(request.node)) {
                enqueue(request);
            } else if (!begin(request, turn)) {
                ConnectionState effective = request.node.state();
                turn.outcomes.add(() -> complete(request, effective));
            }
        }
    }

    private void complete(Request request, ConnectionState effective) {
        remember(request.node);
        request.completed(effective);
    }

    /** Applies a request. Returns whether it has begun a transition. */
    private boolean begin(Request request, Turn turn) {
        OfflineNode node = request.node;
        if (request.wanted != null) {
            node.requested = request.wanted;
            node.requestReason = request.reason;
            node.requests++;
        }
        ConnectionState effective = node.effective();
        if (effective == node.state()) {
            return false;
        }
        Transition transition = new Transition(this, request, effective, reason(request, effective));
        join(transition, node);
        for (int i = 0; i < transition.nodes.size(); i++) {
            for (OfflineNode child : transition.nodes.get(i).children) {
                if (child.state() != effective && (effective == ConnectionState.OFFLINE || child.wants())) {
                    join(transition, child);
                }
            }
        }
        running++;
        ahead(node, 1);
        boolean hold = request.cause == Cause.REQUEST && effective == ConnectionState.OFFLINE;
        enter(transition, NotifyType.STATECHANGE_START, hold);
        turn.begun.add(transition);
        return true;
    }

    private static String reason(Request request, ConnectionState effective) {
        if (request.cause != Cause.DETECTION) {
            return request.reason;
        }
        return effective == ConnectionState.ONLINE
                ? "no detector says unreachable any more"
                : SafeText.cut(String.join("; ", request.node.votes.reasons()), SafeText.FAILURE_LENGTH);
    }

    private static void join(Transition transition, OfflineNode node) {
        Cause cause = node == transition.origin() ? transition.cause : Cause.PARENT;
        transition.nodes.add(node);
        node.join(
                transition,
                new StateChange(
                        StateMask.OFFLINE,
                        node.state(),
                        transition.newState,
                        node.sequence + 1,
                        cause,
                        transition.startedAt));
    }

    // ---- phases

    /** Begins the next phase; the flip is one step with the beginning of STATECHANGE. Returns null after the last. */
    Round nextRound(Transition transition) {
        NotifyType phase = transition.phase();
        if (phase == NotifyType.STATECHANGE_DONE) {
            return null;
        }
        Round next = nextRound(transition, phase);
        changed.run();
        return next;
    }

    private Round nextRound(Transition transition, NotifyType phase) {
        synchronized (lock) {
            transition.lap();
            if (phase == NotifyType.STATECHANGE) {
                return enter(transition, NotifyType.STATECHANGE_DONE, false);
            }
            List<OfflineNode> flipping = transition.nodes;
            if (transition.newState == ConnectionState.OFFLINE) {
                flipping = new ArrayList<>(flipping);
                Collections.reverse(flipping);
            }
            long nowMillis = System.currentTimeMillis();
            for (OfflineNode node : flipping) {
                if (!node.gone()) {
                    node.flip(transition.newState, nowMillis);
                }
            }
            return enter(transition, NotifyType.STATECHANGE, false);
        }
    }

    private Round enter(Transition transition, NotifyType phase, boolean hold) {
        OfflineNode origin = transition.origin();
        Settings settings = origin.profile().settings();
        Order order = order(transition, phase);
        Round round = new Round(
                dispatcher,
                phase,
                order.listeners,
                order.quick,
                order.timed,
                order.changes,
                transition,
                origin.limits(),
                origin.profile().name(),
                hold ? TimeUnit.MILLISECONDS.toNanos(settings.holdMillis()) : 0);
        transition.enter(phase, round);
        return round;
    }

    /**
     * Who is told, one after the other, and of what.
     *
     * @param quick the listeners for a quick loop, or null where they have to be looked at
     */
    private record Order(Listener[] listeners, Lineup quick, boolean timed, StateChange[] changes) {}

    private static Order order(Transition transition, NotifyType phase) {
        List<OfflineNode> nodes = transition.nodes;
        boolean down = transition.newState == ConnectionState.OFFLINE;
        return nodes.size() == 1 ? order(nodes.get(0), phase, down) : order(nodes, phase, down);
    }

    private static Order order(OfflineNode node, NotifyType phase, boolean down) {
        StateChange[] changes = {node.change()};
        if (node.muted()) {
            return new Order(new Listener[0], null, false, changes);
        }
        Lineup lineup = node.listeners.lineup(down);
        boolean timed = lineup.beginTimed();
        boolean quick = !timed && !node.hasSlow() && lineup.isCommon(phase);
        return new Order(lineup.listeners(), quick ? lineup : null, timed, changes);
    }

    private static Order order(List<OfflineNode> nodes, NotifyType phase, boolean down) {
        boolean childrenFirst = phase == NotifyType.STATECHANGE_DONE;
        int size = 0;
        for (OfflineNode node : nodes) {
            size += node.muted() ? 0 : node.listeners.size();
        }
        Order order = new Order(new Listener[size], null, false, new StateChange[size]);
        int next = 0;
        for (int i = 0; i < nodes.size(); i++) {
            OfflineNode node = nodes.get(childrenFirst ? nodes.size() - 1 - i : i);
            if (!node.muted()) {
                Listener[] its = node.listeners.ordered(down);
                System.arraycopy(its, 0, order.listeners, next, its.length);
                Arrays.fill(order.changes, next, next + its.length, node.change());
                next += its.length;
            }
        }
        return order;
    }

    /** Ends a transition and lets others begin. Returns one that the calling carrier is to go on with, or null. */
    Transition finish(Transition transition) {
        dispatcher.unwatch(transition);
        Turn turn = new Turn();
        OfflineNode origin = transition.origin();
        synchronized (lock) {
            History.Entry entry = transition.entry(transition.lap());
            for (OfflineNode node : transition.nodes) {
                node.settle(entry);
            }
            running--;
            ahead(origin, -1);
            if (!origin.gone()) {
                ConnectionState effective = origin.state();
                turn.outcomes.add(() -> complete(transition.request, effective));
            }
            admit(turn);
        }
        return turn.takeButOne();
    }

    // ---- advises

    Advise advise(OfflineNode node, Owner owner, Advise.CallbackOwner callbackOwner, AdviseInfo info, long value) {
        boolean greets = dispatcher.greets(info.callback());
        Advise advise;
        synchronized (lock) {
            node.requireAlive();
            if (node.capabilities.isEmpty()) {
                throw new OfflineException(
                        ErrorCode.NO_SUPPORT,
                        "offline object " + node.id() + " has no capability, so it has nothing to notify of");
            }
            advise = new Advise(
                    dispatcher,
                    value,
                    node,
                    owner,
                    owners.of(callbackOwner),
                    info.callback(),
                    terms.of(Advise.terms(info)),
                    node.state(),
                    node.sequence);
            if (!owner.keep(advise)) {
                advise.end(); // before anybody can have called it
                return advise;
            }
            if (greets) {
                Dispatcher.startFrom(advise, node.state(), node.sequence);
            }
            node.listeners.add(advise);
        }
        if (greets) {
            dispatcher.greet(advise);
        }
        changed.run();
        return advise;
    }

    /** Goes by other terms from now on. Returns false if the advise has ended. */
    boolean update(Advise advise, AdviseInfo info) {
        synchronized (lock) {
            if (advise.ended()) {
                return false;
            }
            advise.terms(terms.of(Advise.terms(info)));
            advise.node().listeners.reorder();
            Round round = advise.node().round();
            if (round != null) {
                round.disturb();
            }
        }
        changed.run();
        return true;
    }

    /** Ends an advise: no callback begins from here on; one may still be running. */
    void end(Advise advise) {
        synchronized (lock) {
            advise.node().listeners.remove(advise);
        }
        advise.end();
        advise.owner().advises.remove(advise);
        changed.run();
    }
}
