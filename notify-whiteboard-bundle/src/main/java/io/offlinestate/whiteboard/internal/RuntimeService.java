// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.NotifyType;
import io.offlinestate.common.ReferenceSnapshot;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * The service that shows the whiteboard.
 *
 * <p>Thread-safe. It is registered through a factory, because somebody may get it, and want its reference, before the call
 * that registers it has returned.
 */
final class RuntimeService implements OfflineWhiteboardRuntime, ServiceFactory<OfflineWhiteboardRuntime> {
    private static final String SERVICE_CHANGECOUNT = "service.changecount"; // in Constants only since OSGi R7
    private final BundleContext context;
    private final Supplier<? extends Collection<Subscription>> subscriptions;
    private volatile ServiceRegistration<OfflineWhiteboardRuntime> registration;

    RuntimeService(BundleContext context, Supplier<? extends Collection<Subscription>> subscriptions) {
        this.context = context;
        this.subscriptions = subscriptions;
    }

    void register(long changeCount) {
        ServiceFactory<OfflineWhiteboardRuntime> factory = this;
        registration = context.registerService(OfflineWhiteboardRuntime.class, factory, properties(changeCount));
    }

    void changed(long changeCount) {
        try {
            registration.setProperties(properties(changeCount));
        } catch (IllegalStateException unregistered) {
            // nobody is left to be told
        }
    }

    void unregister() {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException stopped) {
                // then the framework has done it
            }
        }
    }

    private static Dictionary<String, Object> properties(long changeCount) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SERVICE_CHANGECOUNT, changeCount);
        return properties;
    }

    @Override
    public OfflineWhiteboardRuntime getService(
            Bundle bundle, ServiceRegistration<OfflineWhiteboardRuntime> itsRegistration) {
        registration = itsRegistration;
        return this;
    }

    @Override
    public void ungetService(
            Bundle bundle,
            ServiceRegistration<OfflineWhiteboardRuntime> itsRegistration,
            OfflineWhiteboardRuntime service) {
        // it is the same for everybody
    }

    @Override
    public OfflineWhiteboardDTO getRuntimeDTO() {
        List<NotifyServiceDTO> advised = new ArrayList<>();
        List<FailedNotifyServiceDTO> failed = new ArrayList<>();
        for (Subscription subscription : subscriptions.get()) {
            Status status = subscription.status();
            Bundle bundle = subscription.reference().getBundle();
            if (status == null || bundle == null) {
                continue; // going, or not there yet
            }
            NotifyServiceDTO dto;
            if (status.failure() == null) {
                dto = new NotifyServiceDTO();
                advised.add(dto);
            } else {
                FailedNotifyServiceDTO failure = new FailedNotifyServiceDTO();
                failure.failureReason = status.failure().reason();
                failure.message = status.failure().message();
                failure.attempts = status.attempts();
                failure.nextAttempt = status.nextAttempt();
                failed.add(failure);
                dto = failure;
            }
            fill(dto, subscription, status.properties(), bundle);
        }
        Comparator<NotifyServiceDTO> byId = Comparator.comparingLong(each -> each.serviceId);
        advised.sort(byId);
        failed.sort(byId);
        OfflineWhiteboardDTO result = new OfflineWhiteboardDTO();
        result.serviceDTO = ReferenceSnapshot.of(registration.getReference());
        result.notifyServices = advised.toArray(NotifyServiceDTO[]::new);
        result.failedNotifyServices = failed.toArray(FailedNotifyServiceDTO[]::new);
        return result;
    }

    private static void fill(
            NotifyServiceDTO dto, Subscription subscription, NotifyProperties properties, Bundle bundle) {
        dto.serviceId = (Long) Words.serviceId(subscription.reference());
        dto.bundleId = bundle.getBundleId();
        dto.bundleSymbolicName = Words.symbolicName(bundle);
        dto.profiles = properties.selection().profiles().toArray(String[]::new);
        dto.target = properties.selection().target();
        dto.clientToken = properties.terms().clientToken();
        dto.notifyTypes = properties.terms().types().toArray(NotifyType[]::new);
        dto.ranking = properties.terms().ranking();
        dto.objects = subscription.managers().stream()
                .map(ManagerService::id)
                .sorted()
                .map(Object::toString)
                .toArray(String[]::new);
    }
}
