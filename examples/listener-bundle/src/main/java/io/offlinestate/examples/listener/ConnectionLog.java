// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.examples.listener;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.whiteboard.OfflineNotifyProfile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Logs what happens to the profile {@code default}. */
@Component
@OfflineNotifyProfile("default")
public final class ConnectionLog implements OfflineNotify {
    private final Logger logger;

    @Activate
    public ConnectionLog(@Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
    }

    @Override
    public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
        logger.info("{} is {}", object, state);
    }

    @Override
    public void notify(OfflineNotification notification) {
        logger.info(
                "{} {}: {} -> {}",
                notification.object(),
                notification.type(),
                notification.change().oldState(),
                notification.change().newState());
    }
}
