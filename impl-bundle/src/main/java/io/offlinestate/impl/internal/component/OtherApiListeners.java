// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineNotify;
import io.offlinestate.common.Log;
import io.offlinestate.common.PassiveBundles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Watches listener services of bundles that use another API bundle than the manager: they cannot be advised. Thread-safe. */
final class OtherApiListeners extends ServiceTracker<OfflineNotify, Bundle> {
    private final Runnable changed;
    private final Log log;

    /** How many such services each bundle has. */
    private final Map<Bundle, Integer> counts = new ConcurrentHashMap<>();

    /** @param changed is called after such a service has come or gone */
    OtherApiListeners(BundleContext context, Runnable changed, Log log) {
        super(context, OfflineNotify.class, null);
        this.changed = changed;
        this.log = log;
    }

    /** Those that this bundle could get are not tracked. */
    @Override
    public Bundle addingService(ServiceReference<OfflineNotify> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null || reference.isAssignableTo(context.getBundle(), OfflineNotify.class.getName())) {
            return null;
        }
        if (counts.merge(bundle, 1, Integer::sum) == 1) {
            log.warn("{}", describe(bundle));
        }
        changed.run();
        return bundle;
    }

    @Override
    public void removedService(ServiceReference<OfflineNotify> reference, Bundle bundle) {
        counts.computeIfPresent(bundle, (same, count) -> count > 1 ? count - 1 : null);
        changed.run();
    }

    /** @return a line for each bundle with such services */
    List<String> describe() {
        return counts.keySet().stream().sorted().map(this::describe).toList();
    }

    private String describe(Bundle bundle) {
        return "the listeners of " + PassiveBundles.name(bundle)
                + " are not advised: it uses another API bundle than the manager "
                + PassiveBundles.name(context.getBundle())
                + "; expected one API bundle: uninstall the other and refresh";
    }
}
