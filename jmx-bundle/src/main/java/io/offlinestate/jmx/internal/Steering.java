// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** What the operations change. Refuses with exceptions of the JDK. Stateless, hence safe for use by any thread. */
final class Steering {
    private static final long MAX_WAIT_SECONDS = Duration.ofDays(1).toSeconds();

    private final OfflineObjects objects;
    private final ReachabilityReporter reporter;

    Steering(OfflineObjects objects, ReachabilityReporter reporter) {
        this.objects = objects;
        this.reporter = reporter;
    }

    /**
     * Requests a state.
     *
     * @param waitSeconds how long to wait for the change; 0 does not wait
     * @return the effective state after that
     */
    ConnectionState set(OfflineObjectId id, ConnectionState state, long waitSeconds) {
        if (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
            throw Refusal.argument(
                    "waitSeconds is " + waitSeconds + "; expected 0 (do not wait) to " + MAX_WAIT_SECONDS);
        }
        return Refusal.translated(() -> {
            OfflineManager manager = objects.open(id);
            if (waitSeconds > 0) {
                return await(manager, state, Duration.ofSeconds(waitSeconds));
            }
            manager.setCurrentState(state);
            return manager.getCurrentState();
        });
    }

    private static ConnectionState await(OfflineManager manager, ConnectionState state, Duration wait) {
        try {
            return manager.setCurrentState(state, wait);
        } catch (TimeoutException e) {
            throw Refusal.state("%s: the change to %s took longer than %s s and goes on"
                    .formatted(manager.id(), state, wait.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.state("%s: no longer waiting; the change to %s goes on".formatted(manager.id(), state));
        }
    }

    void report(OfflineObjectId id, String detector, String value, String reason) {
        Reachability vote = vote(value);
        requireName(detector);
        try {
            reporter.report(id, detector, vote, reason == null ? "" : reason);
        } catch (OfflineException e) {
            throw Refusal.of(e);
        }
    }

    void withdraw(OfflineObjectId id, String detector) {
        requireName(detector);
        try {
            reporter.withdraw(id, detector);
        } catch (OfflineException e) {
            throw Refusal.of(e);
        }
    }

    private static Reachability vote(String value) {
        for (Reachability vote : Reachability.values()) {
            if (vote.name().equalsIgnoreCase(value)) {
                return vote;
            }
        }
        throw Refusal.argument(
                "value is \"%s\"; expected one of %s".formatted(value, Arrays.toString(Reachability.values())));
    }

    private static void requireName(String detector) {
        if (detector == null || detector.isBlank()) {
            throw Refusal.argument(
                    "detector is \"%s\"; expected a name that tells the vote from others".formatted(detector));
        }
    }
}
