package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.state.Inspector;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.dto.ServiceReferenceDTO;

/** Registers the {@link OfflineRuntime} and keeps its change count current. Thread-safe. */
final class RuntimeService {
    private final BundleContext context;
    private final ChangeCount changes;
    private volatile ServiceRegistration<OfflineRuntime> registration;

    RuntimeService(BundleContext context, Dispatcher dispatcher) {
        this.context = context;
        this.changes = new ChangeCount(dispatcher, this::publish);
    }

    void open(Inspector inspector, Supplier<List<String>> configurationErrors) {
        registration = context.registerService(
                OfflineRuntime.class, new Runtime(inspector, configurationErrors), properties(changes.get()));
    }

    void close() {
        ServiceRegistration<OfflineRuntime> current = registration;
        registration = null;
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
        ServiceRegistration<OfflineRuntime> current = registration;
        if (current != null) {
            try {
                current.setProperties(properties(count));
            } catch (IllegalStateException gone) {
                // closed in the meantime
            }
        }
    }

    private static Dictionary<String, Object> properties(long count) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_CHANGECOUNT, count);
        return properties;
    }

    private final class Runtime implements OfflineRuntime {
        private final Inspector inspector;
        private final Supplier<List<String>> configurationErrors;

        Runtime(Inspector inspector, Supplier<List<String>> configurationErrors) {
            this.inspector = inspector;
            this.configurationErrors = configurationErrors;
        }

        @Override
        public OfflineRuntimeDTO getRuntimeDTO() {
            OfflineRuntimeDTO dto = new OfflineRuntimeDTO();
            ServiceRegistration<OfflineRuntime> current = registration;
            if (current != null) {
                dto.serviceDTO = current.getReference().adapt(ServiceReferenceDTO.class);
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
