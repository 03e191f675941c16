// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineNotify;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.osgi.framework.ServiceReference;

/**
 * One {@link OfflineNotify} service: sees to it that it is advised on what its properties select, and on nothing else.
 *
 * <p>Thread-safe. Everything but {@link #gone()} and looking is done by tasks of one {@link Serial}, which own the fields that
 * are neither final nor volatile. Compared by identity.
 */
final class Subscription implements ServiceEntry {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServiceReference<OfflineNotify> reference;
    private final Shared shared;
    private final Serial serial;
    private final Advises advises;
    private volatile boolean gone;
    private volatile Status status;

    /** What it asks for, as last read; null before. */
    private NotifyProperties properties;

    /** What the directory lists it under; null if nothing. */
    private Selection listed;

    /** The service object; null while it is not held. */
    private OfflineNotify callback;

    /** How the service object is advised; null while it is not held. */
    private AdviseInfo info;

    /** Why the service object could not be got; null before the next attempt. */
    private Failure ungettable;

    /** What is done about a failure that may pass; null while there is none. */
    private volatile Recovery recovery;

    /** Whether an attempt of this task has failed in a way that may pass. */
    private boolean failedNow;

    /** What the selected managers said that have refused it; mostly none have. */
    private Map<ManagerService, String> refusals = Map.of();

    /** Those of them whose refusal may pass by itself. */
    private Set<ManagerService> passing = Set.of();

    /**
     * How it stands. Equality is written out: the generated one stays in a cache of Java 17, with the class loader of the types.
     *
     * @param failure why it is not advised; null if it is in order
     * @param attempts how often that was tried in vain
     * @param nextAttempt when it is tried again by itself, in epoch milliseconds; 0 if it is not
     */
    record Status(NotifyProperties properties, Failure failure, int attempts, long nextAttempt) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Status that
                    && Objects.equals(properties, that.properties)
                    && Objects.equals(failure, that.failure)
                    && attempts == that.attempts
                    && nextAttempt == that.nextAttempt;
        }

        @Override
        public int hashCode() {
            return Objects.hash(properties, failure, attempts, nextAttempt);
        }
    }

    Subscription(ServiceReference<OfflineNotify> reference, Shared shared) {
        this.reference = reference;
        this.shared = shared;
        this.serial = new Serial(unexpected ->
                shared.reports().error(Words.listener(reference) + " may not be advised as it asks for", unexpected));
        this.advises = new Advises(shared, PATIENCE);
    }

    ServiceReference<OfflineNotify> reference() {
        return reference;
    }

    /** How it stands; null before that is known and once it is gone. */
    Status status() {
        return gone ? null : status;
    }

    /** The managers it is advised on. */
    List<ManagerService> managers() {
        return advises.managers();
    }

    @Override
    public void arrived() {
        modified();
    }

    @Override
    public void modified() {
        serial.executeAndWait(this::readProperties, PATIENCE);
    }

    /** A manager has come, changed or gone. */
    void managerChanged(ManagerService manager) {
        serial.execute(() -> reconsider(manager));
    }

    /** The time for another attempt has come. */
    void retry() {
        serial.execute(this::tryAgain);
    }

    /** Ends the advises right here, also while another thread is at work; the rest may be left to that one. */
    @Override
    public void gone() {
        gone = true;
        advises.shut();
        Recovery current = recovery;
        if (current != null) {
            current.watching.shut();
        }
        serial.execute(this::finish);
        shared.reports().changed();
    }

    // ---- the tasks

    private void readProperties() {
        if (gone) {
            return;
        }
        properties = PropertyReader.read(reference);
        boolean retry = ungettable != null || !refusals.isEmpty();
        ungettable = null;
        refusals = Map.of();
        passing = Set.of();
        endRecovery(); // the attempts are counted anew
        if (properties.failure() == null) {
            select(properties.selection(), retry);
        } else {
            list(null);
            serial.abroad(advises::endAll);
        }
        settle();
    }

    private void select(Selection selection, boolean retry) {
        boolean reselect = retry || !selection.equals(listed);
        list(selection);
        if (reselect) {
            for (ManagerService manager : advises.managers()) {
                if (!manager.isSelectedBy(selection)) {
                    end(manager);
                }
            }
        }
        reselect |= !update();
        if (reselect) {
            shared.directory().managers(selection).forEach(this::beginIfSelected);
        }
    }

    private void tryAgain() {
        if (gone || listed == null || recovery == null) {
            return;
        }
        ungettable = null;
        shared.directory().managers(listed).forEach(this::beginIfSelected);
        settle();
    }

    /** An object that it selects begins a transition. */
    private void tryEarly() {
        Recovery current = recovery;
        if (gone || current == null) {
            return;
        }
        if (current.bringForward()) {
            tryAgain();
        } else {
            shared.retries().schedule(this, current.next());
            settle();
        }
    }

    private void reconsider(ManagerService manager) {
        if (gone || listed == null) {
            return;
        }
        if (ungettable != null && manager.isSelectedBy(listed)) {
            tryEarly();
        }
        if (!beginIfSelected(manager)) {
            refuse(manager, null);
            end(manager);
        }
        watch(manager);
        settle();
    }

    private void finish() {
        list(null);
        endRecovery();
        letGo();
    }

    // ---- their parts

    private void list(Selection selection) {
        if (!Objects.equals(listed, selection)) {
            shared.directory().move(this, listed, selection);
            listed = selection;
        }
    }

    /**
     * Begins the advise on a manager, if it is selected and there is none.
     *
     * @return whether it is selected
     */
    private boolean beginIfSelected(ManagerService manager) {
        if (!manager.isSelectedBy(listed)) {
            return false;
        }
        if (!gone && !advises.contains(manager) && hold()) {
            try {
                advises.begin(manager, info);
                refuse(manager, null);
            } catch (Throwable refusal) {
                refuse(manager, Words.of(refusal));
                if (mayPass(refusal)) {
                    passing = passing.isEmpty() ? new HashSet<>() : passing;
                    passing.add(manager);
                    failedNow = true;
                }
            }
        }
        return true;
    }

    /** A missing capability does not: once it is there, the object says so by an event. */
    private static boolean mayPass(Throwable refusal) {
        return !(refusal instanceof OfflineException known && known.code() == ErrorCode.NO_SUPPORT);
    }

    /**
     * @param message null if it does not refuse, or no longer
     */
    private void refuse(ManagerService manager, String message) {
        if (!passing.isEmpty()) {
            passing.remove(manager);
        }
        if (message != null) {
            refusals = refusals.isEmpty() ? new HashMap<>(2) : refusals;
            refusals.put(manager, message);
        } else if (!refusals.isEmpty()) {
            refusals.remove(manager);
        }
    }

    private void end(ManagerService manager) {
        if (advises.contains(manager)) {
            serial.abroad(() -> advises.end(manager));
        }
    }

    /**
     * Has the advises follow the properties.
     *
     * @return false if one of them had to end instead
     */
    private boolean update() {
        if (callback == null) {
            return true;
        }
        AdviseInfo changed = properties.terms().advise(callback);
        if (changed.equals(info)) {
            return true;
        }
        info = changed;
        return advises.update(changed);
    }

    /**
     * Gets the service object, unless it is held or cannot be got.
     *
     * @return whether it is held now
     */
    private boolean hold() {
        if (callback == null && ungettable == null) {
            serial.abroad(this::get);
        }
        return callback != null;
    }

    private void get() {
        try {
            callback = shared.context().getService(reference);
            if (callback == null) {
                ungettable = Failure.ungettable("BundleContext.getService gives null");
            } else {
                info = properties.terms().advise(callback);
            }
        } catch (Throwable thrown) {
            ungettable = Failure.ungettable("BundleContext.getService throws " + Words.of(thrown));
        }
        failedNow |= callback == null;
    }

    private void letGo() {
        if (callback != null) {
            callback = null;
            info = null;
            serial.abroad(() -> {
                try {
                    shared.context().ungetService(reference);
                } catch (IllegalStateException stopped) {
                    // then the framework has done it
                }
            });
        }
    }

    /** At the end of a task: holds the service object only if it is advised, and tells how things stand. */
    private void settle() {
        if (advises.isEmpty()) {
            letGo();
        }
        recover();
        Status before = status;
        Recovery current = recovery;
        Failure failure = failure();
        Status now = failure == null || current == null
                ? new Status(properties, failure, 0, 0)
                : new Status(properties, failure, current.attempts(), current.nextMillis());
        if (!now.equals(before)) {
            status = now;
            shared.reports().changed();
            Failure failed = before == null ? null : before.failure();
            if (now.failure() != null && !now.failure().isLike(failed) && !gone) {
                shared.reports()
                        .warn(Words.listener(reference) + " is not advised: "
                                + now.failure().message());
            }
        }
    }

    /** Sees to it that what has failed and may pass is tried again, and nothing else. */
    private void recover() {
        if (failedNow && !gone) {
            failedNow = false;
            if (recovery == null) {
                recovery = new Recovery(shared, PATIENCE, watchInfo());
            }
            recovery.failed();
            shared.retries().schedule(this, recovery.next());
            if (ungettable != null) {
                shared.directory().managers(listed).forEach(this::watch);
            }
        } else if (ungettable == null && passing.isEmpty()) {
            endRecovery();
        }
    }

    /** Advises the whiteboard itself on an object while the service object cannot be got. */
    private void watch(ManagerService manager) {
        Recovery current = recovery;
        if (current == null || gone) {
            return;
        }
        if (!manager.isSelectedBy(listed)) {
            serial.abroad(() -> current.watching.end(manager));
        } else if (ungettable != null && !current.watching.contains(manager)) {
            try {
                current.watching.begin(manager, current.watchInfo);
            } catch (Throwable refused) {
                // what the object does then brings no attempt forward
            }
        }
    }

    private AdviseInfo watchInfo() {
        OfflineNotify early = notification -> shared.retries().execute(() -> serial.execute(this::tryEarly));
        return AdviseInfo.builder(early)
                .notifyTypes(NotifyType.STATECHANGE_START)
                .label("whiteboard, waiting for " + Words.listener(reference))
                .build();
    }

    private void endRecovery() {
        Recovery ended = recovery;
        if (ended != null) {
            recovery = null;
            shared.retries().cancel(this);
            serial.abroad(ended.watching::shut);
        }
    }

    private Failure failure() {
        if (properties.failure() != null) {
            return properties.failure();
        }
        if (ungettable != null) {
            return ungettable;
        }
        return advises.isEmpty() && !refusals.isEmpty() ? Failure.refused(properties.selection(), refusals) : null;
    }
}
