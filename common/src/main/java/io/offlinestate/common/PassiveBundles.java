// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import io.offlinestate.common.Election.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Watches the candidates of every {@link Election} of the framework, to show which bundles wait. Thread-safe. */
public final class PassiveBundles implements AutoCloseable {
    /** What a passive bundle logs: of its role, and which bundle is active. */
    public static final String NOTICE =
            "This {} stays passive: {} is active. It takes over when that one is gone. Expected"
                    + " one of the two: uninstall the other.";

    private final ServiceTracker<Object, ServiceReference<Object>> markers;

    /**
     * Prepares the watch; {@link #open} begins it.
     *
     * @param changed is called after a candidate has come, gone or changed its state
     */
    public PassiveBundles(BundleContext context, Runnable changed) {
        markers = new ServiceTracker<>(context, Election.filter(context, "*"), null) {
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

    /** @return a line for each bundle that waits although another one is active in its role */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        List<ServiceReference<?>> all = Stream.ofNullable(markers.getServiceReferences())
                .<ServiceReference<?>>flatMap(Stream::of)
                .sorted((one, other) -> other.compareTo(one)) // the oldest first
                .toList();
        for (ServiceReference<?> each : all) {
            if (!isActive(each)) {
                all.stream()
                        .filter(other -> isActive(other) && role(other).equals(role(each)))
                        .findFirst()
                        .ifPresent(active -> lines.add(describe(each, active)));
            }
        }
        return lines;
    }

    private static String describe(ServiceReference<?> passive, ServiceReference<?> active) {
        return "a second " + role(passive) + " is installed: " + name(passive) + " is passive while " + name(active)
                + " is active; uninstall one of them";
    }

    private static String role(ServiceReference<?> marker) {
        return String.valueOf(marker.getProperty(Election.ROLE));
    }

    private static boolean isActive(ServiceReference<?> marker) {
        return State.ACTIVE.name().equals(marker.getProperty(Election.STATE));
    }

    /** @return the bundle that registered the marker, for a reader */
    public static String name(ServiceReference<?> marker) {
        Bundle bundle = marker.getBundle();
        return bundle == null
                ? "a bundle that is gone"
                : bundle.getSymbolicName() + " " + bundle.getVersion() + " [" + bundle.getBundleId() + "]";
    }
}
