// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.Capability;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.StackText;
import io.offlinestate.impl.internal.dispatch.Hang;
import io.offlinestate.impl.internal.dispatch.LatencySummary;
import io.offlinestate.impl.internal.dispatch.Terms;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes snapshots of objects, each consistent in itself: nothing in them is shared with the live state. Thread-safe. */
public final class Inspector {
    private final ObjectTable table;

    public Inspector(ObjectTable table) {
        this.table = table;
    }

    public OfflineObjectDTO[] objects() {
        return table.all().stream().map(this::object).toArray(OfflineObjectDTO[]::new);
    }

    /** @throws io.offlinestate.OfflineException NOT_FOUND */
    public OfflineObjectDTO object(OfflineObjectId id) {
        BundleSession.requireId(id);
        return object(table.find(id));
    }

    /** @throws io.offlinestate.OfflineException NOT_FOUND */
    public List<TransitionDTO> history(OfflineObjectId id) {
        BundleSession.requireId(id);
        OfflineNode node = table.find(id);
        long[] last = new long[1];
        List<History.Entry> entries = node.tree().read(() -> {
            last[0] = node.phase() == null || node.phase() == NotifyType.STATECHANGE_START
                    ? node.sequence
                    : node.sequence - 1; // the one under way is not in the history yet
            return node.history.entries();
        });
        List<TransitionDTO> history = new ArrayList<>(entries.size());
        long sequence = last[0] - entries.size() + 1;
        for (History.Entry entry : entries) {
            history.add(transition(node, entry, sequence++));
        }
        return history;
    }

    private OfflineObjectDTO object(OfflineNode node) {
        OfflineObjectDTO dto = new OfflineObjectDTO();
        dto.id = node.id().toString();
        dto.profile = node.id().profile();
        dto.parent = node.parent() == null ? null : node.parent().id().toString();
        dto.capabilities = node.capabilities().stream().map(Capability::name).toArray(String[]::new);
        Advise[] advises = node.tree().read(() -> {
            dto.state = node.state();
            dto.phase = node.phase();
            dto.requested = node.requested;
            dto.reachability = node.votes.reachability();
            dto.inherited = node.parent() == null
                    ? ConnectionState.ONLINE
                    : node.parent().state();
            dto.reasons = node.reasons().toArray(String[]::new);
            dto.children = node.children.stream().map(OfflineNode::toString).toArray(String[]::new);
            dto.sequence = node.sequence;
            dto.since = node.sinceMillis;
            return node.listeners.byAge();
        });
        dto.intentSaved = table.intentSaved(node);
        dto.advises = new AdviseDTO[advises.length];
        for (int i = 0; i < advises.length; i++) {
            dto.advises[i] = advise(advises[i]);
        }
        return dto;
    }

    private static AdviseDTO advise(Advise advise) {
        AdviseDTO dto = new AdviseDTO();
        Terms terms = advise.terms();
        dto.token = advise.value();
        dto.clientToken = terms.clientToken();
        dto.label = advise.label();
        dto.bundleId = advise.callbackOwner().bundleId();
        dto.bundleSymbolicName = advise.callbackOwner().symbolicName();
        dto.ranking = terms.ranking();
        dto.notifyTypes = terms.notifyTypes().toArray(NotifyType[]::new);
        dto.delivered = advise.delivered();
        dto.failed = advise.failed();
        dto.skipped = advise.skipped();
        Hang hang = advise.hang();
        dto.stalled = hang.stalled();
        dto.stalledMillis = TimeUnit.NANOSECONDS.toMillis(hang.nanos());
        dto.stalledStack = hang.stack().stream().map(StackText::frame).toArray(String[]::new);
        dto.lastFailure = advise.lastFailure();
        LatencySummary latencies = advise.latencies();
        dto.p50Micros = latencies.p50Micros();
        dto.p99Micros = latencies.p99Micros();
        dto.maxMicros = latencies.maxMicros();
        return dto;
    }

    private static SlowestDTO slowest(History.Slowest slowest) {
        SlowestDTO dto = new SlowestDTO();
        dto.phase = slowest.phase();
        dto.label = slowest.label();
        dto.bundleSymbolicName = slowest.bundleSymbolicName();
        dto.micros = TimeUnit.NANOSECONDS.toMicros(slowest.nanos() + 999); // as the latencies: never zero
        return dto;
    }

    private static TransitionDTO transition(OfflineNode node, History.Entry entry, long sequence) {
        TransitionDTO dto = new TransitionDTO();
        boolean own = entry.origin().equals(node.id());
        dto.sequence = sequence;
        dto.cause = own ? entry.cause() : Cause.PARENT;
        dto.reason = own ? entry.reason() : "followed " + entry.origin() + ": " + entry.reason();
        dto.oldState = entry.oldState();
        dto.newState = entry.newState();
        dto.startedAt = entry.startedAtMillis();
        dto.startMicros = TimeUnit.NANOSECONDS.toMicros(entry.startNanos());
        dto.changeMicros = TimeUnit.NANOSECONDS.toMicros(entry.changeNanos());
        dto.doneMicros = TimeUnit.NANOSECONDS.toMicros(entry.doneNanos());
        dto.laggards = entry.laggards().stream()
                .filter(laggard -> laggard.object().equals(node.id()))
                .map(History.Laggard::label)
                .toArray(String[]::new);
        dto.slowest = entry.slowest().stream().map(Inspector::slowest).toArray(SlowestDTO[]::new);
        return dto;
    }
}
