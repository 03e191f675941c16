// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Rig;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A bundle that the trials play: it has objects of its own, each the root of a tree, and nobody else is there. */
final class Bundle {
    private static final String PROFILE = "stress";
    /** So patient that nobody stalls on a machine that is busy. */
    private static final Settings SETTINGS = new Settings(Optional.empty(), Optional.empty(), 60_000, 60_000, 64, 1);

    private static final Memory MEMORY = new Memory();
    private static final Dispatcher DISPATCHER = new Dispatcher(new Rig.Silence());
    private static final ObjectTable TABLE = new ObjectTable(DISPATCHER, MEMORY, new Unseen());
    private static final Advise.CallbackOwner CALLBACK_OWNER = new Advise.CallbackOwner(1, "stress");
    static final BundleSession SESSION =
            new BundleSession(new Owner(1, "stress"), TABLE, DISPATCHER, new AtomicLong(), callback -> CALLBACK_OWNER);

    private static final AtomicLong NAMES = new AtomicLong();

    static {
        TABLE.configure(PROFILE, SETTINGS);
    }

    private Bundle() {}

    /** An object that is online and has no parent. */
    static OfflineNode root() {
        return SESSION.create(CreateInfo.builder(name()).build());
    }

    static OfflineNode child(OfflineNode parent) {
        return SESSION.create(CreateInfo.builder(name()).parent(parent.id()).build());
    }

    private static OfflineObjectId name() {
        return OfflineObjectId.of(PROFILE, new UUID(1, NAMES.incrementAndGet()), OfflineObjectId.NO_INSTANCE);
    }

    static void release(OfflineNode node) {
        SESSION.release(node.id());
        MEMORY.saved.remove(node);
    }

    static Advise advise(OfflineNode node, OfflineNotify callback) {
        return SESSION.advise(node, AdviseInfo.of(callback));
    }

    /** So many changes, there and back, that those of the rounds to come are not timed, and quick where they can be. */
    static void warmUp(OfflineNode node) {
        for (int i = 0; i < 2; i++) {
            set(node, ConnectionState.OFFLINE);
            set(node, ConnectionState.ONLINE);
        }
    }

    /** Sets the state and waits for what comes of it: the state, PENDING, or never. */
    static String set(OfflineNode node, ConnectionState state) {
        try {
            return outcome(SESSION.set(node, state));
        } catch (OfflineException e) {
            return e.code().name();
        }
    }

    /** Waits for what comes of a request. */
    static String outcome(CompletionStage<ConnectionState> stage) {
        if (Rig.isLost()) {
            return "not asked after a loss";
        }
        try {
            return stage.toCompletableFuture()
                    .get(Rig.PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                    .name();
        } catch (TimeoutException e) {
            Rig.lose();
            return "never";
        } catch (ExecutionException e) {
            return e.getCause() instanceof OfflineException why ? why.code().name() : e.toString();
        } catch (InterruptedException e) {
            return e.toString();
        }
    }

    /** How many transitions it has had. */
    static long sequence(OfflineNode node) {
        return node.tree().read(() -> node.sequence);
    }

    /** What would be found after a restart now. */
    static ConnectionState saved(OfflineNode node) {
        return MEMORY.saved.getOrDefault(node, ConnectionState.ONLINE);
    }

    private static final class Memory implements Intents {
        /** How long a write takes at most. */
        private static final int TURNS = 400;

        private final Map<OfflineNode, ConnectionState> saved = new ConcurrentHashMap<>();

        @Override
        public ConnectionState recall(OfflineObjectId object) {
            return ConnectionState.ONLINE;
        }

        @Override
        public boolean save(OfflineNode node) {
            saved.compute(node, (key, before) -> {
                Rig.dawdle(TURNS);
                return node.requested();
            });
            return true;
        }

        @Override
        public boolean saved(String profile) {
            return true;
        }
    }

    private static final class Unseen implements ObjectTable.Events {
        @Override
        public void added(OfflineNode node) {
            // nobody's business
        }

        @Override
        public void capabilitiesChanged(OfflineNode node) {
            // does not happen
        }

        @Override
        public void removed(OfflineNode node) {
            // nobody's business
        }

        @Override
        public void changed() {
            // nobody's business
        }
    }
}
