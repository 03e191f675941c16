// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Watches the candidates of every {@link Election} of the framework, to show which bundles wait. Thread-safe. */
public final class PassiveBundles implements AutoCloseable {
    private final ServiceTracker<Object, ServiceReference<Object>> markers;

    /**
     * Prepares the watch; {@link #open} begins it.
     *
     * @param changed is called after a candidate has come, gone or changed its state
     */
    public PassiveBundles(BundleContext context, Runnable changed) {
        markers = new ServiceTracker<>(context, Markers.filter(context, "*"), null) {
            @Override
            public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
                changed.run();
                return reference; // a marker is never got
            }

            @Override
            public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
                changed.run();
            }

            @Override
            public void removedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
                changed.run();
            }
        };
    }

    public void open() {
        markers.open();
    }

    @Override
    public void close() {
        markers.close();
    }

    /** @return a line for each bundle that waits because another one is active */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        List<ServiceReference<?>> all = Stream.ofNullable(markers.getServiceReferences())
                .<ServiceReference<?>>flatMap(Stream::of)
                .sorted((one, other) -> other.compareTo(one)) // the oldest first
                .toList();
        List<ServiceReference<?>> active =
                all.stream().filter(Markers::isActive).toList();
        for (ServiceReference<?> each : all) {
            if (!Markers.isActive(each)) {
                Stream<ServiceReference<?>> sameRole =
                        active.stream().filter(other -> Markers.role(other).equals(Markers.role(each)));
                Stream<ServiceReference<?>> otherApi =
                        active.stream().filter(other -> !Markers.sameApi(each, other.getBundle()));
                Stream.concat(sameRole, otherApi).findFirst().ifPresent(other -> lines.add(describe(each, other)));
            }
        }
        return lines;
    }

    private static String describe(ServiceReference<?> passive, ServiceReference<?> active) {
        String role = Markers.role(passive);
        if (!role.equals(Markers.role(active))) {
            return "the " + role + " " + name(passive) + " is passive: it uses another API bundle than the "
                    + Markers.role(active) + " " + name(active)
                    + ", which is active; expected one API bundle: uninstall the other";
        }
        return "a second " + role + " is installed: " + name(passive) + " is passive while " + name(active)
                + " is active; uninstall one of them";
    }

    /** @return what a bundle logs that is passive in a role because of another one */
    public static String notice(String role, ServiceReference<?> active) {
        if (!role.equals(Markers.role(active))) {
            return "This " + role + " is passive: " + name(active) + " is the active " + Markers.role(active)
                    + " and uses another API bundle. Expected one API bundle: uninstall the other.";
        }
        return "This " + role + " stays passive: " + name(active) + " is active. It takes over when that one is gone."
                + " Expected one of the two: uninstall the other.";
    }

    private static String name(ServiceReference<?> marker) {
        Bundle bundle = marker.getBundle();
        return bundle == null ? "a bundle that is gone" : name(bundle);
    }

    /** @return the bundle, for a reader */
    public static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion() + " [" + bundle.getBundleId() + "]";
    }
}
