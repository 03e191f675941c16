// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What the steps of the demo have in common: one offline object, a callback by hand, what a listener bundle logs, and what
 * the runtime shows of them.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Stage {
    /** No wait is longer. */
    static final Duration BOUND = Duration.ofSeconds(10);

    static final List<NotifyType> ALL_PHASES = List.of(NotifyType.values());

    private static final long POLL_NANOS = 5_000_000;

    private final OfflineManager manager;
    private final OfflineRuntime runtime;
    private final Recorder byHand;
    private final Inbox<String> logged;
    private final Script script;

    Stage(OfflineManager manager, OfflineRuntime runtime, Recorder byHand, Inbox<String> logged, Script script) {
        this.manager = manager;
        this.runtime = runtime;
        this.byHand = byHand;
        this.logged = logged;
        this.script = script;
    }

    /** Sets the state, waits for the change to complete, and gives the nanoseconds that took. */
    long change(ConnectionState state) throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        ConnectionState effective = manager.setCurrentState(state, BOUND);
        long took = System.nanoTime() - start;
        script.say("manager.setCurrentState(%s, timeout) gives %s after %s", state, effective, millis(took));
        return took;
    }

    /** What the callback by hand and the listener bundle were told of the last change, as far as it came in time. */
    Told hear() throws InterruptedException {
        List<Recorder.Heard> heard = byHand.heard().take(ALL_PHASES.size(), BOUND);
        return new Told(heard, logged.take(ALL_PHASES.size(), BOUND));
    }

    /** Checks that both were told all of it. */
    void check(Told told, ConnectionState from, ConnectionState to) {
        List<String> expected = ALL_PHASES.stream()
                .map(phase -> "default %s: %s -> %s".formatted(phase, from, to))
                .toList();
        List<String> heard = told.heard().stream()
                .map(one -> one.notification().object() + " " + words(one.notification()))
                .toList();
        script.check("the callback by hand was told all three phases, in order", expected, heard);
        script.check("and so was the listener bundle", expected, told.lines());
    }

    /** What was heard of one change: by the callback, and by the bundle as it logs it. */
    record Told(List<Recorder.Heard> heard, List<String> lines) {}

    /** Advises a callback that no step needs the token of, except to end it. */
    AdviseToken advise(String label, int ranking, OfflineNotify callback) {
        return manager.advise(
                AdviseInfo.builder(callback).label(label).ranking(ranking).build());
    }

    /** What the runtime shows of the listener with the label. */
    AdviseDTO listener(String label) {
        return Stream.of(object().advises)
                .filter(advise -> advise.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the runtime lists no listener \"" + label + "\""));
    }

    /** The labels of all listeners that the runtime shows. */
    List<String> labels() {
        return Stream.of(object().advises).map(advise -> advise.label).toList();
    }

    OfflineObjectDTO object() {
        return runtime.getObjectDTO(manager.id());
    }

    TransitionDTO lastTransition() {
        List<TransitionDTO> history = runtime.getHistory(manager.id());
        return history.get(history.size() - 1);
    }

    static List<NotifyType> types(List<Recorder.Heard> heard) {
        return heard.stream().map(Recorder.Heard::type).toList();
    }

    static String words(OfflineNotification notification) {
        return "%s: %s -> %s"
                .formatted(
                        notification.type(),
                        notification.change().oldState(),
                        notification.change().newState());
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    /** Whether the condition comes to hold within the bound. */
    static boolean eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
