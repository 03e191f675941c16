// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.benchmarks.host.Bundles;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Host;
import io.offlinestate.benchmarks.listener.Listener;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** An Event Admin: {@code sendEvent} or {@code postEvent} on one topic. */
final class EventAdminBus implements Contender {
    private static final String TOPIC = "io/offlinestate/benchmarks/CHANGED";

    private final Host host;
    private final EventAdmin admin;
    private final boolean synchronous;

    /** Whose Event Admin it is. */
    enum Product {
        FELIX,
        FELIX_NO_TIMEOUT,
        EQUINOX;

        private List<String> bundles(FrameworkKind framework) {
            if (this != EQUINOX) {
                return Bundles.all(Bundles.BASE, Bundles.FELIX_EVENT_ADMIN);
            }
            return framework == FrameworkKind.EQUINOX
                    ? Bundles.all(Bundles.BASE, Bundles.EQUINOX_EVENT_ADMIN)
                    : Bundles.all(Bundles.BASE, Bundles.EQUINOX_SUPPLEMENT, Bundles.EQUINOX_EVENT_ADMIN);
        }

        private Map<String, String> settings() {
            return this == FELIX_NO_TIMEOUT ? Map.of("org.apache.felix.eventadmin.Timeout", "0") : Map.of();
        }
    }

    EventAdminBus(Product product, FrameworkKind framework, boolean synchronous) throws BundleException {
        this.host = Host.start(framework, Bundles.EVENT_ADMIN_API, product.settings())
                .with(product.bundles(framework));
        this.admin = host.service(EventAdmin.class);
        this.synchronous = synchronous;
        host.settle();
    }

    @Override
    public Registration add(Listener listener, int ranking) {
        return Services.register(
                host.context(), EventHandler.class, listener, ranking, Map.of(EventConstants.EVENT_TOPIC, TOPIC));
    }

    @Override
    public void send() {
        Event event = new Event(TOPIC, Map.of());
        if (synchronous) {
            admin.sendEvent(event);
        } else {
            admin.postEvent(event);
        }
    }

    @Override
    public boolean waits() {
        return synchronous;
    }
}
