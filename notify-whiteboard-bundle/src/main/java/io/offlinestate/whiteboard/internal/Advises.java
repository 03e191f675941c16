// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.OfflineManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The advises of one listener, at most one per manager.
 *
 * <p>Only tasks of the subscription begin and update advises; any thread may {@link #shut()} them, whatever the subscription
 * is at just then, and look at them. Every field is guarded by this; no method of a manager or token is called under it.
 */
final class Advises extends Awaited {
    /** How long a thread that shuts waits for the one that is just advising. Advising does not wait for anybody. */
    private final Duration patience;

    private final Shared shared;
    private Map<ManagerService, AdviseToken> tokens = Map.of();
    private Thread advising;
    private boolean shut;

    Advises(Shared shared, Duration patience) {
        this.shared = shared;
        this.patience = patience;
    }

    synchronized boolean isEmpty() {
        return tokens.isEmpty();
    }

    synchronized boolean contains(ManagerService manager) {
        return tokens.containsKey(manager);
    }

    synchronized List<ManagerService> managers() {
        return new ArrayList<>(tokens.keySet());
    }

    /**
     * Advises on a manager, unless these advises are shut; throws whatever the manager does. If they are shut meanwhile, the
     * advise has ended again when this returns.
     */
    void begin(ManagerService manager, AdviseInfo info) {
        OfflineManager service = manager.hold();
        AdviseToken token = null;
        try {
            if (enter()) {
                token = Objects.requireNonNull(service.advise(info), "OfflineManager.advise has returned null");
            }
        } finally {
            leave(manager, token);
            if (token == null) {
                manager.release();
            }
        }
        if (isShut()) {
            end(manager);
        }
    }

    private synchronized boolean enter() {
        if (!shut) {
            advising = Thread.currentThread();
        }
        return !shut;
    }

    private void leave(ManagerService manager, AdviseToken token) {
        synchronized (this) {
            advising = null;
            if (token != null) {
                put(manager, token);
            }
            changed();
        }
        if (token != null) {
            shared.reports().changed();
        }
    }

    /** Most listeners are advised on one object: a whole table for it would be a waste. */
    private void put(ManagerService manager, AdviseToken token) {
        if (tokens.isEmpty()) {
            tokens = Map.of(manager, token);
        } else {
            tokens = tokens.size() == 1 ? new HashMap<>(tokens) : tokens;
            tokens.put(manager, token);
        }
    }

    private boolean remove(ManagerService manager, AdviseToken token) {
        if (tokens.size() > 1) {
            return tokens.remove(manager, token);
        }
        boolean present = tokens.get(manager) == token;
        tokens = present ? Map.of() : tokens;
        return present;
    }

    private synchronized boolean isShut() {
        return shut;
    }

    /**
     * Has all advises go on under other terms. Those for which this fails end, and can begin anew.
     *
     * @return false if it failed for one
     */
    boolean update(AdviseInfo info) {
        Map<ManagerService, AdviseToken> current;
        synchronized (this) {
            current = new HashMap<>(tokens);
        }
        boolean updated = true;
        for (Map.Entry<ManagerService, AdviseToken> each : current.entrySet()) {
            try {
                each.getValue().update(info);
            } catch (Throwable refused) {
                end(each.getKey());
                updated = false;
            }
        }
        return updated;
    }

    /**
     * Ends the advise on a manager, if there is one. Several threads may do it at once: each of them waits for the callback in
     * progress, as closing a token does, except for the thread that is in it.
     */
    void end(ManagerService manager) {
        AdviseToken token;
        synchronized (this) {
            token = tokens.get(manager);
        }
        if (token == null) {
            return;
        }
        try {
            token.close();
        } catch (Throwable unexpected) {
            shared.reports()
                    .error("the advise of a listener on " + manager.id() + " has not ended cleanly", unexpected);
        }
        boolean removed;
        synchronized (this) {
            removed = remove(manager, token);
        }
        if (removed) {
            manager.release();
            shared.reports().changed();
        }
    }

    void endAll() {
        shared.relay().forEach(managers(), this::end);
    }

    /**
     * Ends all advises, for good: when this returns there is none, and none will begin. Should another thread take longer than
     * the patience for an advise, that one ends as soon as it has begun.
     */
    void shut() {
        synchronized (this) {
            shut = true;
        }
        endAll();
        synchronized (this) {
            await(patience, () -> advising == null || advising == Thread.currentThread());
        }
        endAll();
    }
}
