// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which bundles make up what, and which packages the system bundle exports from the class path to them. */
public final class Bundles {
    /** Declarative Services and what a host has around it. */
    public static final List<String> BASE = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.log",
            "org.apache.felix.configadmin",
            "org.apache.felix.metatype",
            "org.apache.felix.scr");

    /** The bundles of this project that are installed; the API is on the class path. */
    public static final List<String> OFFLINE = List.of("io.offlinestate.impl", "io.offlinestate.whiteboard");

    /** The API of this project as a bundle, for measurements of nothing but bundles. */
    public static final String API = "io.offlinestate.api";

    public static final List<String> FELIX_EVENT_ADMIN = List.of("org.apache.felix.eventadmin");
    public static final List<String> EQUINOX_EVENT_ADMIN = List.of("org.eclipse.equinox.event");

    /** What Equinox' own bundles need of it in another framework. */
    public static final List<String> EQUINOX_SUPPLEMENT = List.of("org.eclipse.equinox.supplement");

    public static final List<String> TYPED_EVENT = List.of(
            "slf4j-api",
            "slf4j-nop",
            "org.osgi.util.converter",
            "org.apache.aries.component-dsl.component-dsl",
            "org.apache.aries.typedevent.bus");

    /** The API of this project, from the class path. */
    public static final Map<String, String> OFFLINE_API = versions(
            "1.0.0",
            "io.offlinestate",
            "io.offlinestate.reachability",
            "io.offlinestate.runtime",
            "io.offlinestate.runtime.dto",
            "io.offlinestate.whiteboard",
            "io.offlinestate.whiteboard.runtime",
            "io.offlinestate.whiteboard.runtime.dto");

    public static final Map<String, String> EVENT_ADMIN_API = versions("1.4.1", "org.osgi.service.event");

    public static final Map<String, String> TYPED_EVENT_API = Map.of(
            "org.osgi.service.typedevent", "1.0",
            "org.osgi.service.typedevent.monitor", "1.0",
            "org.osgi.util.pushstream", "1.0",
            "org.osgi.util.promise", "1.3",
            "org.osgi.util.function", "1.2");

    private Bundles() {}

    private static Map<String, String> versions(String version, String... packages) {
        return List.of(packages).stream().collect(Collectors.toMap(name -> name, name -> version));
    }

    /** One list after the other. */
    @SafeVarargs
    public static List<String> all(List<String>... lists) {
        List<String> all = new ArrayList<>();
        for (List<String> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
