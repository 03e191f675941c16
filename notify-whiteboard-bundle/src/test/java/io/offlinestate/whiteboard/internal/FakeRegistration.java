// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** One service of a {@link FakeFramework}; counts how often its object is got and let go by the whiteboard. */
final class FakeRegistration<S> implements ServiceRegistration<S> {
    final long id;
    final Class<S> type;
    final Bundle bundle;
    final ServiceReference<S> reference = new FakeReference<>(this);
    final AtomicInteger gets = new AtomicInteger();
    final AtomicInteger ungets = new AtomicInteger();

    /** How often anybody has looked at a property. */
    final AtomicInteger looks = new AtomicInteger();

    volatile Map<String, Object> properties;
    volatile boolean gone;

    private final FakeFramework framework;
    private final Supplier<? extends S> factory;

    FakeRegistration(
            FakeFramework framework,
            long id,
            Bundle bundle,
            Class<S> type,
            Supplier<? extends S> factory,
            Map<String, ?> properties) {
        this.framework = framework;
        this.id = id;
        this.bundle = bundle;
        this.type = type;
        this.factory = factory;
        this.properties = complete(properties);
    }

    private Map<String, Object> complete(Map<String, ?> given) {
        Map<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(given);
        all.put(Constants.SERVICE_ID, id);
        all.put(Constants.SERVICE_BUNDLEID, bundle.getBundleId());
        all.put(Constants.OBJECTCLASS, new String[] {type.getName()});
        return Collections.unmodifiableMap(all);
    }

    static Map<String, Object> map(Dictionary<?, ?> dictionary) {
        Map<String, Object> map = new TreeMap<>();
        Collections.list(dictionary.keys()).forEach(key -> map.put((String) key, dictionary.get(key)));
        return map;
    }

    @Override
    public ServiceReference<S> getReference() {
        return reference;
    }

    @Override
    public void setProperties(Dictionary<String, ?> changed) {
        setProperties(map(changed));
    }

    void setProperties(Map<String, ?> changed) {
        if (gone) {
            throw new IllegalStateException("unregistered");
        }
        framework.foreignCode.run();
        properties = complete(changed);
        framework.fire(ServiceEvent.MODIFIED, this);
    }

    /** As a framework does it: the service can be used until all listeners have been told. */
    @Override
    public void unregister() {
        if (gone) {
            throw new IllegalStateException("unregistered");
        }
        framework.fire(ServiceEvent.UNREGISTERING, this);
        vanish();
    }

    /** The second half of an unregistration. */
    void vanish() {
        gone = true;
        framework.remove(this);
    }

    boolean held() {
        int letGo = ungets.get(); // first: it may be got and let go meanwhile
        return gets.get() > letGo;
    }

    S get() {
        framework.foreignCode.run();
        if (gone) {
            return null;
        }
        S object = factory.get();
        if (object != null) {
            gets.incrementAndGet();
        }
        return object;
    }

    boolean unget() {
        framework.foreignCode.run();
        if (ungets.incrementAndGet() > gets.get()) {
            framework.violations.add("service " + id + " is let go more often than it was got");
        }
        return !gone;
    }
}
