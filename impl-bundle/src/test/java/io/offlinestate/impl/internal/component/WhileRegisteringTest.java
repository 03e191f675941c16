// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.Capability;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Inspector;
import io.offlinestate.impl.internal.state.ObjectTable;
import io.offlinestate.impl.internal.state.Owner;
import io.offlinestate.impl.internal.state.Settings;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Whoever hears of a service can use it before the call that registers it has returned, and whatever may happen meanwhile. */
class WhileRegisteringTest {
    private final Host host = new Host();
    private final List<Dictionary<String, ?>> properties = new ArrayList<>();
    private final ServiceReference<?> reference =
            fake(ServiceReference.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "getProperty" -> 7L; // its id, and that of its bundle
                case "getPropertyKeys" -> new String[] {"service.id"};
                default -> null;
            });
    private final ServiceRegistration<?> registration = fake(ServiceRegistration.class, (proxy, method, arguments) -> {
        if (method.getName().equals("setProperties")) {
            properties.add(properties(arguments[0]));
        }
        return method.getName().equals("getReference") ? reference : null;
    });
    /** Is given what has just been registered. */
    private Consumer<Object> whenRegistered = service -> {};

    private final BundleContext context = fake(BundleContext.class, (proxy, method, arguments) -> {
        assertEquals("registerService", method.getName());
        properties.add(properties(arguments[2]));
        whenRegistered.accept(got(arguments[1]));
        return registration;
    });

    @AfterEach
    void close() {
        host.close();
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(WhileRegisteringTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @SuppressWarnings("unchecked")
    private static Dictionary<String, ?> properties(Object argument) {
        return (Dictionary<String, ?>) argument;
    }

    @SuppressWarnings("unchecked")
    private Object got(Object registered) {
        return registered instanceof ServiceFactory<?> factory
                ? ((ServiceFactory<Object>) factory).getService(null, (ServiceRegistration<Object>) registration)
                : registered;
    }

    @Test
    void aSnapshotTellsOfItsService() {
        List<OfflineRuntimeDTO> snapshots = new ArrayList<>();
        whenRegistered = service -> snapshots.add(((OfflineRuntime) service).getRuntimeDTO());
        new RuntimeService(context, host.dispatcher).open(new Inspector(host.table), List::of);
        assertEquals(7, snapshots.get(0).serviceDTO.id);
    }

    @Test
    void aChangeOfTheCapabilitiesIsNotMissed() {
        OfflineObjectId mail = OfflineObjectId.global("mail");
        ObjectTable table = new ObjectTable(
                host.dispatcher, new Host.Forgetful(), new ManagerServices(context, bundle -> host.session, () -> {}));
        whenRegistered = service -> table.configure(
                "mail", new Settings(Optional.empty(), Optional.of(Set.of(Capability.OFFLINE)), 0, 50, 9, 9));
        BundleSession bundle =
                new BundleSession(new Owner(1, "test"), table, host.dispatcher, new AtomicLong(), callback -> null);
        bundle.create(CreateInfo.global("mail"));
        assertEquals(Set.of(Capability.OFFLINE), bundle.find(mail).capabilities());
        assertArrayEquals(new String[] {"OFFLINE"}, (String[])
                properties.get(properties.size() - 1).get(OfflineConstants.OFFLINE_CAPABILITIES));
    }
}
