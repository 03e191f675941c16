// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureSecurity;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;

/** A Karaf as it is downloaded, but for what it downloads itself: that is beside it. Used outside of the framework only. */
public final class KarafContainer {
    /** Where the features of the checkout are, on both sides of the fork. */
    public static final String FEATURES = "offlinestate.karaf.features";

    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";
    private static final String MAVEN_KEY = "org.ops4j.pax.url.mvn.";

    private KarafContainer() {}

    /** Karaf with these features of ours. */
    static Option withFeatures(String... names) {
        return composite(plain(), features(featuresUrl(), names));
    }

    /** Karaf as it is, with the exam's features alone. */
    public static Option plain() {
        File folder = new File(System.getProperty("offlinestate.karaf.folder"));
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                new File(folder, "apache-karaf.tar.gz").toURI().toString())
                        .name("Apache Karaf")
                        .karafVersion(System.getProperty("offlinestate.karaf.version"))
                        .unpackDirectory(new File(folder, "exam"))
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                configureSecurity().disableKarafMBeanServerBuilder(),
                logLevel(LogLevel.INFO),
                editConfigurationFilePut(MAVEN, MAVEN_KEY + "defaultRepositories", repositories(folder)),
                editConfigurationFilePut(MAVEN, MAVEN_KEY + "repositories", ""),
                editConfigurationFilePut(MAVEN, MAVEN_KEY + "localRepository", new File(folder, "local").getPath()),
                systemProperty(Containers.CONTAINER).value("karaf"),
                systemProperty(FEATURES).value(featuresUrl()));
    }

    /** The distribution's own repository and the one that the build has filled: nothing is downloaded. */
    static String repositories(File folder) {
        return "file:${karaf.home}/system@id=system@snapshots, " + new File(folder, "repository").toURI()
                + "@id=staged@snapshots";
    }

    private static String featuresUrl() {
        return new File(System.getProperty(FEATURES)).toURI().toString();
    }
}
