// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.AdviseInfo;
import io.offlinestate.OfflineNotify;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The object of one listener service: held while it is advised. Confined to the tasks of its subscription. */
final class ServiceObject {
    private final ServiceReference<OfflineNotify> reference;
    private final BundleContext context;

    /** Null while it is not held. */
    private OfflineNotify callback;

    /** How it is advised; null while it is not held. */
    private AdviseInfo info;

    /** Why it could not be got; null before the next attempt. */
    private Failure failure;

    ServiceObject(ServiceReference<OfflineNotify> reference, BundleContext context) {
        this.reference = reference;
        this.context = context;
    }

    boolean isHeld() {
        return callback != null;
    }

    /** How it is advised; null while it is not held. */
    AdviseInfo info() {
        return info;
    }

    /** Why it could not be got; null if that was not tried, or did not fail. */
    Failure failure() {
        return failure;
    }

    /** Has the next {@link #get} try again. */
    void forgetFailure() {
        failure = null;
    }

    /** Gets it, which may call foreign code. Afterwards it is held, or there is a failure. */
    void get(Terms terms) {
        try {
            callback = context.getService(reference);
            if (callback == null) {
                failure = Failure.ungettable("BundleContext.getService gives null");
            } else {
                info = terms.advise(callback);
            }
        } catch (Throwable thrown) {
            failure = Failure.ungettable("BundleContext.getService throws " + Words.of(thrown));
        }
    }

    /**
     * Has it advised under these terms from now on, if it is held.
     *
     * @return whether that is a change
     */
    boolean change(Terms terms) {
        if (callback == null) {
            return false;
        }
        AdviseInfo before = info;
        info = terms.advise(callback);
        return !info.equals(before);
    }

    /** Lets it go, which may call foreign code. */
    void letGo() {
        callback = null;
        info = null;
        try {
            context.ungetService(reference);
        } catch (IllegalStateException stopped) {
            // then the framework has done it
        }
    }
}
