// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects that a test sets up by hand. */
final class FakeRuntime implements OfflineRuntime {
    final List<OfflineObjectDTO> objects = new ArrayList<>();
    final List<String> configurationErrors = new ArrayList<>();
    final Map<String, List<TransitionDTO>> histories = new HashMap<>();
    ErrorCode refusal = ErrorCode.NOT_FOUND;

    OfflineObjectDTO add(String id, String parent) {
        OfflineObjectDTO object = new OfflineObjectDTO();
        object.id = id;
        object.profile = OfflineObjectId.parse(id).profile();
        object.parent = parent;
        object.state = ConnectionState.ONLINE;
        object.requested = ConnectionState.ONLINE;
        object.inherited = ConnectionState.ONLINE;
        object.reachability = Reachability.UNKNOWN;
        object.reasons = new String[0];
        object.capabilities = new String[] {"OFFLINE", "ONLINE"};
        object.children = new String[0];
        object.intentSaved = true;
        object.since = Instant.parse("2026-01-02T03:04:05.999Z").toEpochMilli();
        object.advises = new AdviseDTO[0];
        objects.add(object);
        histories.put(id, List.of(transition(0, Cause.STARTUP, "starts online")));
        return object;
    }

    static AdviseDTO listener(long token, String label) {
        AdviseDTO advise = new AdviseDTO();
        advise.token = token;
        advise.clientToken = 7;
        advise.label = label;
        advise.bundleId = 12;
        advise.bundleSymbolicName = "org.example.mail";
        advise.ranking = 3;
        advise.notifyTypes = new NotifyType[] {NotifyType.STATECHANGE_START, NotifyType.STATECHANGE};
        advise.delivered = 6;
        advise.failed = 1;
        advise.skipped = 2;
        advise.stalledStack = new String[0];
        advise.stalled = true;
        advise.lastFailure = "java.lang.IllegalStateException: full";
        advise.p50Micros = 10;
        advise.p99Micros = 20;
        advise.maxMicros = 30;
        return advise;
    }

    static TransitionDTO transition(long sequence, Cause cause, String reason) {
        TransitionDTO transition = new TransitionDTO();
        transition.sequence = sequence;
        transition.cause = cause;
        transition.reason = reason;
        transition.oldState = ConnectionState.ONLINE;
        transition.newState = sequence == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
        transition.startedAt = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();
        transition.startMicros = 1;
        transition.changeMicros = 2;
        transition.doneMicros = 3;
        transition.laggards = new String[] {"slow one"};
        SlowestDTO slowest = new SlowestDTO();
        slowest.phase = NotifyType.STATECHANGE_START;
        slowest.label = "slow one";
        slowest.bundleSymbolicName = "org.example.mail";
        slowest.micros = 4_000_000;
        transition.slowest = new SlowestDTO[] {slowest};
        return transition;
    }

    @Override
    public OfflineRuntimeDTO getRuntimeDTO() {
        OfflineRuntimeDTO snapshot = new OfflineRuntimeDTO();
        snapshot.objects = objects.stream()
                .sorted(Comparator.comparing(object -> OfflineObjectId.parse(object.id)))
                .toArray(OfflineObjectDTO[]::new);
        snapshot.configurationErrors = configurationErrors.toArray(String[]::new);
        return snapshot;
    }

    @Override
    public OfflineObjectDTO getObjectDTO(OfflineObjectId id) {
        throw new AssertionError("one snapshot of everything will do");
    }

    @Override
    public List<TransitionDTO> getHistory(OfflineObjectId id) {
        List<TransitionDTO> history = histories.get(id.toString());
        if (history == null) {
            throw new OfflineException(refusal, "there is no offline object " + id);
        }
        return history;
    }
}
