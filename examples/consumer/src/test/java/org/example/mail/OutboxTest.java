// SPDX-License-Identifier: Apache-2.0
package org.example.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjects;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

@ExtendWith({ServiceExtension.class, BundleContextExtension.class})
class OutboxTest {
    @InjectService
    OfflineObjects objects;

    @InjectBundleContext
    BundleContext context;

    @Test
    void listenerService_profileGoesOffline_seesThreePhases() throws Exception {
        List<NotifyType> seen = new CopyOnWriteArrayList<>();
        OfflineNotify listener = (OfflineNotification notification) -> seen.add(notification.type());
        context.registerService(OfflineNotify.class, listener, null);

        objects.open("default").setCurrentState(ConnectionState.OFFLINE, Duration.ofSeconds(10));

        assertEquals(Arrays.asList(NotifyType.values()), seen);
    }
}
