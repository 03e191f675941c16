// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.StateChange;
import io.offlinestate.impl.internal.dispatch.Limits;
import io.offlinestate.impl.internal.dispatch.Round;
import io.offlinestate.impl.internal.dispatch.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * One offline object: data, and what follows from it. The volatile fields may be read by anybody; all others are guarded by
 * the lock of the tree. Those that say who holds the object belong to the {@link ObjectTable}.
 */
public final class OfflineNode implements Source {
    private final OfflineObjectId id;
    private final OfflineTree tree;
    private final OfflineNode parent;
    private final Profile profile;

    private static final AtomicIntegerFieldUpdater<OfflineNode> SLOW =
            AtomicIntegerFieldUpdater.newUpdater(OfflineNode.class, "slow");

    private static final AtomicReferenceFieldUpdater<OfflineNode, Object> ATTACHMENT =
            AtomicReferenceFieldUpdater.newUpdater(OfflineNode.class, Object.class, "attachment");
    /** The attachment of an object that has none any more. */
    private static final Object DETACHED = "detached";

    private volatile ConnectionState state;
    /** How many of its listeners are slow. */
    private volatile int slow;

    /** What stands for it outside. */
    private volatile Object attachment;

    private volatile boolean gone;
    volatile Set<Capability> capabilities;
    volatile Transition transition;

    private final Set<Capability> createdCapabilities;
    /** The bundles that have created it. Does not change: it is replaced. Guarded by the table. */
    Set<Owner> holders = Set.of();

    volatile ConnectionState requested;
    String requestReason;
    /** How often the requested state was set, and up to which time it is saved. The first is written under the lock only. */
    volatile long requests;

    volatile long savedRequests;
    Votes votes = Votes.NONE;
    long sequence;
    /** When it came into its state, in milliseconds since the epoch. */
    long sinceMillis;

    Set<OfflineNode> children = Set.of();
    final ListenerSet listeners = new ListenerSet();
    final History history = new History();

    /** The change under way, and whether the listeners are not told of it, for want of the capability. */
    private StateChange change;

    private boolean muted;

    /** How many requests for this object, and for those below it, wait or are in a transition. */
    int aheadHere;

    int aheadBelow;
    /** Whether a setCurrentState is among those that wait for this object, and whether votes are. */
    boolean queuedExclusive;

    boolean queuedVotes;

    OfflineNode(
            OfflineObjectId id,
            OfflineTree tree,
            OfflineNode parent,
            Profile profile,
            Set<Capability> capabilities,
            ConnectionState requested,
            String requestReason) {
        this.id = id;
        this.tree = tree;
        this.parent = parent;
        this.profile = profile;
        this.createdCapabilities = parent != null && parent.createdCapabilities.equals(capabilities)
                ? parent.createdCapabilities // for less memory
                : capabilities;
        this.capabilities = createdCapabilities;
        this.requested = requested;
        this.requestReason = requestReason;
        this.state = effective();
    }

    @Override
    public OfflineObjectId id() {
        return id;
    }

    OfflineTree tree() {
        return tree;
    }

    public OfflineNode parent() {
        return parent;
    }

    Profile profile() {
        return profile;
    }

    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** Those that it was created with, whatever a configuration has made of them since. */
    Set<Capability> createdCapabilities() {
        return createdCapabilities;
    }

    /** What is requested of it. */
    public ConnectionState requested() {
        return requested;
    }

    /** The effective state. */
    public ConnectionState state() {
        return state;
    }

    boolean gone() {
        return gone;
    }

    /** @throws OfflineException NOT_FOUND if the object is gone */
    public void requireAlive() {
        if (gone) {
            throw notFound();
        }
    }

    OfflineException notFound() {
        return new OfflineException(
                ErrorCode.NOT_FOUND, "offline object " + id + " is gone; open or create it again to use it");
    }

    StateChange change() {
        return change;
    }

    /** Keeps what stands for it outside. Returns false if it was told to {@link #detach} before. */
    public boolean attach(Object itsAttachment) {
        return ATTACHMENT.compareAndSet(this, null, itsAttachment);
    }

    /** Lets go of what stands for it outside, for good, and returns it. */
    public Object detach() {
        return ATTACHMENT.getAndSet(this, DETACHED);
    }

    public Object attachment() {
        return attachment;
    }

    @Override
    public Limits limits() {
        return profile.limits();
    }

    @Override
    public Round round() {
        Transition current = transition;
        return current == null ? null : current.round();
    }

    @Override
    public void slow(boolean isSlow) {
        SLOW.addAndGet(this, isSlow ? 1 : -1);
    }

    @Override
    public void changed() {
        tree.changed();
    }

    /** Whether one of its listeners is slow. */
    boolean hasSlow() {
        return slow > 0;
    }

    // ---- under the lock of the tree

    /** What its own reasons and its parent make of it. */
    ConnectionState effective() {
        boolean online = parent == null || parent.state == ConnectionState.ONLINE;
        return online && wants() ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
    }

    /** Whether it is online as far as it is concerned. */
    boolean wants() {
        return requested == ConnectionState.ONLINE && !votes.unreachable();
    }

    /** The transition under way that began with this object, or null. */
    Transition begunHere() {
        Transition current = transition;
        return current != null && current.origin() == this ? current : null;
    }

    /** The phase of the transition under way, null when settled. */
    NotifyType phase() {
        Transition current = transition;
        return current == null ? null : current.phase();
    }

    void join(Transition joined, StateChange itsChange) {
        transition = joined;
        change = itsChange;
        Capability needed = itsChange.newState() == ConnectionState.ONLINE ? Capability.ONLINE : Capability.OFFLINE;
        muted = !capabilities.contains(needed);
    }

    /** What is requested of it from the beginning is not what was saved. */
    void unsaved() {
        savedRequests = -1;
    }

    void flip(ConnectionState flipped, long nowMillis) {
        sequence++;
        sinceMillis = nowMillis;
        state = flipped;
    }

    void settle(History.Entry entry) {
        transition = null;
        change = null;
        history.add(entry, profile.settings().history());
    }

    boolean muted() {
        return muted;
    }

    void remove() {
        gone = true;
        if (parent != null) {
            parent.children.remove(this);
        }
    }

    boolean hasChildren() {
        return tree.read(() -> !children.isEmpty());
    }

    void adopt(OfflineNode child) {
        if (children.isEmpty()) {
            children = new LinkedHashSet<>();
        }
        children.add(child);
    }

    /** Why it is offline: every reason that holds now, in words. Empty when it is online. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (requested == ConnectionState.OFFLINE) {
            reasons.add(requestReason);
        }
        reasons.addAll(votes.reasons());
        if (parent != null && parent.state == ConnectionState.OFFLINE) {
            reasons.add("its parent " + parent.id + " is offline");
        }
        return reasons;
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
