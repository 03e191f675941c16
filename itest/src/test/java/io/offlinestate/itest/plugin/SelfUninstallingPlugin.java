// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.AdviseInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjects;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Has one listener advised by hand and one as a service; one of them uninstalls the bundle in a callback. */
public final class SelfUninstallingPlugin implements BundleActivator {
    /** The manifest header that names the profile. */
    public static final String PROFILE = "Listener-Profile";

    /** The manifest header that names the phase in which it happens. */
    public static final String PHASE = "Listener-Phase";

    /** The manifest header that says whether the listener service does it: true or false. */
    public static final String BY_SERVICE = "Listener-Is-Service";

    @Override
    public void start(BundleContext context) throws Exception {
        Dictionary<String, String> headers = context.getBundle().getHeaders();
        NotifyType phase = NotifyType.valueOf(headers.get(PHASE));
        OfflineNotify listener = new SelfUninstallingListener(context.getBundle(), phase, Journals.open(context));
        OfflineNotify witness = new ForwardingListener(Journals.open(context));
        boolean byService = Boolean.parseBoolean(headers.get(BY_SERVICE));
        OfflineObjects objects = context.getService(context.getServiceReference(OfflineObjects.class));
        objects.open(headers.get(PROFILE)).advise(AdviseInfo.of(byService ? witness : listener));
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("offline.notify.profile", headers.get(PROFILE));
        context.registerService(OfflineNotify.class, byService ? listener : witness, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // leaves everything to the framework
    }
}
