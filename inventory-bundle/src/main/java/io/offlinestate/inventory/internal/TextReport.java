// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.common.SafeText;
import io.offlinestate.common.StackText;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The findings for a reader: first all objects as a tree, a line each, then each of them in full, then the whiteboard.
 *
 * <p>Times are in UTC and numbers in plain digits: who reads a dump is elsewhere.
 */
final class TextReport {
    private static final String NOTHING = "-";
    private static final int DEEPEST = 20;

    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    /** Prints a line. Every line goes out here, and none can pass for two, or for another one. */
    private void print(String line) {
        out.println(SafeText.clean(line));
    }

    void print(Findings findings) {
        summary(findings);
        for (Findings.Place place : findings.places()) {
            out.println();
            object(place.object(), findings.history(place.object()));
        }
        out.println();
        findings.whiteboard().ifPresentOrElse(this::whiteboard, () -> print("Whiteboard: not there"));
    }

    private void summary(Findings findings) {
        List<Findings.Place> places = findings.places();
        long offline = places.stream()
                .filter(place -> place.object().state == ConnectionState.OFFLINE)
                .count();
        long listeners = places.stream()
                .mapToLong(place -> place.object().advises.length)
                .sum();
        print("Objects: " + places.size() + ", offline: " + offline + ", listeners: " + listeners);
        for (Findings.Place place : places) {
            OfflineObjectDTO object = place.object();
            print(place(place.depth()) + object.id + "  " + state(object) + because(object));
        }
        if (findings.runtime().configurationErrors.length > 0) {
            out.println();
            print("Configuration errors");
            Stream.of(findings.runtime().configurationErrors).forEach(error -> print(indent(1) + error));
        }
    }

    private static String because(OfflineObjectDTO object) {
        return object.reasons.length == 0 ? "" : ": " + String.join("; ", object.reasons);
    }

    private void object(OfflineObjectDTO object, List<TransitionDTO> history) {
        print(object.id);
        line("state", state(object));
        line("since", Instant.ofEpochMilli(object.since));
        line("requested", object.requested);
        line("reachability", object.reachability);
        line("inherited", object.inherited);
        line("why offline", joined(object.reasons));
        line("capabilities", joined(object.capabilities));
        line("parent", object.parent == null ? NOTHING : object.parent);
        line("children", object.children.length);
        line("sequence", object.sequence);
        line("intent saved", yesNo(object.intentSaved));
        line("listeners", object.advises.length);
        Stream.of(object.advises).forEach(this::listener);
        line("transitions", history.size());
        history.forEach(this::transition);
    }

    private void line(String name, Object value) {
        print(indent(1) + name + " ".repeat(14 - name.length()) + value);
    }

    private void listener(AdviseDTO advise) {
        print(indent(2) + "token " + advise.token + ": " + advise.label);
        print(indent(3) + "bundle " + bundle(advise.bundleSymbolicName, advise.bundleId) + ", client token "
                + advise.clientToken + ", ranking " + advise.ranking + ", types " + types(advise.notifyTypes));
        print(indent(3) + "delivered " + advise.delivered + ", failed " + advise.failed + ", skipped "
                + advise.skipped + ", stalled " + yesNo(advise.stalled) + ", micros p50 " + advise.p50Micros + " p99 "
                + advise.p99Micros + " max " + advise.maxMicros);
        if (advise.stalledStack.length > 0) {
            print(indent(3) + "hangs for " + advise.stalledMillis + " ms in "
                    + StackText.where(List.of(advise.stalledStack)));
            Stream.of(advise.stalledStack).forEach(frame -> print(indent(4) + "at " + frame));
        }
        if (advise.lastFailure != null) {
            print(indent(3) + "last failure: " + advise.lastFailure);
        }
    }

    private void transition(TransitionDTO transition) {
        String change = transition.sequence == 0
                ? transition.newState.name()
                : transition.oldState + " -> " + transition.newState;
        print(indent(2) + transition.sequence + "  " + Instant.ofEpochMilli(transition.startedAt) + "  " + change + "  "
                + transition.cause + ": " + transition.reason);
        if (transition.sequence > 0) {
            print(indent(3) + "micros start " + transition.startMicros + " change " + transition.changeMicros + " done "
                    + transition.doneMicros + ", not waited for " + joined(transition.laggards));
            for (SlowestDTO slowest : transition.slowest) {
                print(indent(3) + "slowest in " + slowest.phase + ": " + slowest.label + " of "
                        + slowest.bundleSymbolicName + ", micros " + slowest.micros);
            }
        }
    }

    private void whiteboard(OfflineWhiteboardDTO whiteboard) {
        print("Whiteboard: listener services " + whiteboard.notifyServices.length + ", failed "
                + whiteboard.failedNotifyServices.length);
        for (FailedNotifyServiceDTO service : whiteboard.failedNotifyServices) {
            print(indent(1) + "FAILED " + service(service));
            print(indent(2) + service.failureReason + ": " + service.message);
            if (service.nextAttempt != 0) {
                print(indent(2) + "attempts " + service.attempts + ", next "
                        + Instant.ofEpochMilli(service.nextAttempt));
            }
        }
        for (NotifyServiceDTO service : whiteboard.notifyServices) {
            print(indent(1) + service(service));
            print(indent(2) + "profiles " + joined(service.profiles) + ", target "
                    + (service.target == null ? NOTHING : service.target) + ", client token " + service.clientToken
                    + ", ranking " + service.ranking + ", types " + types(service.notifyTypes));
            print(indent(2) + "advised of " + joined(service.objects));
        }
    }

    private static String service(NotifyServiceDTO service) {
        return "service " + service.serviceId + ", bundle " + bundle(service.bundleSymbolicName, service.bundleId);
    }

    private static String bundle(String symbolicName, long id) {
        return symbolicName + " [" + id + "]";
    }

    private static String state(OfflineObjectDTO object) {
        return object.phase == null ? object.state.name() : object.state + " (" + object.phase + ")";
    }

    private static String types(NotifyType... types) {
        return types.length == 0 ? NOTHING : Stream.of(types).map(Enum::name).collect(Collectors.joining(" "));
    }

    private static String joined(String... texts) {
        return texts.length == 0 ? NOTHING : String.join(", ", texts);
    }

    private static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }

    /** How far an object of the tree is indented; below a certain depth that is a number: lines would grow with the depth. */
    private static String place(int depth) {
        return depth <= DEEPEST ? indent(depth + 1) : indent(DEEPEST + 1) + "(" + depth + ") ";
    }

    private static String indent(int depth) {
        return "  ".repeat(depth);
    }
}
