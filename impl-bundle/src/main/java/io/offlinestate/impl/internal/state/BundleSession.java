// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.SafeText;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.reachability.Reachability;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What one bundle does with offline objects, and the undoing of it. Thread-safe.
 *
 * <p>Arguments are checked here: the object first, then the arguments, then what the object can do.
 */
public final class BundleSession {
    private final Owner owner;
    private final ObjectTable table;
    private final Dispatcher dispatcher;
    private final AtomicLong tokens;
    private final Function<OfflineNotify, Advise.CallbackOwner> callbackOwners;

    /**
     * @param tokens the last value that was given to an advise, of whatever bundle
     * @param callbackOwners tells the bundle of the class of a callback
     */
    public BundleSession(
            Owner owner,
            ObjectTable table,
            Dispatcher dispatcher,
            AtomicLong tokens,
            Function<OfflineNotify, Advise.CallbackOwner> callbackOwners) {
        this.owner = owner;
        this.table = table;
        this.dispatcher = dispatcher;
        this.tokens = tokens;
        this.callbackOwners = callbackOwners;
    }

    public OfflineNode create(CreateInfo info) {
        requirePresent("info", info, "a CreateInfo");
        OfflineNode node = table.create(info, owner);
        if (owner.gone()) {
            close();
        }
        return node;
    }

    public void release(OfflineObjectId id) {
        requireId(id);
        table.release(id, owner);
    }

    public OfflineNode find(OfflineObjectId id) {
        requireId(id);
        return table.find(id);
    }

    public ConnectionState currentState(OfflineNode node) {
        node.requireAlive();
        return node.state();
    }

    // ---- setting

    public CompletionStage<ConnectionState> set(OfflineNode node, ConnectionState state) {
        node.requireAlive();
        requirePresent(node, "state", state, "OFFLINE or ONLINE");
        Request.Async request = new Request.Async(
                node,
                state,
                reason(state),
                action -> dispatcher.executeApart(node.profile().name(), () -> complete(action)));
        ConnectionState atOnce = node.tree().submit(request);
        if (atOnce != null) {
            request.completed(atOnce);
        }
        return request.stage();
    }

    /** Runs a completion action. What one of a bundle that is gone leaves behind in the thread goes with the thread. */
    private void complete(Runnable action) {
        try {
            action.run();
        } finally {
            if (owner.gone()) {
                dispatcher.retireThreads();
            }
        }
    }

    public ConnectionState set(OfflineNode node, ConnectionState state, Duration timeout)
            throws InterruptedException, TimeoutException {
        node.requireAlive();
        requirePresent(node, "state", state, "OFFLINE or ONLINE");
        requirePresent(node, "timeout", timeout, "zero or more");
        if (timeout.isNegative()) {
            throw invalid(node, "timeout", timeout, "zero or more");
        }
        Request.Blocking request = new Request.Blocking(node, state, reason(state));
        ConnectionState atOnce = node.tree().submit(request);
        return atOnce == null ? request.await(timeout) : atOnce;
    }

    private String reason(ConnectionState state) {
        return "requested " + state + " by bundle " + owner;
    }

    // ---- advising

    public Advise advise(OfflineNode node, AdviseInfo info) {
        node.requireAlive();
        requirePresent(node, "info", info, "an AdviseInfo");
        return node.tree().advise(node, owner, callbackOwners.apply(info.callback()), info, tokens.incrementAndGet());
    }

    public void update(Advise advise, AdviseInfo info) {
        if (advise.ended()) {
            throw ended(advise);
        }
        requirePresent(advise.node(), "info", info, "an AdviseInfo");
        if (info.callback() != advise.callback()) {
            throw new OfflineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the callback of advise " + advise.value() + " on "
                            + advise.node().id() + " must be the same; advise the other one, and unadvise this one");
        }
        if (!advise.node().tree().update(advise, info)) {
            throw ended(advise);
        }
    }

    private static OfflineException ended(Advise advise) {
        return new OfflineException(
                ErrorCode.NOT_FOUND,
                "advise " + advise.value() + " on " + advise.node().id() + " has ended; advise again");
    }

    /** Ends an advise of this bundle on this object; ignores any other. */
    public void unadvise(OfflineNode node, Advise advise) {
        if (advise.node() == node && advise.owner() == owner) {
            unadvise(advise);
        }
    }

    /** Ends an advise. Waits for the callback in progress, at most the hold timeout, unless called from within it. */
    public void unadvise(Advise advise) {
        advise.node().tree().end(advise);
        table.awaitQuiet(List.of(advise));
    }

    // ---- voting

    public void report(OfflineObjectId id, String detector, Reachability value, String reason) {
        OfflineNode node = find(id);
        requireDetector(node, detector);
        requirePresent(node, "value", value, "REACHABLE, UNREACHABLE or UNKNOWN");
        requirePresent(node, "reason", reason, "words, or empty");
        owner.voted.add(node);
        node.tree()
                .vote(node, votes -> votes.cast(owner, detector, value, SafeText.cut(reason, SafeText.LABEL_LENGTH)));
        if (owner.gone()) {
            close();
        }
    }

    public void withdraw(OfflineObjectId id, String detector) {
        OfflineNode node = find(id);
        requireDetector(node, detector);
        node.tree().vote(node, votes -> votes.withdraw(owner, detector));
    }

    private static void requireDetector(OfflineNode node, String detector) {
        requirePresent(node, "detector", detector, "the name of the one who reports");
        if (detector.isBlank()) {
            throw invalid(node, "detector", '"' + detector + '"', "the name of the one who reports");
        }
    }

    // ---- the end

    /** The bundle has stopped: undoes all that is left of what it has done. */
    public void close() {
        owner.leave();
        for (Advise advise : owner.advises) {
            advise.node().tree().end(advise);
        }
        for (OfflineNode node : owner.voted) {
            node.tree().vote(node, votes -> votes.withdrawAll(owner));
        }
        owner.voted.clear();
        table.releaseAll(owner);
        table.awaitQuiet(dispatcher.leaving().stream()
                .map(Advise.class::cast)
                .filter(advise -> advise.owner() == owner)
                .toList());
    }

    /** @throws OfflineException INVALID_ARGUMENT */
    static void requireId(OfflineObjectId id) {
        requirePresent("id", id, "an OfflineObjectId");
    }

    private static void requirePresent(String name, Object argument, String right) {
        if (argument == null) {
            throw new OfflineException(
                    ErrorCode.INVALID_ARGUMENT, "argument " + name + " is null; it must be " + right);
        }
    }

    private static void requirePresent(OfflineNode node, String name, Object argument, String right) {
        if (argument == null) {
            throw invalid(node, name, null, right);
        }
    }

    private static OfflineException invalid(OfflineNode node, String name, Object argument, String right) {
        return new OfflineException(
                ErrorCode.INVALID_ARGUMENT,
                "offline object " + node.id() + ": argument " + name + " is " + argument + "; it must be " + right);
    }
}
