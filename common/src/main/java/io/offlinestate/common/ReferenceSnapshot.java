// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.dto.ServiceReferenceDTO;

/** Makes DTOs of service references. {@code ServiceReference.adapt} does not exist before OSGi R8. Stateless, hence safe for use by any thread. */
public final class ReferenceSnapshot {
    private ReferenceSnapshot() {}

    /** Returns a DTO that shares nothing with the reference. */
    public static ServiceReferenceDTO of(ServiceReference<?> reference) {
        ServiceReferenceDTO dto = new ServiceReferenceDTO();
        dto.id = (Long) reference.getProperty(Constants.SERVICE_ID);
        dto.bundle = (Long) reference.getProperty(Constants.SERVICE_BUNDLEID);
        dto.properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            dto.properties.put(key, copy(reference.getProperty(key)));
        }
        Bundle[] users = reference.getUsingBundles();
        dto.usingBundles = users == null
                ? new long[0]
                : Arrays.stream(users).mapToLong(Bundle::getBundleId).toArray();
        return dto;
    }

    private static Object copy(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value; // a number, a text, or a property that was just taken away
        }
        int length = Array.getLength(value);
        Object copy = Array.newInstance(value.getClass().getComponentType(), length);
        System.arraycopy(value, 0, copy, 0, length);
        return copy;
    }
}
