// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs.guide;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configures a profile from code, as a product does on its first start. */
final class ConfiguredProfile {
    private ConfiguredProfile() {}

    static void create(ConfigurationAdmin admin) throws IOException {
        Configuration work = admin.getFactoryConfiguration("io.offlinestate.profile", "work", "?");
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("profile", "work");
        settings.put("hold.timeout.ms", 3_000L);
        work.updateIfDifferent(settings);
    }
}
