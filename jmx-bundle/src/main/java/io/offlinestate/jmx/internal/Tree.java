// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers for one tree; reads it each time it is asked, and keeps nothing. Thread-safe, unless it is {@link #frozen()}. */
final class Tree implements OfflineTreeMXBean {
    private final TreeReader reader;
    private final Steering steering;
    private final Supplier<Snapshot> snapshots;

    Tree(TreeReader reader, Steering steering) {
        this(reader, steering, () -> new Snapshot(reader));
    }

    private Tree(TreeReader reader, Steering steering, Supplier<Snapshot> snapshots) {
        this.reader = reader;
        this.steering = steering;
        this.snapshots = snapshots;
    }

    /** The same tree, but its attributes are all read at once: for a client that asks for many of them together. */
    Tree frozen() {
        Snapshot snapshot = snapshots.get();
        return new Tree(reader, steering, () -> snapshot);
    }

    private OfflineObjectDTO root() {
        return snapshots.get().root();
    }

    private Snapshot.Totals totals() {
        return snapshots.get().totals();
    }

    @Override
    public String getObject() {
        return root().id;
    }

    @Override
    public String getProfile() {
        return root().profile;
    }

    @Override
    public ConnectionState getState() {
        return root().state;
    }

    @Override
    public Date getSince() {
        return new Date(root().since);
    }

    @Override
    public ConnectionState getRequested() {
        return root().requested;
    }

    @Override
    public Reachability getReachability() {
        return root().reachability;
    }

    @Override
    public NotifyType getPhase() {
        return root().phase;
    }

    @Override
    public String[] getReasons() {
        return root().reasons;
    }

    @Override
    public String[] getCapabilities() {
        return root().capabilities;
    }

    @Override
    public long getSequence() {
        return root().sequence;
    }

    @Override
    public boolean isIntentSaved() {
        return root().intentSaved;
    }

    @Override
    public TransitionRow getLastTransition() {
        TransitionDTO last = snapshots.get().lastTransition();
        return last == null ? null : new TransitionRow(last);
    }

    @Override
    public long getObjectCount() {
        return totals().objects;
    }

    @Override
    public long getOfflineObjectCount() {
        return totals().offline;
    }

    @Override
    public long getListenerCount() {
        return totals().listeners;
    }

    @Override
    public long getStalledListenerCount() {
        return totals().stalled;
    }

    @Override
    public long getDeliveredCount() {
        return totals().delivered;
    }

    @Override
    public long getFailedCount() {
        return totals().failed;
    }

    @Override
    public long getSkippedCount() {
        return totals().skipped;
    }

    @Override
    public ObjectRow[] listObjects() {
        List<ObjectRow> rows = new ArrayList<>();
        reader.walk(object -> rows.add(new ObjectRow(object)));
        return rows.toArray(ObjectRow[]::new);
    }

    @Override
    public ObjectRow[] listOfflineObjects() {
        List<ObjectRow> rows = new ArrayList<>();
        reader.walk(object -> {
            if (object.state == ConnectionState.OFFLINE) {
                rows.add(new ObjectRow(object));
            }
        });
        return rows.toArray(ObjectRow[]::new);
    }

    @Override
    public ListenerRow[] listListeners(String object) {
        OfflineObjectDTO found = reader.find(object);
        return Stream.of(found.advises)
                .map(advise -> new ListenerRow(found.id, advise))
                .toArray(ListenerRow[]::new);
    }

    @Override
    public ListenerRow[] listTroubledListeners() {
        List<ListenerRow> rows = new ArrayList<>();
        reader.walk(object -> forEachTroubled(object, advise -> rows.add(new ListenerRow(object.id, advise))));
        return rows.toArray(ListenerRow[]::new);
    }

    private static void forEachTroubled(OfflineObjectDTO object, Consumer<AdviseDTO> consumer) {
        for (AdviseDTO advise : object.advises) {
            if (advise.stalled || advise.failed > 0 || advise.skipped > 0) {
                consumer.accept(advise);
            }
        }
    }

    @Override
    public TransitionRow[] listHistory(String object) {
        return reader.history(reader.find(object)).stream()
                .map(TransitionRow::new)
                .toArray(TransitionRow[]::new);
    }

    @Override
    public ConnectionState goOnline(long waitSeconds) {
        return goOnline(null, waitSeconds);
    }

    @Override
    public ConnectionState goOnline(String object, long waitSeconds) {
        return steering.set(idOf(object), ConnectionState.ONLINE, waitSeconds);
    }

    @Override
    public ConnectionState goOffline(long waitSeconds) {
        return goOffline(null, waitSeconds);
    }

    @Override
    public ConnectionState goOffline(String object, long waitSeconds) {
        return steering.set(idOf(object), ConnectionState.OFFLINE, waitSeconds);
    }

    @Override
    public void report(String object, String detector, String value, String reason) {
        steering.report(idOf(object), detector, value, reason);
    }

    @Override
    public void withdraw(String object, String detector) {
        steering.withdraw(idOf(object), detector);
    }

    private OfflineObjectId idOf(String object) {
        return OfflineObjectId.parse(reader.find(object).id);
    }
}
