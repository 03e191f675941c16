// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes the configurations whose files went while the host was not running, or are elsewhere since the data folder was moved:
 * Config Admin remembers them, and File Install does not look for files that are gone. File Install starts later.
 */
@Component(service = {})
public final class StaleConfigurations {
    /**
     * Does all there is to do.
     *
     * @param admin has the configurations
     * @throws IOException if one cannot be deleted
     * @throws InvalidSyntaxException never
     */
    @Activate
    public StaleConfigurations(@Reference ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        Configuration[] fromFiles = admin.listConfigurations("(" + JsonConfigurations.FILE_NAME + "=*)");
        for (Configuration configuration : fromFiles == null ? new Configuration[0] : fromFiles) {
            String file = (String) configuration.getProperties().get(JsonConfigurations.FILE_NAME);
            if (!Files.exists(Path.of(URI.create(file)))) {
                configuration.delete();
            }
        }
    }
}
