// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import java.util.Hashtable;
import java.util.UUID;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Advises by hand and as a service, creates an object, votes, waits for a change, and undoes nothing when it stops. */
public final class ForgetfulPlugin implements BundleActivator {
    /** The manifest header that names the profile. */
    public static final String PROFILE = "Listener-Profile";

    private static final UUID TYPE = UUID.fromString("6d3b8f1c-52ef-4f5e-8b0e-4a2b1c9d7e60");

    /** The object that it creates. */
    public static OfflineObjectId child(OfflineObjectId profile) {
        return OfflineObjectId.of(profile.profile(), TYPE, OfflineObjectId.NO_INSTANCE);
    }

    @Override
    public void start(BundleContext context) throws Exception {
        String profile = context.getBundle().getHeaders().get(PROFILE);
        OfflineObjects objects = context.getService(context.getServiceReference(OfflineObjects.class));
        OfflineManager global = objects.open(profile);
        global.advise(AdviseInfo.of(new ForwardingListener(Journals.open(context))));
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("offline.notify.profile", profile);
        context.registerService(OfflineNotify.class, new ForwardingListener(Journals.open(context)), properties);

        OfflineManager child =
                objects.create(CreateInfo.child(global.id(), child(global.id()).type(), OfflineObjectId.NO_INSTANCE));
        child.advise(AdviseInfo.of(notification -> {}));
        request(child);
        ReachabilityReporter reporter = context.getService(context.getServiceReference(ReachabilityReporter.class));
        reporter.report(global.id(), "forgetful", Reachability.UNREACHABLE, "forgotten");
    }

    /** Refused while the child is in a transition of its parent, which is still coming back from its former life. */
    private static void request(OfflineManager child) {
        try {
            child.setCurrentState(ConnectionState.OFFLINE).whenComplete((state, failure) -> {});
        } catch (OfflineException e) {
            if (e.code() != ErrorCode.PENDING) {
                throw e;
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        // forgets everything
    }
}
