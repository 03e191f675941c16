// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineObjectId;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** As much of a bundle context as the commands use: listeners, which a test tells of events. */
public final class FakeContext {
    private final List<ServiceListener> serviceListeners = new CopyOnWriteArrayList<>();
    private final List<BundleListener> bundleListeners = new CopyOnWriteArrayList<>();
    private final Object changes = new Object();
    private final Bundle bundle = fake(Bundle.class, Map.of());

    BundleContext proxy() {
        return fake(
                BundleContext.class,
                Map.of(
                        "addServiceListener", arguments -> serviceListeners.add((ServiceListener) arguments[0]),
                        "removeServiceListener", arguments -> remove(serviceListeners, arguments[0]),
                        "addBundleListener", arguments -> bundleListeners.add((BundleListener) arguments[0]),
                        "removeBundleListener", arguments -> remove(bundleListeners, arguments[0]),
                        "getBundle", arguments -> bundle));
    }

    /** Whether nobody listens any more. */
    public boolean isQuiet() {
        return serviceListeners.isEmpty() && bundleListeners.isEmpty();
    }

    /** Waits until nobody listens any more. */
    public boolean awaitQuiet(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        synchronized (changes) {
            while (!isQuiet() && deadline - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(changes, deadline - System.nanoTime());
            }
        }
        return isQuiet();
    }

    /** The object comes or goes. */
    public void event(int type, String object) {
        OfflineObjectId id = OfflineObjectId.parse(object);
        Map<String, Object> properties = new HashMap<>();
        properties.put(OfflineConstants.OFFLINE_PROFILE, id.profile());
        properties.put(OfflineConstants.OFFLINE_TYPE, id.type().toString());
        if (!id.instance().equals(OfflineObjectId.NO_INSTANCE)) {
            properties.put(OfflineConstants.OFFLINE_INSTANCE, id.instance().toString());
        }
        event(type, properties);
    }

    /** The manager goes. */
    public void managerStops() {
        event(ServiceEvent.UNREGISTERING, Map.of());
    }

    /** The bundle of the console stops. */
    public void bundleStops() {
        bundleListeners.forEach(listener -> listener.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle)));
    }

    private void event(int type, Map<String, Object> properties) {
        ServiceReference<?> reference =
                fake(ServiceReference.class, Map.of("getProperty", arguments -> properties.get(arguments[0])));
        serviceListeners.forEach(listener -> listener.serviceChanged(new ServiceEvent(type, reference)));
    }

    private boolean remove(List<?> listeners, Object listener) {
        synchronized (changes) {
            changes.notifyAll();
            return listeners.remove(listener);
        }
    }

    private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(
                FakeContext.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "equals":
                            return proxy == arguments[0];
                        case "hashCode":
                            return System.identityHashCode(proxy);
                        case "toString":
                            return type.getSimpleName();
                        default:
                            Function<Object[], Object> answer = methods.get(method.getName());
                            if (answer == null) {
                                throw new AssertionError("no command needs " + method);
                            }
                            Object result = answer.apply(arguments);
                            return method.getReturnType() == void.class ? null : result;
                    }
                }));
    }
}
