// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineObjects;
import java.util.Map;
import java.util.function.LongSupplier;

/** A component that creates its profile while it is activated, which is while somebody gets its service. */
public final class CircularProvider implements LongSupplier {
    private OfflineObjects objects;

    void setObjects(OfflineObjects service) {
        objects = service;
    }

    void activate(Map<String, Object> properties) {
        objects.create(CreateInfo.global((String) properties.get("created")));
    }

    @Override
    public long getAsLong() {
        return 1;
    }
}
