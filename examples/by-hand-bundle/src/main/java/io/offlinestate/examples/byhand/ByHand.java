// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.examples.byhand;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** The five steps by hand, for whoever wants to choose when to listen. */
@Component
public final class ByHand {
    private static final int CLIENT_TOKEN = 7;

    private final Logger logger;
    private final OfflineManager manager;
    private final AdviseToken token;

    /** 1. Implement the callback. */
    private final class Callback implements OfflineNotify {
        @Override
        public void notify(OfflineNotification notification) {
            logger.info(
                    "{} {}: {} -> {}, client token {}",
                    notification.object(),
                    notification.type(),
                    notification.change().oldState(),
                    notification.change().newState(),
                    notification.clientToken());
        }
    }

    @Activate
    public ByHand(@Reference OfflineObjects objects, @Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;

        // 2. Open the offline object.
        manager = objects.open("default");

        // 3. Ask what it is capable of.
        if (!manager.getCapabilities().contains(Capability.OFFLINE)) {
            logger.warn("{} never goes offline on request", manager.id());
        }

        // 4. Advise the callback; from the state in the token on, nothing is missed.
        token = manager.advise(AdviseInfo.builder(new Callback())
                .clientToken(CLIENT_TOKEN)
                .label("by hand")
                .build());
        logger.info("{} is {}", manager.id(), token.stateAtAdvise());
    }

    @Deactivate
    void stop() {
        // 5. Unadvise; once this returns, no callback runs.
        manager.unadvise(token);
    }
}
