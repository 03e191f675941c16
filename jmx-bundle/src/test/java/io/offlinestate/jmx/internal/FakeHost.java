// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

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
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.StateChange;
import io.offlinestate.StateMask;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Objects that a test sets up by hand. They change at once, and tell those who are advised. */
final class FakeHost implements OfflineRuntime, OfflineObjects, ReachabilityReporter {
    /** What operations came to, as {@code set object state timeout}, {@code report …}, {@code withdraw …}. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    /** How often each object was read. */
    final Map<String, AtomicInteger> reads = new ConcurrentHashMap<>();

    /** Who is advised. */
    final List<AdviseInfo> advises = new CopyOnWriteArrayList<>();

    /** What the next request throws; a change if it is null. */
    volatile Exception refusal;

    private volatile Duration refusedWait;
    private final Map<String, OfflineObjectDTO> objects = new ConcurrentHashMap<>();
    private final Map<String, List<TransitionDTO>> histories = new ConcurrentHashMap<>();

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
        object.since = 1_767_323_045_678L;
        object.advises = new AdviseDTO[0];
        objects.put(id, object);
        histories.put(id, new CopyOnWriteArrayList<>(List.of(transition(object, Cause.STARTUP, "starts online"))));
        if (parent != null) {
            OfflineObjectDTO above = objects.get(parent);
            above.children =
                    Stream.concat(Stream.of(above.children), Stream.of(id)).toArray(String[]::new);
        }
        return object;
    }

    /** Refuses requests that wait this long, and no others. */
    void refuseWaitsOf(long seconds, OfflineException reason) {
        refusedWait = Duration.ofSeconds(seconds);
        refusal = reason;
    }

    void remove(String id) {
        objects.remove(id);
    }

    static AdviseDTO listener(long token, String label) {
        AdviseDTO advise = new AdviseDTO();
        advise.stalledStack = new String[0];
        advise.token = token;
        advise.clientToken = 7;
        advise.label = label;
        advise.bundleId = 12;
        advise.bundleSymbolicName = "org.example.mail";
        advise.ranking = 3;
        advise.notifyTypes = NotifyType.values();
        advise.delivered = 6;
        advise.p50Micros = 10;
        advise.p99Micros = 20;
        advise.maxMicros = 30;
        return advise;
    }

    private static TransitionDTO transition(OfflineObjectDTO object, Cause cause, String reason) {
        TransitionDTO transition = new TransitionDTO();
        transition.sequence = object.sequence;
        transition.cause = cause;
        transition.reason = reason;
        transition.newState = object.state;
        transition.oldState = cause == Cause.STARTUP || object.state != ConnectionState.ONLINE
                ? ConnectionState.ONLINE
                : ConnectionState.OFFLINE;
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

    int readsOf(String id) {
        AtomicInteger count = reads.get(id);
        return count == null ? 0 : count.get();
    }

    @Override
    public OfflineRuntimeDTO getRuntimeDTO() {
        throw new AssertionError("a bean reads its own tree, not everything");
    }

    @Override
    public OfflineObjectDTO getObjectDTO(OfflineObjectId id) {
        reads.computeIfAbsent(id.toString(), key -> new AtomicInteger()).incrementAndGet();
        return object(id);
    }

    private OfflineObjectDTO object(OfflineObjectId id) {
        OfflineObjectDTO object = objects.get(id.toString());
        if (object == null) {
            throw new OfflineException(ErrorCode.NOT_FOUND, "there is no offline object " + id);
        }
        return object;
    }

    @Override
    public List<TransitionDTO> getHistory(OfflineObjectId id) {
        return histories.get(object(id).id);
    }

    @Override
    public OfflineManager open(String profile) {
        return open(OfflineObjectId.global(profile));
    }

    @Override
    public OfflineManager open(OfflineObjectId id) {
        object(id);
        return new FakeManager(id);
    }

    @Override
    public OfflineManager create(CreateInfo info) {
        throw new AssertionError("no operation creates objects");
    }

    @Override
    public void release(OfflineObjectId id) {
        throw new AssertionError("no operation releases objects");
    }

    @Override
    public void report(OfflineObjectId object, String detector, Reachability value, String reason) {
        calls.add("report %s %s %s %s".formatted(object, detector, value, reason));
        refuse();
    }

    @Override
    public void withdraw(OfflineObjectId object, String detector) {
        calls.add("withdraw %s %s".formatted(object, detector));
        refuse();
    }

    private void refuse() {
        if (refusal instanceof OfflineException e) {
            throw e;
        }
    }

    /** Changes an object and tells those who are advised, whatever their object is. */
    void change(OfflineObjectId id, ConnectionState state) {
        OfflineObjectDTO object = object(id);
        StateChange change = new StateChange(
                StateMask.ALL, object.state, state, ++object.sequence, Cause.REQUEST, Instant.ofEpochSecond(1));
        object.requested = state;
        object.state = state;
        object.reasons =
                state == ConnectionState.ONLINE ? new String[0] : new String[] {"requested OFFLINE by bundle test"};
        histories.get(object.id).add(transition(object, Cause.REQUEST, "requested by bundle test"));
        for (AdviseInfo info : advises) {
            for (NotifyType type : NotifyType.values()) {
                if (info.notifyTypes().contains(type)) {
                    info.callback().notify(new OfflineNotification(type, info.clientToken(), id, change));
                }
            }
        }
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
            return object(id).state;
        }

        @Override
        public CompletionStage<ConnectionState> setCurrentState(ConnectionState state) {
            calls.add("set %s %s".formatted(id, state));
            refuse();
            change(id, state);
            return CompletableFuture.completedFuture(state);
        }

        @Override
        public ConnectionState setCurrentState(ConnectionState state, Duration timeout)
                throws InterruptedException, TimeoutException {
            calls.add("set %s %s %s".formatted(id, state, timeout));
            if (refusedWait == null || refusedWait.equals(timeout)) {
                refuse();
            }
            if (refusal instanceof TimeoutException e) {
                throw e;
            }
            if (refusal instanceof InterruptedException e) {
                throw e;
            }
            change(id, state);
            return state;
        }

        @Override
        public AdviseToken advise(AdviseInfo info) {
            if (refusedWait == null) {
                refuse();
            }
            advises.add(info);
            return new FakeToken(info);
        }

        @Override
        public void unadvise(AdviseToken token) {
            token.close();
        }
    }

    private final class FakeToken implements AdviseToken {
        private final AdviseInfo info;

        FakeToken(AdviseInfo info) {
            this.info = info;
        }

        @Override
        public long value() {
            return 1;
        }

        @Override
        public ConnectionState stateAtAdvise() {
            return ConnectionState.ONLINE;
        }

        @Override
        public long sequenceAtAdvise() {
            return 0;
        }

        @Override
        public void update(AdviseInfo other) {
            throw new AssertionError("nothing to update");
        }

        @Override
        public void close() {
            advises.remove(info);
        }
    }
}
