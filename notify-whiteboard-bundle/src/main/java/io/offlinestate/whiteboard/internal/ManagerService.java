// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * One {@link OfflineManager} service. It is got when somebody is advised on it, and let go when nobody is any more; so a host
 * with a great many objects pays for those that are listened to.
 *
 * <p>Thread-safe. Compared by identity.
 */
final class ManagerService implements ServiceEntry {
    private final ServiceReference<OfflineManager> reference;
    private final String profile;
    private final boolean global;
    private final Shared shared;
    private volatile boolean present = true;

    private OfflineManager service; // guarded by this
    private int holders; // guarded by this

    private ManagerService(ServiceReference<OfflineManager> reference, OfflineObjectId id, Shared shared) {
        this.reference = reference;
        this.profile = id.profile();
        this.global = id.isGlobal();
        this.shared = shared;
    }

    /** The entry of a service, or null if its properties do not name an offline object. */
    static ManagerService of(ServiceReference<OfflineManager> reference, Shared shared) {
        try {
            return new ManagerService(reference, id(reference), shared);
        } catch (OfflineException notAnId) {
            shared.reports()
                    .warn(
                            "OfflineManager service " + Words.serviceId(reference)
                                    + " is ignored: its service properties do not name an offline object",
                            notAnId);
            return null;
        }
    }

    /** Made when it is asked for, which is seldom: there may be a great many objects. */
    OfflineObjectId id() {
        return id(reference);
    }

    private static OfflineObjectId id(ServiceReference<OfflineManager> reference) {
        return OfflineObjectId.ofProperties(reference::getProperty);
    }

    String profile() {
        return profile;
    }

    boolean isGlobal() {
        return global;
    }

    ServiceReference<OfflineManager> reference() {
        return reference;
    }

    /** Whether the selection, which is valid, selects it as it is now. */
    boolean isSelectedBy(Selection selection) {
        return present && selection.selects(this);
    }

    @Override
    public void arrived() {
        shared.directory().add(this);
        if (present) {
            tell();
        } else {
            shared.directory().remove(this);
        }
    }

    @Override
    public void modified() {
        tell();
    }

    @Override
    public void gone() {
        present = false;
        shared.directory().remove(this);
        tell();
    }

    private void tell() {
        shared.relay()
                .forEach(shared.directory().subscriptions(this), subscription -> subscription.managerChanged(this));
    }

    /**
     * The service object, for the time until {@link #release()}. Two threads may get it at once, each for itself: so none
     * waits for the other, and the one that comes second gives back what it got too much.
     *
     * @throws OfflineException {@link ErrorCode#NOT_FOUND} if it cannot be got
     */
    OfflineManager hold() {
        synchronized (this) {
            if (service != null) {
                holders++;
                return service;
            }
        }
        BundleContext context = shared.context();
        OfflineManager got = context.getService(reference);
        if (got == null) {
            throw new OfflineException(
                    ErrorCode.NOT_FOUND,
                    "the OfflineManager service " + Words.serviceId(reference) + " of " + id() + " cannot be got");
        }
        OfflineManager held;
        synchronized (this) {
            holders++;
            if (service == null) {
                service = got;
                return got;
            }
            held = service;
        }
        context.ungetService(reference);
        return held;
    }

    void release() {
        synchronized (this) {
            if (--holders > 0) {
                return;
            }
            service = null;
        }
        try {
            shared.context().ungetService(reference);
        } catch (IllegalStateException stopped) {
            // then the framework has done it
        }
    }
}
