// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineObjects;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.reachability.ReachabilityReporter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Registers the services that each bundle gets an instance of its own of.
 *
 * <p>They are no components: whoever needs them and the runtime is activated while the core registers the runtime, and could not
 * have a component that needs the core, which is just being activated itself. Used by the thread that starts or stops the core.
 */
final class BundleServices {
    private final BundleContext context;
    private final Function<Bundle, BundleSession> sessions;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    BundleServices(BundleContext context, Function<Bundle, BundleSession> sessions) {
        this.context = context;
        this.sessions = sessions;
    }

    void open() {
        register(OfflineObjects.class, BundleObjects::new);
        register(ReachabilityReporter.class, BundleReporter::new);
    }

    void close() {
        for (ServiceRegistration<?> registration : registrations) {
            try {
                registration.unregister();
            } catch (IllegalStateException gone) {
                // by the framework, because the bundle stops
            }
        }
        registrations.clear();
    }

    private <S> void register(Class<S> type, Function<BundleSession, S> service) {
        registrations.add(context.registerService(
                type, new PerBundle<>((bundle, registration) -> service.apply(sessions.apply(bundle))), null));
    }
}
