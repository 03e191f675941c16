// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The reference of a {@link FakeRegistration}. */
record FakeReference<S>(FakeRegistration<S> registration) implements ServiceReference<S> {
    @Override
    public Object getProperty(String key) {
        registration.looks.incrementAndGet();
        return registration.properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return registration.properties.keySet().toArray(String[]::new);
    }

    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>(registration.properties);
    }

    @Override
    public Bundle getBundle() {
        return registration.gone ? null : registration.bundle;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return null;
    }

    @Override
    public int compareTo(Object other) {
        return Long.compare(((FakeReference<?>) other).registration.id, registration.id);
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    public <A> A adapt(Class<A> adaptTo) {
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FakeReference<?> that && registration == that.registration;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(registration);
    }

    @Override
    public String toString() {
        return "service " + registration.id;
    }
}
