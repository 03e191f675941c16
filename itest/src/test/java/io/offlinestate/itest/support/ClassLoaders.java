// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/** Writes down the class loader of each bundle that starts, and sees which of them are left. Holds none. Thread-safe. */
public final class ClassLoaders implements SynchronousBundleListener {
    private record Seen(String bundle, WeakReference<ClassLoader> loader) {}

    private final List<Seen> seen = new ArrayList<>();
    private final Map<Long, Seen> lastOf = new HashMap<>();

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTING) {
            ClassLoader loader = loader(event.getBundle());
            if (loader != null) {
                add(event.getBundle(), loader);
            }
        }
    }

    private synchronized void add(Bundle bundle, ClassLoader loader) {
        Seen last = lastOf.get(bundle.getBundleId());
        if (last == null || last.loader().get() != loader) {
            String name = bundle.getSymbolicName() + " " + bundle.getVersion();
            last = new Seen(name, new WeakReference<>(loader));
            lastOf.put(bundle.getBundleId(), last);
            seen.add(last);
        }
    }

    /** The class loader of a bundle as it is now; null if it has none. */
    public static ClassLoader loader(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null ? null : wiring.getClassLoader();
    }

    public synchronized int count() {
        return seen.size();
    }

    /** After a collection: the bundles whose class loader is there though no bundle has it any more. */
    public List<String> left(BundleContext context) {
        System.gc();
        Set<ClassLoader> current = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Bundle bundle : context.getBundles()) {
            current.add(loader(bundle));
        }
        synchronized (this) {
            return seen.stream()
                    .filter(each -> each.loader().get() != null
                            && !current.contains(each.loader().get()))
                    .map(Seen::bundle)
                    .toList();
        }
    }
}
