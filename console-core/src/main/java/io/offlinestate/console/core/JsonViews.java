// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The snapshots as JSON objects, with the names of their fields: times are milliseconds since the epoch, durations
 * microseconds. Without state, hence safe for use by any thread.
 */
final class JsonViews {
    private JsonViews() {}

    /** An object without its listeners. */
    static Map<String, Object> object(OfflineObjectDTO object) {
        return Json.object(
                "id", object.id,
                "profile", object.profile,
                "parent", object.parent,
                "children", object.children,
                "state", object.state,
                "phase", object.phase,
                "requested", object.requested,
                "reachability", object.reachability,
                "inherited", object.inherited,
                "reasons", object.reasons,
                "capabilities", object.capabilities,
                "sequence", object.sequence,
                "since", object.since,
                "intentSaved", object.intentSaved);
    }

    static Map<String, Object> advise(AdviseDTO advise) {
        boolean measured = advise.maxMicros > 0;
        return Json.object(
                "token", advise.token,
                "clientToken", advise.clientToken,
                "label", advise.label,
                "bundleId", advise.bundleId,
                "bundleSymbolicName", advise.bundleSymbolicName,
                "ranking", advise.ranking,
                "notifyTypes", advise.notifyTypes,
                "delivered", advise.delivered,
                "failed", advise.failed,
                "skipped", advise.skipped,
                "stalled", advise.stalled,
                "stalledMillis", advise.stalledMillis,
                "stalledStack", advise.stalledStack,
                "lastFailure", advise.lastFailure,
                "p50Micros", measured ? advise.p50Micros : null,
                "p99Micros", measured ? advise.p99Micros : null,
                "maxMicros", measured ? advise.maxMicros : null);
    }

    static Map<String, Object> transition(TransitionDTO transition) {
        return Json.object(
                "sequence", transition.sequence,
                "cause", transition.cause,
                "reason", transition.reason,
                "oldState", transition.oldState,
                "newState", transition.newState,
                "startedAt", transition.startedAt,
                "startMicros", transition.startMicros,
                "changeMicros", transition.changeMicros,
                "doneMicros", transition.doneMicros,
                "laggards", transition.laggards,
                "slowest", Stream.of(transition.slowest).map(JsonViews::slowest).toList());
    }

    private static Map<String, Object> slowest(SlowestDTO slowest) {
        return Json.object(
                "phase", slowest.phase,
                "label", slowest.label,
                "bundleSymbolicName", slowest.bundleSymbolicName,
                "micros", slowest.micros);
    }

    static Map<String, Object> failed(FailedNotifyServiceDTO service) {
        return Json.object(
                "serviceId", service.serviceId,
                "bundleId", service.bundleId,
                "bundleSymbolicName", service.bundleSymbolicName,
                "profiles", service.profiles,
                "target", service.target,
                "clientToken", service.clientToken,
                "notifyTypes", service.notifyTypes,
                "ranking", service.ranking,
                "failureReason", service.failureReason,
                "message", service.message,
                "attempts", service.attempts,
                "nextAttempt", service.nextAttempt);
    }
}
