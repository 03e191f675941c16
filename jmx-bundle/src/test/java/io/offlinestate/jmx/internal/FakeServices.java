// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** References to offline objects, as a framework would give them: equal only to themselves. */
final class FakeServices {
    private FakeServices() {}

    static ServiceReference<OfflineManager> reference(OfflineObjectId id) {
        return new FakeReference(properties(id));
    }

    /** The service properties that the contract gives an object without a parent. */
    static Map<String, Object> properties(OfflineObjectId id) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(OfflineConstants.OFFLINE_PROFILE, id.profile());
        properties.put(OfflineConstants.OFFLINE_TYPE, id.type().toString());
        if (!id.instance().equals(OfflineObjectId.NO_INSTANCE)) {
            properties.put(OfflineConstants.OFFLINE_INSTANCE, id.instance().toString());
        }
        return properties;
    }

    private static final class FakeReference implements ServiceReference<OfflineManager> {
        private final Map<String, Object> properties;

        FakeReference(Map<String, Object> properties) {
            this.properties = properties;
        }

        @Override
        public Object getProperty(String key) {
            return properties.get(key);
        }

        @Override
        public String[] getPropertyKeys() {
            return properties.keySet().toArray(String[]::new);
        }

        public Dictionary<String, Object> getProperties() {
            return new Hashtable<>(properties);
        }

        @Override
        public Bundle getBundle() {
            return null;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return null;
        }

        @Override
        public boolean isAssignableTo(Bundle bundle, String className) {
            return true;
        }

        @Override
        public int compareTo(Object other) {
            return Integer.compare(hashCode(), other.hashCode());
        }

        public <A> A adapt(Class<A> type) {
            return null;
        }
    }
}
