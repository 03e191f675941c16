// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.Capability;
import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.ObjectTable;
import io.offlinestate.impl.internal.state.OfflineNode;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Set;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Registers an {@link OfflineManager} for every object, for as long as it is there. Thread-safe; waits for nobody. */
final class ManagerServices implements ObjectTable.Events {
    private final BundleContext context;
    private final Function<Bundle, BundleSession> sessions;
    private final Runnable changed;
    private volatile String lastType;

    ManagerServices(BundleContext context, Function<Bundle, BundleSession> sessions, Runnable changed) {
        this.context = context;
        this.sessions = sessions;
        this.changed = changed;
    }

    @Override
    public void added(OfflineNode node) {
        ServiceRegistration<OfflineManager> registration;
        Set<Capability> registered = node.capabilities();
        try {
            registration = context.registerService(OfflineManager.class, new Factory(node), properties(node));
        } catch (IllegalStateException stopping) {
            return;
        }
        if (!node.attach(registration)) {
            unregister(registration); // removed in the meantime
        } else if (!registered.equals(node.capabilities())) {
            capabilitiesChanged(node); // before there was anything to tell it to
        }
        changed.run();
    }

    @Override
    public void capabilitiesChanged(OfflineNode node) {
        if (node.attachment() instanceof ServiceRegistration<?> registration) {
            try {
                Set<Capability> told;
                do {
                    told = node.capabilities();
                    registration.setProperties(properties(node));
                } while (!told.equals(node.capabilities())); // two may be telling it: the last one tells what is last
            } catch (IllegalStateException gone) {
                // removed in the meantime
            }
        }
    }

    @Override
    public void removed(OfflineNode node) {
        if (node.detach() instanceof ServiceRegistration<?> registration) {
            unregister(registration);
        }
        changed.run();
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException gone) {
            // by the framework, because the bundle stops
        }
    }

    @Override
    public void changed() {
        changed.run();
    }

    /** Objects of the same type come one after another: their text is kept once. */
    private String shared(String type) {
        String last = lastType;
        if (!type.equals(last)) {
            last = type;
            lastType = type;
        }
        return last;
    }

    private Dictionary<String, Object> properties(OfflineNode node) {
        Dictionary<String, Object> properties = new Hashtable<>();
        OfflineObjectId id = node.id();
        properties.put(OfflineConstants.OFFLINE_PROFILE, id.profile());
        properties.put(OfflineConstants.OFFLINE_TYPE, shared(id.type().toString()));
        if (!id.instance().equals(OfflineObjectId.NO_INSTANCE)) {
            properties.put(OfflineConstants.OFFLINE_INSTANCE, id.instance().toString());
        }
        if (node.parent() != null) {
            properties.put(OfflineConstants.OFFLINE_PARENT, node.parent().id().toString());
        }
        properties.put(
                OfflineConstants.OFFLINE_CAPABILITIES,
                node.capabilities().stream().map(Capability::name).toArray(String[]::new));
        return properties;
    }

    private final class Factory implements ServiceFactory<OfflineManager> {
        private final OfflineNode node;

        Factory(OfflineNode node) {
            this.node = node;
        }

        @Override
        public OfflineManager getService(Bundle bundle, ServiceRegistration<OfflineManager> registration) {
            return new BundleManager(sessions.apply(bundle), node);
        }

        @Override
        public void ungetService(
                Bundle bundle, ServiceRegistration<OfflineManager> registration, OfflineManager service) {
            // what the bundle has advised lives until it stops
        }
    }
}
