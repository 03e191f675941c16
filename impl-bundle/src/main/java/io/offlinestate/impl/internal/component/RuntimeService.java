// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.BoundedWait;
import io.offlinestate.common.ReferenceSnapshot;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.state.Inspector;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers the {@link OfflineRuntime} and keeps its change count current. Thread-safe. */
final class RuntimeService {
    private static final String SERVICE_CHANGECOUNT = "service.changecount"; // in Constants only since OSGi R7
    /** How long the close waits for what is being published. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BundleContext context;
    private final ChangeCount changes;
    private volatile ServiceRegistration<OfflineRuntime> registration;

    /** Who sets the service property at this moment, or null. Guarded by this. */
    private Thread publishing;

    RuntimeService(BundleContext context, Dispatcher dispatcher) {
        this.context = context;
        this.changes = new ChangeCount(dispatcher, this::publish);
    }

    void open(Inspector inspector, Supplier<List<String>> configurationErrors) {
        // somebody may get the runtime, and want its reference, before the call that registers it has returned
        PerBundle<OfflineRuntime> runtimes =
                new PerBundle<>((bundle, itself) -> new Runtime(inspector, configurationErrors, itself));
        registration = context.registerService(OfflineRuntime.class, runtimes, properties(changes.get()));
    }

    void close() {
        ServiceRegistration<OfflineRuntime> current = registration;
        registration = null;
        awaitPublished();
        if (current != null) {
            try {
                current.unregister();
            } catch (IllegalStateException gone) {
                // by the framework, because the bundle stops
            }
        }
    }

    /** Something that the runtime shows has changed. */
    void changed() {
        changes.bump();
    }

    private void publish(long count) {
        publishing(Thread.currentThread());
        try {
            ServiceRegistration<OfflineRuntime> current = registration;
            if (current != null) {
                current.setProperties(properties(count));
            }
        } catch (IllegalStateException gone) {
            // by the framework, because the bundle stops
        } finally {
            publishing(null);
        }
    }

    private synchronized void publishing(Thread thread) {
        publishing = thread;
        notifyAll();
    }

    /** A service that is modified after it has been unregistered stays with those that track it. */
    private synchronized void awaitPublished() {
        BoundedWait.await(this, PATIENCE_NANOS, () -> publishing == null || publishing == Thread.currentThread());
    }

    private static Dictionary<String, Object> properties(long count) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SERVICE_CHANGECOUNT, count);
        return properties;
    }

    private static final class Runtime implements OfflineRuntime {
        private final Inspector inspector;
        private final Supplier<List<String>> configurationErrors;
        private final ServiceRegistration<OfflineRuntime> registration;

        Runtime(
                Inspector inspector,
                Supplier<List<String>> configurationErrors,
                ServiceRegistration<OfflineRuntime> registration) {
            this.inspector = inspector;
            this.configurationErrors = configurationErrors;
            this.registration = registration;
        }

        @Override
        public OfflineRuntimeDTO getRuntimeDTO() {
            OfflineRuntimeDTO dto = new OfflineRuntimeDTO();
            try {
                dto.serviceDTO = ReferenceSnapshot.of(registration.getReference());
            } catch (IllegalStateException gone) {
                // the service is not there any more
            }
            dto.objects = inspector.objects();
            dto.configurationErrors = configurationErrors.get().toArray(String[]::new);
            return dto;
        }

        @Override
        public OfflineObjectDTO getObjectDTO(OfflineObjectId id) {
            return inspector.object(id);
        }

        @Override
        public List<TransitionDTO> getHistory(OfflineObjectId id) {
            return inspector.history(id);
        }
    }
}
