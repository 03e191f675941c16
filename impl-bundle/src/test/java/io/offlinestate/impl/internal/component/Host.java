// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.state.Advise;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Inspector;
import io.offlinestate.impl.internal.state.Intents;
import io.offlinestate.impl.internal.state.ObjectTable;
import io.offlinestate.impl.internal.state.OfflineNode;
import io.offlinestate.impl.internal.state.Owner;
import io.offlinestate.impl.internal.state.Rehearsal;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** All of the bundle but the framework: what a test uses as a plug-in would, through the API. */
public class Host implements AutoCloseable {
    /** No test waits longer for anything. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MOST_EVENTS = 10_000; // a test of a great many objects looks at none

    /** What was logged, as level and message. */
    public final RecordingLog log = new RecordingLog();

    public final List<String> logged = log.lines();

    public final Dispatcher dispatcher = new Dispatcher(new LoggedTroubles(log.logger()));
    /** What happened to objects first, as word and id. */
    public final List<String> events = new CopyOnWriteArrayList<>();

    /** Is run, on whatever thread it is, when something has changed that an inspector can see. */
    public volatile Runnable whenChanged = () -> {};

    public final ObjectTable table;
    public final Inspector inspector;
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong bundles = new AtomicLong();
    /** The session of a bundle that most tests need only one of. */
    public final BundleSession session;

    public Host() {
        this(new Forgetful());
    }

    public Host(Intents intents) {
        table = new ObjectTable(dispatcher, intents, new Events());
        inspector = new Inspector(table);
        session = newSession("test.bundle");
        table.start();
        Rehearsal.run();
    }

    /** Another bundle. */
    public final BundleSession newSession(String name) {
        return new BundleSession(
                new Owner(bundles.incrementAndGet(), name),
                table,
                dispatcher,
                tokens,
                callback -> new Advise.CallbackOwner(7, name));
    }

    /** The default profile, for most tests. */
    public OfflineManager open() {
        return manager(session, OfflineObjectId.global("default"));
    }

    public OfflineManager open(OfflineObjectId id) {
        return manager(session, id);
    }

    public OfflineManager manager(BundleSession bundle, OfflineObjectId id) {
        return new BundleManager(bundle, bundle.find(id));
    }

    public OfflineManager create(CreateInfo info) {
        return new BundleManager(session, session.create(info));
    }

    /** A child with an id of its own. */
    public OfflineManager child(OfflineManager parent) {
        return create(CreateInfo.child(parent.id(), UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
    }

    /** Changes the settings of the default profile. */
    public void configure(long holdMillis, long stallMillis) {
        configure(holdMillis, stallMillis, 64);
    }

    public void configure(long holdMillis, long stallMillis, int backlog) {
        table.configure(
                "default", new Settings(Optional.empty(), Optional.empty(), holdMillis, stallMillis, backlog, 100));
    }

    public void report(OfflineManager object, Reachability value) {
        session.report(object.id(), "test", value, "as the test wants it");
    }

    /** Waits until the object is out of its transition and of any that waits to begin with it. */
    public void awaitSettled(OfflineManager object) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (inspector.object(object.id()).phase != null) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("does not settle: " + inspector.object(object.id()));
            }
            Thread.onSpinWait();
        }
    }

    public AdviseToken advise(OfflineNotify callback) {
        return open().advise(AdviseInfo.of(callback));
    }

    public AdviseDTO inspect(AdviseToken token, OfflineManager object) {
        for (AdviseDTO advise : inspector.object(object.id()).advises) {
            if (advise.token == token.value()) {
                return advise;
            }
        }
        throw new AssertionError("no advise " + token);
    }

    public List<TransitionDTO> history(OfflineManager object) {
        return inspector.history(object.id());
    }

    @Override
    public void close() {
        table.close();
        dispatcher.close();
    }

    /** Remembers nothing. */
    static final class Forgetful implements Intents {
        @Override
        public ConnectionState recall(OfflineObjectId object) {
            return ConnectionState.ONLINE;
        }

        @Override
        public boolean save(OfflineNode node) {
            return true; // nobody restarts
        }

        @Override
        public boolean saved(String profile) {
            return true;
        }
    }

    private final class Events implements ObjectTable.Events {
        private void note(String event) {
            if (events.size() < MOST_EVENTS) {
                events.add(event);
            }
        }

        @Override
        public void added(OfflineNode node) {
            note("added " + node);
        }

        @Override
        public void capabilitiesChanged(OfflineNode node) {
            note("capabilities " + node + " " + node.capabilities());
        }

        @Override
        public void removed(OfflineNode node) {
            note("removed " + node);
        }

        @Override
        public void changed() {
            whenChanged.run();
        }
    }
}
