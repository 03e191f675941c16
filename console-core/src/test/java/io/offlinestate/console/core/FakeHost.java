// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

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
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Objects that a test sets up by hand: what the snapshots hold, what a request for a state leads to, who is advised.
 *
 * <p>Set up by one thread; the advises and requests are safe for use by several.
 */
public final class FakeHost implements OfflineRuntime, OfflineObjects, ReachabilityReporter {
    public static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.678Z");

    public final Map<String, OfflineObjectDTO> objects = new ConcurrentHashMap<>();
    public final Map<String, List<TransitionDTO>> histories = new ConcurrentHashMap<>();
    public final List<String> configurationErrors = new ArrayList<>();
    public final List<FailedNotifyServiceDTO> failedServices = new ArrayList<>();
    public final FakeContext context = new FakeContext();

    /** The requests and reports that came, such as {@code object state}, or {@code object state timeout}. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** Who is advised now, with the object. */
    public final List<FakeToken> tokens = new CopyOnWriteArrayList<>();

    /** A permit per advise. */
    public final Semaphore advises = new Semaphore(0);

    public boolean whiteboard = true;

    /** What the next request leads to; an effective state unless one of the others is set. */
    public ConnectionState effective;

    public boolean underWay;
    public OfflineException refusal;
    public Exception waitEnds;

    /** The services, with a clock that stands still a little after {@link #STARTED}. */
    public OfflineConsole console() {
        return new OfflineConsole(
                services(), new Votes(), Clock.fixed(STARTED.plus(Duration.ofSeconds(185)), ZoneOffset.UTC));
    }

    public ConsoleServices services() {
        return new ConsoleServices(
                this, this, this, () -> whiteboard ? Optional.of(whiteboard()) : Optional.empty(), context.proxy());
    }

    /** What a command prints that is typed with these words behind its name. */
    public String run(String command, String... words) {
        FakeOutput output = new FakeOutput();
        console().run(command, List.of(words), output);
        return output.printed();
    }

    public OfflineObjectDTO add(String id, String parent) {
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
        object.since = STARTED.toEpochMilli();
        object.advises = new AdviseDTO[0];
        objects.put(id, object);
        histories.put(id, new ArrayList<>(List.of(transition(0, Cause.STARTUP, "began"))));
        return object;
    }

    /** Names of profiles that shells would make something else of. */
    public static final List<String> HARD_TO_TYPE = List.of(
            "Anna's mail",
            "-work",
            "--",
            "-",
            "-it's",
            "a b",
            " a ",
            "$HOME",
            "a$x",
            "%1",
            "100%",
            "%(1+1)",
            "a\"b",
            "a\\b",
            "a\\",
            "'",
            "''",
            "*x",
            "?",
            "[a]",
            "{x}",
            "(x)",
            "a|b",
            "a;b",
            "a&b",
            "#x",
            "~",
            "!x",
            "!!",
            "^x",
            "=x",
            "a=b",
            "<x>",
            "`x`",
            "null",
            "true",
            "007",
            "\u90f5\u4ef6",
            "\ud83d\ude00",
            "a\u202eb",
            "\u200b",
            "a\u2028b",
            "-\u202e",
            "\\u202e");

    /** A chain of so many objects, each the parent of the next; gives their ids, the root's first. */
    public List<String> addChain(int length) {
        List<String> ids = new ArrayList<>();
        add("chain", null);
        ids.add("chain");
        for (int i = 1; i < length; i++) {
            String id = "chain/11111111-2222-3333-4444-555555555555/" + new UUID(0, i);
            add(id, ids.get(i - 1));
            ids.add(id);
        }
        return ids;
    }

    public static AdviseDTO advise(long token, String label) {
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
        advise.stalledStack = new String[0];
        return advise;
    }

    /** A listener that has been waiting for its server for so long. */
    public static AdviseDTO hanging(long token, String label, long millis) {
        AdviseDTO advise = advise(token, label);
        advise.stalled = true;
        advise.stalledMillis = millis;
        advise.stalledStack = new String[] {
            "sun.nio.ch.Net.poll(Native Method)",
            "java.net.Socket$SocketInputStream.read(Socket.java:966)",
            "org.example.Outbox.flush(Outbox.java:42)",
            "org.example.Outbox.notify(Outbox.java:17)"
        };
        return advise;
    }

    public static SlowestDTO slowest(NotifyType phase, String label, long micros) {
        SlowestDTO slowest = new SlowestDTO();
        slowest.phase = phase;
        slowest.label = label;
        slowest.bundleSymbolicName = "org.example.mail";
        slowest.micros = micros;
        return slowest;
    }

    /** Even sequences go online, odd ones offline. */
    public static TransitionDTO transition(long sequence, Cause cause, String reason) {
        TransitionDTO transition = new TransitionDTO();
        transition.sequence = sequence;
        transition.cause = cause;
        transition.reason = reason;
        transition.oldState = sequence % 2 == 0 ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
        transition.newState = sequence % 2 == 0 ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
        transition.startedAt = STARTED.toEpochMilli();
        transition.startMicros = 12;
        transition.changeMicros = 3_456;
        transition.doneMicros = 7_890_123;
        transition.laggards = new String[0];
        transition.slowest = new SlowestDTO[0];
        return transition;
    }

    public static FailedNotifyServiceDTO failed(long service, FailureReason reason, String message) {
        FailedNotifyServiceDTO failed = new FailedNotifyServiceDTO();
        failed.serviceId = service;
        failed.bundleId = 12;
        failed.bundleSymbolicName = "org.example.mail";
        failed.profiles = new String[] {"*"};
        failed.notifyTypes = NotifyType.values();
        failed.objects = new String[0];
        failed.failureReason = reason;
        failed.message = message;
        return failed;
    }

    /** Tells everybody who is advised of the object of a phase of a transition. */
    public void tell(String object, NotifyType type, StateChange change) {
        for (FakeToken token : tokens) {
            if (token.object.toString().equals(object)) {
                token.info
                        .callback()
                        .notify(new OfflineNotification(type, token.info.clientToken(), token.object, change));
            }
        }
    }

    /** Tells of one transition after the other, until there have been enough. */
    public void tellUntil(BooleanSupplier enough, String object) {
        long start = System.nanoTime();
        for (int sequence = 1; !enough.getAsBoolean(); sequence++) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(20)) {
                throw new AssertionError("told of " + sequence + " transitions, and it is not enough");
            }
            tell(object, NotifyType.STATECHANGE, change(sequence));
        }
    }

    public static StateChange change(long sequence) {
        return new StateChange(
                StateMask.OFFLINE, ConnectionState.ONLINE, ConnectionState.OFFLINE, sequence, Cause.REQUEST, STARTED);
    }

    @Override
    public OfflineRuntimeDTO getRuntimeDTO() {
        OfflineRuntimeDTO snapshot = new OfflineRuntimeDTO();
        snapshot.objects = objects.values().stream()
                .sorted(Comparator.comparing(object -> OfflineObjectId.parse(object.id)))
                .toArray(OfflineObjectDTO[]::new);
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

    @Override
    public void report(OfflineObjectId object, String detector, Reachability value, String reason) {
        requests.add("report %s %s %s %s".formatted(object, detector, value, reason));
    }

    @Override
    public void withdraw(OfflineObjectId object, String detector) {
        requests.add("withdraw %s %s".formatted(object, detector));
    }

    private OfflineWhiteboardRuntime whiteboard() {
        return () -> {
            OfflineWhiteboardDTO snapshot = new OfflineWhiteboardDTO();
            snapshot.notifyServices = new NotifyServiceDTO[3];
            snapshot.failedNotifyServices = failedServices.toArray(FailedNotifyServiceDTO[]::new);
            return snapshot;
        };
    }

    /** Somebody who is advised. */
    public final class FakeToken implements AdviseToken {
        public final OfflineObjectId object;
        public final AdviseInfo info;

        FakeToken(OfflineObjectId object, AdviseInfo info) {
            this.object = object;
            this.info = info;
        }

        @Override
        public long value() {
            return 1;
        }

        @Override
        public ConnectionState stateAtAdvise() {
            return getObjectDTO(object).state;
        }

        @Override
        public long sequenceAtAdvise() {
            return getObjectDTO(object).sequence;
        }

        @Override
        public void update(AdviseInfo update) {
            throw new AssertionError("no command updates an advise");
        }

        @Override
        public void close() {
            tokens.remove(this);
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
            if (refusal != null) {
                throw refusal;
            }
            FakeToken token = new FakeToken(id, info);
            info.callback().advised(id, token.stateAtAdvise(), token.sequenceAtAdvise());
            tokens.add(token);
            advises.release();
            return token;
        }

        @Override
        public void unadvise(AdviseToken token) {
            token.close();
        }
    }
}
