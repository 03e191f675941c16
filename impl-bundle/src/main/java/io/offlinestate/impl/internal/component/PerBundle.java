// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import java.util.function.BiFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * A service that each bundle gets an instance of its own of, made for the bundle and the registration, which is not yet known to
 * who registers it. There is nothing to do when an instance is given back.
 */
final class PerBundle<S> implements ServiceFactory<S> {
    private final BiFunction<Bundle, ServiceRegistration<S>, S> maker;

    PerBundle(BiFunction<Bundle, ServiceRegistration<S>, S> maker) {
        this.maker = maker;
    }

    @Override
    public S getService(Bundle bundle, ServiceRegistration<S> registration) {
        return maker.apply(bundle, registration);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S service) {
        // what the bundle has created, advised or reported lives until it stops
    }
}
