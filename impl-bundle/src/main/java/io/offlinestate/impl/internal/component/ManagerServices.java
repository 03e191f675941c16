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
import java.util.concurrent.ConcurrentHashMap;
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
    private final ConcurrentHashMap<OfflineNode, Slot> slots = new ConcurrentHashMap<>();
    private volatile String lastType;

    /** The registration of an object, and whether it came or went first. Its fields are guarded by it. */
    private static final class Slot {
        private ServiceRegistration<OfflineManager> registration;
        private boolean removed;
    }

    ManagerServices(BundleContext context, Function<Bundle, BundleSession> sessions, Runnable changed) {
        this.context = context;
        this.sessions = sessions;
        this.changed = changed;
    }

    @Override
    public void added(OfflineNode node) {
        Slot slot = slots.computeIfAbsent(node, key -> new Slot());
        ServiceRegistration<OfflineManager> registration = register(node);
        boolean removed;
        synchronized (slot) {
            slot.registration = registration;
            removed = slot.removed;
        }
        if (removed) {
            unregister(node, registration);
        }
        changed.run();
    }

    private ServiceRegistration<OfflineManager> register(OfflineNode node) {
        try {
            return context.registerService(OfflineManager.class, new Factory(node), properties(node));
        } catch (IllegalStateException stopping) {
            return null;
        }
    }

    @Override
    public void capabilitiesChanged(OfflineNode node) {
        Slot slot = slots.get(node);
        ServiceRegistration<OfflineManager> registration = null;
        if (slot != null) {
            synchronized (slot) {
                registration = slot.registration;
            }
        }
        if (registration != null) {
            try {
                registration.setProperties(properties(node));
            } catch (IllegalStateException gone) {
                // removed in the meantime
            }
        }
    }

    @Override
    public void removed(OfflineNode node) {
        Slot slot = slots.computeIfAbsent(node, key -> new Slot());
        ServiceRegistration<OfflineManager> registration;
        synchronized (slot) {
            slot.removed = true;
            registration = slot.registration;
        }
        if (registration != null) {
            unregister(node, registration);
        }
        changed.run();
    }

    private void unregister(OfflineNode node, ServiceRegistration<OfflineManager> registration) {
        slots.remove(node);
        try {
            registration.unregister();
        } catch (IllegalStateException gone) {
            // by both, or by the framework because the bundle stops
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
