// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.OfflineNotify;
import io.offlinestate.benchmarks.contender.Contender.Registration;
import io.offlinestate.benchmarks.listener.Listener;
import io.offlinestate.whiteboard.OfflineWhiteboardConstants;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Registers listeners as services. */
final class Services {
    private Services() {}

    static <S> Registration register(
            BundleContext context, Class<S> type, S service, int ranking, Map<String, ?> properties) {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        if (ranking != 0) {
            all.put(Constants.SERVICE_RANKING, ranking);
        }
        return context.registerService(type, service, all)::unregister;
    }

    /** The service that the whiteboard takes; with the same properties for those that are compared with it. */
    static Registration registerNotify(BundleContext context, Listener listener, int ranking) {
        return register(
                context,
                OfflineNotify.class,
                listener,
                ranking,
                Map.of(OfflineWhiteboardConstants.OFFLINE_NOTIFY_PROFILE, OfflineState.PROFILE));
    }
}
