package io.offlinestate.console.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Objects that a test sets up by hand: what the snapshots hold, and what a request for a state leads to. */
final class FakeHost implements OfflineRuntime, OfflineObjects {
    final Map<String, OfflineObjectDTO> objects = new HashMap<>();
    final Map<String, List<TransitionDTO>> histories = new HashMap<>();
    final List<String> configurationErrors = new ArrayList<>();

    /** The requests that came, as {@code object state} or {@code object state timeout}. */
    final List<String> requests = new ArrayList<>();

    /** What the next request leads to; an effective state unless one of the others is set. */
    ConnectionState effective;

    boolean underWay;
    OfflineException refusal;
    Exception waitEnds;

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
        object.advises = new AdviseDTO[0];
        objects.put(id, object);
        histories.put(id, new ArrayList<>(List.of(transition(0, Cause.STARTUP, "began"))));
        return object;
    }

    static AdviseDTO advise(long token, String label) {
        AdviseDTO advise = new AdviseDTO();
        advise.token = token;
        advise.clientToken = 7;
        advise.label = label;
        advise.bundleId = 12;
        advise.bundleSymbolicName = "org.example.mail";
        advise.ranking = 3;
        advise.notifyTypes = NotifyType.values();
        advise.delivered = 6;
        advise.failed = 1;
        advise.skipped = 2;
        return advise;
    }

    static TransitionDTO transition(long sequence, Cause cause, String reason) {
        TransitionDTO transition = new TransitionDTO();
        transition.sequence = sequence;
        transition.cause = cause;
        transition.reason = reason;
        transition.oldState = sequence % 2 == 0 ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
        transition.newState = sequence % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
        transition.startedAt = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();
        transition.laggards = new String[0];
        return transition;
    }

    @Override
    public OfflineRuntimeDTO getRuntimeDTO() {
        OfflineRuntimeDTO snapshot = new OfflineRuntimeDTO();
        snapshot.objects = objects.values().toArray(OfflineObjectDTO[]::new);
        snapshot.configurationErrors = configurationErrors.toArray(String[]::new);
        return snapshot;
    }

    @Override
    public OfflineObjectDTO getObjectDTO(OfflineObjectId id) {
        OfflineObjectDTO object = objects.get(id.toString());
        if (object == null) {
            throw new OfflineException(ErrorCode.NOT_FOUND, "gone: " + id);
        }
        return object;
    }

    @Override
    public List<TransitionDTO> getHistory(OfflineObjectId id) {
        return histories.get(getObjectDTO(id).id);
    }

    @Override
    public OfflineManager open(String profile) {
        return open(OfflineObjectId.global(profile));
    }

    @Override
    public OfflineManager open(OfflineObjectId id) {
        getObjectDTO(id);
        return new FakeManager(id);
    }

    @Override
    public OfflineManager create(CreateInfo info) {
        throw new AssertionError("no command creates objects");
    }

    @Override
    public void release(OfflineObjectId id) {
        throw new AssertionError("no command releases objects");
    }

    private final class FakeManager implements OfflineManager {
        private final OfflineObjectId id;

        FakeManager(OfflineObjectId id) {
            this.id = id;
        }

        @Override
        public OfflineObjectId id() {
            return id;
        }

        @Override
        public Set<Capability> getCapabilities() {
            return Set.of(Capability.values());
        }

        @Override
        public ConnectionState getCurrentState() {
            return effective;
        }

        @Override
        public CompletionStage<ConnectionState> setCurrentState(ConnectionState state) {
            requests.add(id + " " + state);
            if (refusal != null) {
                throw refusal;
            }
            return underWay ? new CompletableFuture<>() : CompletableFuture.completedFuture(effective);
        }

        @Override
        public ConnectionState setCurrentState(ConnectionState state, Duration timeout)
                throws InterruptedException, TimeoutException {
            requests.add(id + " " + state + " " + timeout);
            if (refusal != null) {
                throw refusal;
            }
            if (waitEnds instanceof TimeoutException e) {
                throw e;
            }
            if (waitEnds instanceof InterruptedException e) {
                throw e;
            }
            return effective;
        }

        @Override
        public AdviseToken advise(AdviseInfo info) {
            throw new AssertionError("no command advises");
        }

        @Override
        public void unadvise(AdviseToken token) {
            throw new AssertionError("no command unadvises");
        }
    }
}
