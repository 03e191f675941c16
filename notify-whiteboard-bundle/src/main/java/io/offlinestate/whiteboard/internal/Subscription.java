// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.OfflineNotify;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
    private final ServiceObject service;
    private final Advises advises;
    private final Recovery recovery;
    private volatile boolean gone;
    private volatile Status status;

    /** What it asks for, as last read; null before. */
    private NotifyProperties properties;

    /** What the directory lists it under; null if nothing. */
    private Selection listed;

    /** What the selected managers said that have refused it. */
    private final Refusals refusals = new Refusals();

    /** Whether an attempt of this task has failed in a way that may pass. */
    private boolean failedNow;

    Subscription(ServiceReference<OfflineNotify> reference, Shared shared) {
        this.reference = reference;
        this.shared = shared;
        this.serial = new Serial(unexpected ->
                shared.reports().error(Words.listener(reference) + " may not be advised as it asks for", unexpected));
        this.service = new ServiceObject(reference, shared.context());
        this.advises = new Advises(shared, PATIENCE);
        this.recovery = new Recovery(this, shared, serial, PATIENCE);
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

    /** An object that it selects begins a transition. */
    void retryEarly() {
        serial.execute(this::tryEarly);
    }

    /** Ends the advises right here, also while another thread is at work; the rest may be left to that one. */
    @Override
    public void gone() {
        gone = true;
        advises.shut();
        recovery.shut();
        serial.execute(this::finish);
        shared.reports().changed();
    }

    // ---- the tasks

    private void readProperties() {
        if (gone) {
            return;
        }
        properties = PropertyReader.read(reference);
        boolean retry = service.failure() != null || !refusals.isEmpty();
        service.forgetFailure();
        refusals.clear();
        recovery.end(); // the attempts are counted anew
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
        if (gone || listed == null || !recovery.isUnderWay()) {
            return;
        }
        service.forgetFailure();
        shared.directory().managers(listed).forEach(this::beginIfSelected);
        settle();
    }

    /** An object that it selects has come, or begins a transition. */
    private void tryEarly() {
        if (gone || !recovery.isUnderWay()) {
            return;
        }
        if (recovery.bringForward()) {
            tryAgain();
        } else {
            settle();
        }
    }

    private void reconsider(ManagerService manager) {
        if (gone || listed == null) {
            return;
        }
        if (service.failure() != null && manager.isSelectedBy(listed)) {
            tryEarly();
        }
        if (!beginIfSelected(manager)) {
            refusals.remove(manager);
            end(manager);
        }
        watch(manager);
        settle();
    }

    private void finish() {
        list(null);
        recovery.end();
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
                advises.begin(manager, service.info());
                refusals.remove(manager);
            } catch (Throwable refusal) {
                failedNow |= refusals.add(manager, refusal);
            }
        }
        return true;
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
        return !service.change(properties.terms()) || advises.update(service.info());
    }

    /**
     * Gets the service object, unless it is held or cannot be got.
     *
     * @return whether it is held now
     */
    private boolean hold() {
        if (!service.isHeld() && service.failure() == null) {
            serial.abroad(() -> service.get(properties.terms()));
            failedNow |= !service.isHeld();
        }
        return service.isHeld();
    }

    private void letGo() {
        if (service.isHeld()) {
            serial.abroad(service::letGo);
        }
    }

    /** At the end of a task: holds the service object only if it is advised, and tells how things stand. */
    private void settle() {
        if (advises.isEmpty()) {
            letGo();
        }
        recover();
        Status before = status;
        Failure failure = failure();
        Status now = failure == null || !recovery.isUnderWay()
                ? new Status(properties, failure, 0, 0)
                : new Status(properties, failure, recovery.attempts(), recovery.nextMillis());
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
            recovery.failed();
            if (service.failure() != null) {
                shared.directory().managers(listed).forEach(this::watch);
            }
        } else if (service.failure() == null && !refusals.anyMayPass()) {
            recovery.end();
        }
    }

    /** Has the whiteboard hear of what the object does while the service object cannot be got. */
    private void watch(ManagerService manager) {
        if (gone || !recovery.isUnderWay()) {
            return;
        }
        if (!manager.isSelectedBy(listed)) {
            recovery.unwatch(manager);
        } else if (service.failure() != null) {
            recovery.watch(manager);
        }
    }

    private Failure failure() {
        if (properties.failure() != null) {
            return properties.failure();
        }
        if (service.failure() != null) {
            return service.failure();
        }
        return advises.isEmpty() && !refusals.isEmpty() ? refusals.failure(properties.selection()) : null;
    }
}
