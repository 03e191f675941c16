// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineNotify;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.state.Advise;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.ObjectTable;
import io.offlinestate.impl.internal.state.Owner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;

/**
 * The sessions of the bundles that use the services. A session ends when its bundle has stopped, before {@code Bundle.stop}
 * returns; until then the bundle may clean up by itself. Thread-safe; does not wait but for callbacks in progress.
 */
final class BundleSessions implements SynchronousBundleListener {
    private final ConcurrentHashMap<Long, BundleSession> sessions = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final ObjectTable table;
    private final Dispatcher dispatcher;

    BundleSessions(ObjectTable table, Dispatcher dispatcher) {
        this.table = table;
        this.dispatcher = dispatcher;
    }

    BundleSession of(Bundle bundle) {
        BundleSession session = sessions.computeIfAbsent(
                bundle.getBundleId(),
                id -> new BundleSession(
                        new Owner(id, name(bundle)), table, dispatcher, tokens, BundleSessions::callbackOwner));
        if (!isRunning(bundle)) {
            end(bundle); // it stopped on its way here: there may be no event to come
        }
        return session;
    }

    private static boolean isRunning(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING)) != 0;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.STOPPING -> {
                if (event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                    table.stopping();
                }
            }
            case BundleEvent.STOPPED -> end(event.getBundle());
            // its class loader goes, so what it has left behind in our threads must go, too
            case BundleEvent.UNRESOLVED, BundleEvent.UNINSTALLED -> dispatcher.retireThreads();
            default -> {}
        }
    }

    private void end(Bundle bundle) {
        BundleSession session = sessions.remove(bundle.getBundleId());
        if (session != null) {
            session.close();
        }
    }

    private static Advise.CallbackOwner callbackOwner(OfflineNotify callback) {
        Bundle bundle = FrameworkUtil.getBundle(callback.getClass());
        return bundle == null
                ? new Advise.CallbackOwner(0, callback.getClass().getName())
                : new Advise.CallbackOwner(bundle.getBundleId(), name(bundle));
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? "bundle " + bundle.getBundleId() : name;
    }
}
