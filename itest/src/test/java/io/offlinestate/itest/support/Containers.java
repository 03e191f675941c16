// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** What runs in the container that {@code -Dofflinestate.container} names. Used outside of the framework only. */
public final class Containers {
    /** The name of the container, on both sides of the fork. */
    public static final String CONTAINER = "offlinestate.container";

    /**
     * HotSpot keeps every class that a compiled method knows by name for as long as a thread is inside of that method: threads that
     * live on, waiting for work, would keep class loaders of bundles that have gone. So it notes none of the classes that it has seen.
     */
    private static final String NO_TYPE_PROFILES = "-XX:TypeProfileWidth=0";

    private Containers() {}

    static Option[] options() {
        String container = System.getProperty(CONTAINER, "");
        return switch (container) {
            case "felix", "equinox" ->
                new Option[] {
                    stagedBundles(container),
                    handedOn(),
                    vmOption(NO_TYPE_PROFILES),
                    junitBundles(),
                    systemProperty(CONTAINER).value(container),
                    systemProperty("gosh.args").value("--nointeractive --noshutdown"), // the tests type, not a user
                    systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                            .value("WARN")
                };
            case "karaf" -> new Option[] {KarafContainer.withFeatures("offline-console"), handedOn()};
            default -> throw new IllegalStateException(CONTAINER + " is \"" + container + "\", not a known container");
        };
    }

    /** What was asked of the tests on the command line: they run in a process of their own. */
    static Option handedOn() {
        return composite(Stream.of(
                        "offlinestate.rounds",
                        "offlinestate.seed",
                        "offlinestate.bundles",
                        HeapDump.FOLDER,
                        MoreBundles.FOLDER,
                        Leak.PROPERTY)
                .filter(name -> System.getProperty(name) != null)
                .map(name -> systemProperty(name).value(System.getProperty(name)))
                .toArray(Option[]::new));
    }

    /** Every bundle in the folder that the build has filled; Equinox has a log of its own. */
    private static Option stagedBundles(String container) {
        File folder = new File(System.getProperty("offlinestate.bundles"));
        String leftOut = "equinox".equals(container) ? "org.apache.felix.log.jar" : "";
        File[] jars = folder.listFiles((directory, name) -> name.endsWith(".jar") && !name.equals(leftOut));
        if (jars == null) {
            throw new IllegalStateException(folder + " is not there: the build puts the bundles into it");
        }
        Arrays.sort(jars); // the same order everywhere
        Option[] bundles = new Option[jars.length];
        for (int i = 0; i < jars.length; i++) {
            bundles[i] = bundle(jars[i].toURI().toString());
        }
        return composite(bundles);
    }
}
