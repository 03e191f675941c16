// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.NameList;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Listener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * All offline objects, who holds them, and what can be done with them. An object lives while its configuration, a bundle that
 * created it, or a child holds it.
 *
 * <p>Thread-safe: one lock guards who holds what; the trees have their own. Lock order: table, tree. The events are sent
 * without any lock.
 */
public final class ObjectTable {
    /** The profile that is always there. */
    public static final String DEFAULT_PROFILE = "default";

    private static final Set<Capability> ALL = Collections.unmodifiableSet(EnumSet.allOf(Capability.class));

    private final Object lock = new Object();
    private final Dispatcher dispatcher;
    private final Intents intents;
    private final Events events;
    private final ConcurrentHashMap<OfflineObjectId, OfflineNode> nodes = new ConcurrentHashMap<>();
    /** The profiles that have objects or a configuration. Guarded by the lock, but for the names. */
    private final Map<String, Profile> profiles = new ConcurrentHashMap<>();

    /** Most objects have the same holder as the one that was created before. */
    private final Repeated<Set<Owner>> holders = new Repeated<>(Set::equals);

    private boolean closed;
    /** How long callbacks in progress are waited for, all of them together, once this or the framework stops; else null. */
    private volatile WaitBudget budget;

    /** What the outside is told of objects, in the order in which it happens to each. Called without a lock. */
    public interface Events {
        void added(OfflineNode node);

        void capabilitiesChanged(OfflineNode node);

        void removed(OfflineNode node);

        /** Something that an inspector can see has changed. Must not block. */
        void changed();
    }

    public ObjectTable(Dispatcher dispatcher, Intents intents, Events events) {
        this.dispatcher = dispatcher;
        this.intents = intents;
        this.events = events;
    }

    // ---- finding

    /** @throws OfflineException NOT_FOUND */
    public OfflineNode find(OfflineObjectId id) {
        OfflineNode node = nodes.get(id);
        if (node == null) {
            throw notThere(id);
        }
        return node;
    }

    /** Called without the lock: it takes time, and there may be many profiles. */
    private OfflineException notThere(OfflineObjectId id) {
        return new OfflineException(
                ErrorCode.NOT_FOUND,
                "there is no offline object " + id + "; "
                        + NameList.answer(
                                id.profile(),
                                "the profiles that are there: ",
                                new TreeSet<>(profiles.keySet()),
                                UnaryOperator.identity()));
    }

    /** All objects, in {@linkplain TreeOrder tree order}. */
    public List<OfflineNode> all() {
        return TreeOrder.of(nodes.values());
    }

    /** Whether what is requested of the object would survive a restart. */
    boolean intentSaved(OfflineNode node) {
        return intents.saved(node.id().profile());
    }

    // ---- creating and releasing

    /** Creates an object, or gets the one that is there; the owner holds it from now on. */
    OfflineNode create(CreateInfo info, Owner owner) {
        OfflineNode node;
        boolean created;
        synchronized (lock) {
            requireOpen(info.id());
            node = nodes.get(info.id());
            created = node == null;
            OfflineNode parent = parent(info);
            if (created) {
                node = make(info.id(), parent, info.capabilities());
            } else {
                requireSame(node, info);
            }
            hold(node, owner);
        }
        if (created) {
            events.added(node);
        }
        return node;
    }

    private void hold(OfflineNode node, Owner owner) {
        Set<Owner> more = new HashSet<>(node.holders);
        if (more.add(owner)) {
            node.holders = holders.of(Set.copyOf(more));
            owner.holds++;
        }
    }

    private void requireOpen(OfflineObjectId id) {
        if (closed) {
            throw new OfflineException(
                    ErrorCode.NOT_FOUND, "offline object " + id + " cannot be had: the service has stopped");
        }
    }

    private OfflineNode parent(CreateInfo info) {
        if (info.parent().isEmpty()) {
            return null;
        }
        OfflineNode parent = nodes.get(info.parent().get());
        if (parent == null) {
            throw new OfflineException(
                    ErrorCode.NOT_FOUND,
                    "the parent " + info.parent().get() + " of " + info.id() + " is not there; create it first");
        }
        return parent;
    }

    private static void requireSame(OfflineNode node, CreateInfo info) {
        Optional<OfflineObjectId> parent = Optional.ofNullable(node.parent()).map(OfflineNode::id);
        if (!parent.equals(info.parent())) {
            throw new OfflineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "offline object " + node.id() + " is there with " + describe(parent) + ", it cannot be had with "
                            + describe(info.parent()));
        }
        if (!node.capabilities().equals(info.capabilities())) {
            throw new OfflineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "offline object " + node.id() + " is there with the capabilities " + node.capabilities()
                            + ", it cannot be had with " + info.capabilities());
        }
    }

    private static String describe(Optional<OfflineObjectId> parent) {
        return parent.map(id -> "the parent " + id).orElse("no parent");
    }

    private OfflineNode make(OfflineObjectId id, OfflineNode parent, Set<Capability> capabilities) {
        Profile profile = profiles.computeIfAbsent(id.profile(), Profile::new);
        OfflineTree tree = parent == null ? new OfflineTree(dispatcher, intents, events::changed) : parent.tree();
        Optional<ConnectionState> startup = profile.settings().startup();
        ConnectionState start;
        String why;
        if (startup.isEmpty()) {
            start = intents.recall(id);
            why = start == ConnectionState.OFFLINE ? "requested OFFLINE before the restart" : "starts online";
        } else {
            start = parent == null ? startup.get() : ConnectionState.ONLINE;
            why = "configured to start " + start;
        }
        OfflineNode node = tree.add(id, parent, profile, capabilities, start, why);
        if (startup.isPresent() && intents.recall(id) != start) {
            node.unsaved(); // what is on disk is from before
        }
        profile.objects++;
        nodes.put(id, node);
        return node;
    }

    /** Lets go of an object that the owner has created. */
    void release(OfflineObjectId id, Owner owner) {
        List<Removal> removals;
        OfflineNode node = find(id);
        synchronized (lock) {
            if (!node.holders.contains(owner)) { // also when it has gone since
                throw new OfflineException(
                        ErrorCode.NOT_FOUND,
                        "offline object " + id + " was not created by bundle " + owner
                                + "; a bundle releases what it has created, once");
            }
            removals = letGo(node, owner);
        }
        complete(removals);
    }

    /** Lets go of everything that the owner has created. */
    void releaseAll(Owner owner) {
        List<Removal> removals = new ArrayList<>();
        synchronized (lock) {
            for (var each = nodes.values().iterator(); owner.holds > 0 && each.hasNext(); ) {
                OfflineNode node = each.next();
                if (node.holders.contains(owner)) {
                    removals.addAll(letGo(node, owner));
                }
            }
        }
        complete(removals);
    }

    /** An object that is not in the table any more, and what is left to be done about it without the lock. */
    private record Removal(OfflineNode node, Runnable rest) {}

    private List<Removal> letGo(OfflineNode node, Owner owner) {
        Set<Owner> fewer = new HashSet<>(node.holders);
        fewer.remove(owner);
        node.holders = Set.copyOf(fewer);
        owner.holds--;
        return collect(node);
    }

    /** Removes an object that nobody holds, then its parent if that was all that held it, and so on. */
    private List<Removal> collect(OfflineNode start) {
        List<Removal> removals = new ArrayList<>();
        for (OfflineNode node = start; node != null && !isHeld(node); node = node.parent()) {
            nodes.remove(node.id(), node);
            Profile profile = node.profile();
            if (--profile.objects == 0 && !profile.configured) {
                profiles.remove(profile.name());
            }
            removals.add(new Removal(node, node.tree().remove(node)));
        }
        return removals;
    }

    private static boolean isHeld(OfflineNode node) {
        OfflineObjectId id = node.id();
        boolean embedded = id.isGlobal() && id.profile().equals(DEFAULT_PROFILE);
        boolean byConfiguration = id.isGlobal() && node.profile().configured;
        return embedded || byConfiguration || !node.holders.isEmpty() || node.hasChildren() || node.gone();
    }

    private void complete(List<Removal> removals) {
        for (Removal removal : removals) {
            removal.rest().run();
            events.removed(removal.node());
        }
    }

    // ---- profiles

    /** Creates the profile that is always there. */
    public void start() {
        OfflineNode created = null;
        synchronized (lock) {
            OfflineObjectId id = OfflineObjectId.global(DEFAULT_PROFILE);
            if (!nodes.containsKey(id)) {
                created = make(id, null, ALL);
            }
        }
        if (created != null) {
            events.added(created);
        }
    }

    /** Applies a configuration: creates the profile, or changes the settings of the one that is there. */
    public void configure(String name, Settings settings) {
        OfflineObjectId id = OfflineObjectId.global(name);
        OfflineNode node;
        boolean created;
        boolean capabilitiesChanged = false;
        boolean startupChanged;
        synchronized (lock) {
            if (closed) {
                return;
            }
            Profile profile = profiles.computeIfAbsent(name, Profile::new);
            startupChanged = !profile.settings().startup().equals(settings.startup());
            profile.apply(settings);
            profile.configured = true;
            node = nodes.get(id);
            created = node == null;
            if (created) {
                node = make(id, null, ALL);
            }
            capabilitiesChanged = setCapabilities(node, settings);
        }
        announce(node, created, capabilitiesChanged);
        if (!created && startupChanged && settings.startup().isPresent()) {
            node.tree()
                    .submit(Request.Unattended.configuration(
                            node, settings.startup().get()));
        }
    }

    /** Takes a configuration back. The profile goes, unless somebody else holds it. */
    public void unconfigure(String name) {
        List<Removal> removals = List.of();
        OfflineNode node;
        boolean capabilitiesChanged = false;
        synchronized (lock) {
            Profile profile = profiles.get(name);
            node = nodes.get(OfflineObjectId.global(name));
            if (profile == null || node == null || !profile.configured) {
                return;
            }
            profile.configured = false;
            profile.apply(Settings.DEFAULT);
            removals = collect(node);
            if (removals.isEmpty()) {
                capabilitiesChanged = setCapabilities(node, Settings.DEFAULT);
            }
        }
        complete(removals);
        announce(node, false, capabilitiesChanged);
    }

    private static boolean setCapabilities(OfflineNode node, Settings settings) {
        Set<Capability> before = node.capabilities;
        node.capabilities = settings.capabilities().orElse(node.createdCapabilities());
        return !before.equals(node.capabilities);
    }

    private void announce(OfflineNode node, boolean created, boolean capabilitiesChanged) {
        if (created) {
            events.added(node);
        } else if (capabilitiesChanged) {
            events.capabilitiesChanged(node);
        }
        if (node.profile().settings().startup().isEmpty()) {
            node.tree().remember(node); // what startup requested, now that it counts
        }
        events.changed();
    }

    /** The framework stops: from here on all waits for callbacks together take no longer than the longest hold timeout. */
    public void stopping() {
        synchronized (lock) {
            limitWaits();
        }
    }

    private void limitWaits() {
        if (budget == null) {
            long longest = 0;
            for (OfflineNode node : nodes.values()) {
                longest = Math.max(longest, node.limits().holdNanos());
            }
            budget = new WaitBudget(longest);
        }
    }

    /** Removes everything; nothing can be created any more. Waits for callbacks in progress, at most the hold timeout. */
    public void close() {
        List<Removal> removals = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            limitWaits();
            for (OfflineNode node : nodes.values()) {
                removals.add(new Removal(node, node.tree().remove(node)));
            }
            nodes.clear();
            profiles.clear();
        }
        complete(removals);
        awaitQuiet(dispatcher.leaving());
    }

    /**
     * Waits until the callbacks in progress of these advises have returned, at most until each has run for its hold timeout; once
     * everything stops, at most what is left of the one that all are waited for together.
     */
    void awaitQuiet(List<? extends Listener> advises) {
        long longest = 0;
        for (Listener advise : advises) {
            longest = Math.max(longest, ((Advise) advise).node().limits().holdNanos());
        }
        WaitBudget shared = budget;
        if (shared == null) {
            Listener.awaitQuiet(advises, longest);
        } else {
            shared.spend(longest, nanos -> Listener.awaitQuiet(advises, nanos));
        }
    }
}
