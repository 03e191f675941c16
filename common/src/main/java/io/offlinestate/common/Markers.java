// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import io.offlinestate.common.Election.State;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The markers that matter to one candidate of an {@link Election}, without those that are just being unregistered. Thread-safe. */
final class Markers extends ServiceTracker<Object, ServiceReference<Object>> {
    /** A class of the API: two bundles use the same API if they get it from the same bundle. */
    private static final String API = "io.offlinestate.OfflineObjectId";

    private final String role;
    private final String follows;
    private final Consumer<ServiceReference<?>> changed;

    /**
     * @param follows another role that matters, or null
     * @param changed is called after a marker has gone or changed its state; one that comes claims nothing yet
     */
    Markers(BundleContext context, String role, String follows, Consumer<ServiceReference<?>> changed) {
        super(context, filter(context, follows == null ? role : follows, role), null);
        this.role = role;
        this.follows = follows;
        this.changed = changed;
    }

    /** @return selects the markers of some roles; {@code *} means every role */
    static Filter filter(BundleContext context, String... roles) {
        String any = Stream.of(roles)
                .map(each -> "(" + Election.ROLE + "=" + each + ")")
                .collect(Collectors.joining("", "(|", ")"));
        try {
            return context.createFilter("(&(" + Constants.OBJECTCLASS + "=" + Election.MARKER + ")" + any + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("roles are " + List.of(roles) + ": expected letters", e);
        }
    }

    /** @return whether the bundles get the API from the same bundle; true if one of them is gone or does not use it */
    static boolean sameApi(ServiceReference<?> marker, Bundle bundle) {
        return bundle == null || marker.getBundle() == null || marker.isAssignableTo(bundle, API);
    }

    static boolean isActive(ServiceReference<?> marker) {
        return State.ACTIVE.name().equals(marker.getProperty(Election.STATE));
    }

    static String role(ServiceReference<?> marker) {
        return String.valueOf(marker.getProperty(Election.ROLE));
    }

    /** What other candidates claim. */
    static final class Claims {
        /** Whether one claims. */
        boolean any;
        /** Whether one with a lower service id claims. */
        boolean lower;
        /** The one that is active, or null. */
        ServiceReference<?> active;
    }

    /** What the others of the role claim at this moment. */
    Claims claims(ServiceReference<?> own) {
        Claims claims = new Claims();
        for (ServiceReference<?> each : all(role)) {
            if (!each.equals(own) && !State.WAITING.name().equals(each.getProperty(Election.STATE))) {
                claims.any = true;
                claims.lower |= id(each) < id(own);
                claims.active = isActive(each) ? each : claims.active;
            }
        }
        return claims;
    }

    /** The active one of the followed role if it uses another API, or null. */
    ServiceReference<?> otherApi() {
        return all(follows).stream()
                .filter(each -> isActive(each) && !sameApi(each, context.getBundle()))
                .findFirst()
                .orElse(null);
    }

    private List<ServiceReference<?>> all(String wanted) {
        return Stream.ofNullable(getServiceReferences())
                .<ServiceReference<?>>flatMap(Stream::of)
                .filter(each -> each.getBundle() != null && role(each).equals(wanted))
                .toList();
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    @Override
    public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
        return reference; // a marker is never got
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
        changed.accept(reference);
    }

    @Override
    public void removedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
        changed.accept(reference);
    }
}
