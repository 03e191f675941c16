// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.benchmarks.host.Bundles;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.Host;
import io.offlinestate.benchmarks.listener.Listener;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.service.typedevent.TypedEventBus;
import org.osgi.service.typedevent.TypedEventConstants;
import org.osgi.service.typedevent.UntypedEventHandler;

/** Aries Typed Event, which delivers on a thread of its own; handlers are untyped, which spares it the conversion of data. */
final class TypedEvents implements Contender {
    private static final String TOPIC = "io/offlinestate/benchmarks/CHANGED";

    /** Promises and functions come from the class path here, together with the API that uses them. */
    private static final List<String> BASE = Bundles.BASE.stream()
            .filter(name -> !Bundles.TYPED_EVENT_API.containsKey(name))
            .toList();

    private final Host host;
    private final TypedEventBus bus;
    private long sent;

    TypedEvents(FrameworkKind framework) throws BundleException {
        host = Host.start(framework, Bundles.TYPED_EVENT_API, Map.of()).with(Bundles.all(BASE, Bundles.TYPED_EVENT));
        bus = host.service(TypedEventBus.class);
    }

    @Override
    public Registration add(Listener listener, int ranking) {
        return Services.register(
                host.context(),
                UntypedEventHandler.class,
                listener,
                ranking,
                Map.of(TypedEventConstants.TYPED_EVENT_TOPICS, TOPIC));
    }

    @Override
    public void send() {
        bus.deliverUntyped(TOPIC, Map.of("number", ++sent));
    }

    @Override
    public boolean waits() {
        return false;
    }
}
