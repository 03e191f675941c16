// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A service registry in memory, and the context of the bundle that is tested. Events are delivered on the thread that causes
 * them, as in a framework, and nothing is locked meanwhile.
 */
final class FakeFramework {
    static final Bundle MAIL = bundle(7, "com.acme.mail");

    /** The context of the whiteboard's bundle. */
    final BundleContext context = proxy(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
        case "addServiceListener" -> addListener((ServiceListener) arguments[0], (String) arguments[1]);
        case "removeServiceListener" -> removeListener((ServiceListener) arguments[0]);
        case "addBundleListener" -> addBundleListener((BundleListener) arguments[0]);
        case "removeBundleListener" -> removeBundleListener((BundleListener) arguments[0]);
        case "addFrameworkListener" -> addFrameworkListener((FrameworkListener) arguments[0]);
        case "removeFrameworkListener" -> removeFrameworkListener((FrameworkListener) arguments[0]);
        case "getBundle" -> systemBundle();
        case "getBundles" -> bundles();
        case "getServiceReferences" -> references((Class<?>) arguments[0]);
        case "getService" -> ((FakeReference<?>) arguments[0]).registration().get();
        case "ungetService" -> ((FakeReference<?>) arguments[0]).registration().unget();
        case "registerService" -> registerOwn((Class<?>) arguments[0], arguments[1], (Dictionary<?, ?>) arguments[2]);
        default -> throw new UnsupportedOperationException(method.toString());
    });

    /** What a framework would complain about; to be empty at the end of a test. */
    final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** Called wherever foreign code would run. */
    volatile Runnable foreignCode = () -> {};

    /** Thrown when the whiteboard registers a service, if not null. */
    volatile RuntimeException refuses;

    private final Bundle self = bundle(1, "io.offlinestate.whiteboard");
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, FakeRegistration<?>> registrations = new ConcurrentHashMap<>();
    private final List<BundleListener> bundleListeners = new CopyOnWriteArrayList<>();
    private final List<FrameworkListener> frameworkListeners = new CopyOnWriteArrayList<>();
    private final List<Bundle> installed = new CopyOnWriteArrayList<>();
    private volatile boolean started;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Listener(ServiceListener listener, Filter filter) {}

    static Bundle bundle(long id, String name) {
        return proxy(Bundle.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getBundleId" -> id;
            case "getSymbolicName" -> name;
            case "toString" -> name;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    <S> FakeRegistration<S> register(Class<S> type, S service, Map<String, ?> properties) {
        return registerFactory(type, () -> service, properties);
    }

    /** Registers a service whose object foreign code makes. */
    <S> FakeRegistration<S> registerFactory(Class<S> type, Supplier<? extends S> factory, Map<String, ?> properties) {
        FakeRegistration<S> registration = enter(MAIL, type, factory, properties);
        fire(ServiceEvent.REGISTERED, registration);
        return registration;
    }

    /** The first half of a registration: the service is there, but the listeners have not been told. */
    <S> FakeRegistration<S> enter(
            Bundle bundle, Class<S> type, Supplier<? extends S> factory, Map<String, ?> properties) {
        FakeRegistration<S> registration =
                new FakeRegistration<>(this, ids.incrementAndGet(), bundle, type, factory, properties);
        registrations.put(registration.id, registration);
        return registration;
    }

    private Object addBundleListener(BundleListener listener) {
        bundleListeners.add(listener);
        return null;
    }

    private Object removeBundleListener(BundleListener listener) {
        bundleListeners.remove(listener);
        return null;
    }

    private Object addFrameworkListener(FrameworkListener listener) {
        frameworkListeners.add(listener);
        return null;
    }

    private Object removeFrameworkListener(FrameworkListener listener) {
        frameworkListeners.remove(listener);
        return null;
    }

    private Bundle[] bundles() {
        return installed.toArray(Bundle[]::new);
    }

    /** The framework, which says only whether it has started. */
    private Bundle systemBundle() {
        return proxy(Bundle.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getState" -> started ? Bundle.ACTIVE : Bundle.STARTING;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /** Installs a bundle that declares services of these types. */
    void install(String... serviceTypes) {
        BundleCapability capability =
                proxy(BundleCapability.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttributes" -> Map.of("objectClass", List.of(serviceTypes));
                    default -> throw new UnsupportedOperationException(method.toString());
                });
        BundleRevision revision = proxy(BundleRevision.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getDeclaredCapabilities" -> "osgi.service".equals(arguments[0]) ? List.of(capability) : List.of();
            default -> throw new UnsupportedOperationException(method.toString());
        });
        installed.add(proxy(Bundle.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "adapt" -> revision;
            default -> throw new UnsupportedOperationException(method.toString());
        }));
    }

    /** All bundles that were to be started are. */
    void start() {
        started = true;
        FrameworkEvent event = new FrameworkEvent(FrameworkEvent.STARTED, self, null);
        frameworkListeners.forEach(each -> each.frameworkEvent(event));
    }

    /** Tells the bundle listeners that a bundle has stopped. */
    void stopped(Bundle bundle) {
        BundleEvent event = new BundleEvent(BundleEvent.STOPPED, bundle);
        bundleListeners.forEach(each -> each.bundleChanged(event));
    }

    void remove(FakeRegistration<?> registration) {
        registrations.remove(registration.id);
    }

    void fire(int type, FakeRegistration<?> registration) {
        ServiceEvent event = new ServiceEvent(type, registration.reference);
        for (Listener each : listeners) {
            if (each.filter.match(registration.reference)) {
                each.listener.serviceChanged(event);
            }
        }
    }

    void addListener(String filter, ServiceListener listener) {
        try {
            listeners.add(new Listener(listener, FrameworkUtil.createFilter(filter)));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    List<ServiceListener> listenersOf(Class<? extends ServiceListener> type) {
        return listeners.stream()
                .map(Listener::listener)
                .filter(type::isInstance)
                .toList();
    }

    Bundle self() {
        return self;
    }

    <S> List<FakeRegistration<S>> registrations(Class<S> type) {
        List<FakeRegistration<S>> found = new ArrayList<>();
        for (FakeRegistration<?> each : registrations.values()) {
            if (each.type == type) {
                @SuppressWarnings("unchecked")
                FakeRegistration<S> typed = (FakeRegistration<S>) each;
                found.add(typed);
            }
        }
        return found;
    }

    private Object addListener(ServiceListener listener, String filter) {
        addListener(filter, listener);
        return null;
    }

    private Object removeListener(ServiceListener listener) {
        listeners.removeIf(each -> each.listener == listener);
        return null;
    }

    private Collection<ServiceReference<?>> references(Class<?> type) {
        List<ServiceReference<?>> found = new ArrayList<>();
        registrations(type).forEach(each -> found.add(each.reference));
        Collections.shuffle(found);
        return found;
    }

    @SuppressWarnings("unchecked")
    private <S> FakeRegistration<S> registerOwn(Class<S> type, Object service, Dictionary<?, ?> properties) {
        if (refuses != null) {
            throw refuses;
        }
        List<FakeRegistration<S>> made = new CopyOnWriteArrayList<>();
        Supplier<S> factory = service instanceof ServiceFactory<?> own
                ? () -> ((ServiceFactory<S>) own).getService(self, made.get(0))
                : () -> (S) service;
        made.add(enter(self, type, factory, FakeRegistration.map(properties)));
        fire(ServiceEvent.REGISTERED, made.get(0));
        return made.get(0);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeFramework.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
