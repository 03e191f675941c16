// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.io.File;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The bundles that single tests need besides those that are always there. */
public final class MoreBundles {
    /** The folder that the build has filled, on both sides of the fork. */
    static final String FOLDER = "offlinestate.bundles.more";

    private final Host host;

    public MoreBundles(Host host) {
        this.host = host;
    }

    /** Installs a bundle, unless it is there. It stays for the other tests of the class. */
    public Bundle install(String name) throws BundleException {
        File jar = new File(System.getProperty(FOLDER), name + ".jar");
        return host.context().installBundle(jar.toURI().toString());
    }

    /** Installs and starts them, in this order. */
    public void start(String... names) throws BundleException {
        for (String name : names) {
            install(name).start();
        }
    }
}
