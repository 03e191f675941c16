// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Tells which configurations are for profiles, and what is wrong with those that only look so. Stateless. */
final class ProfilePid {
    private static final String PID = "io.offlinestate.profile";

    private final BundleContext context;

    ProfilePid(BundleContext context) {
        this.context = context;
    }

    /** Whether the configuration is for a profile, or was maybe meant to be. */
    boolean concerns(String pid, String factoryPid) {
        return (factoryPid == null ? pid : factoryPid).startsWith(PID);
    }

    /** Selects all that are of concern. */
    String filter() {
        return "(|(service.factoryPid=" + PID + "*)(service.pid=" + PID + "*))";
    }

    /** Selects the one of this PID. */
    String filter(String pid) {
        return "(service.pid=" + pid.replaceAll("[\\\\*()]", "\\\\$0") + ")";
    }

    /** Why a configuration is not applied whatever its values are, and what would be right; null if nothing is wrong. */
    String refusal(String pid, String factoryPid, String location) {
        if (factoryPid == null) {
            return "it is a single configuration, it must be a factory configuration: rename the file "
                    + Values.visible(pid) + ".cfg to " + PID + "-NAME.cfg, in JSON use the key " + PID
                    + "~NAME, in code createFactoryConfiguration(\"" + PID + "\", \"?\")";
        }
        if (!targets().contains(factoryPid)) {
            return "its factory PID is " + Values.show(factoryPid) + ", it must be " + PID;
        }
        if (location != null && !location.startsWith("?") && !location.equals(ownLocation())) {
            return "it is bound to the location " + Values.show(location) + " (" + owner(location)
                    + "), it must be bound to no location or to \"?\"";
        }
        return null;
    }

    /** The factory PID as it is, and aimed at this bundle: Config Admin calls that targeted PIDs. */
    private List<String> targets() {
        Bundle bundle = context.getBundle();
        String named = PID + "|" + bundle.getSymbolicName();
        String versioned = named + "|" + bundle.getVersion();
        return Stream.of(PID, named, versioned, versioned + "|" + ownLocation()).toList();
    }

    private String ownLocation() {
        return context.getBundle().getLocation();
    }

    private String owner(String location) {
        Bundle bundle = context.getBundle(location);
        return bundle == null ? "no bundle is installed from there" : "bundle " + bundle.getSymbolicName();
    }
}
