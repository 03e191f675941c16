// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import io.offlinestate.common.SafeText;
import io.offlinestate.common.ServiceLog;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Dictionary;
import org.apache.felix.cm.json.Configurations;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;

/**
 * Takes configurations from files in JSON, as Karaf does; File Install itself knows {@code .cfg} only. The name of the file is the
 * PID, or the factory PID and a name with {@code -} or {@code ~} between them.
 *
 * <p>File Install calls it from one thread.
 */
@Component
public final class JsonConfigurations implements ArtifactInstaller {
    private static final String SUFFIX = ".cfg.json";

    /** The property by which File Install knows what came from a file. */
    static final String FILE_NAME = "felix.fileinstall.filename";

    private final ConfigurationAdmin admin;
    private final ServiceLog log;

    /**
     * Wires the component.
     *
     * @param context gets the log
     * @param admin takes the configurations
     */
    @Activate
    public JsonConfigurations(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.admin = admin;
        log = new ServiceLog(context, JsonConfigurations.class);
    }

    /** Optional: File Install would take the end of this service for the end of its files. */
    @Reference(
            service = LoggerFactory.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setLog(ServiceReference<?> loggerFactory) {
        log.bind(loggerFactory);
    }

    void unsetLog(ServiceReference<?> loggerFactory) {
        log.unbind(loggerFactory);
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(SUFFIX);
    }

    /** Applies a file; one that cannot be read changes nothing. */
    @Override
    public void install(File file) throws IOException {
        Dictionary<String, Object> properties;
        try {
            properties = read(file);
        } catch (IOException | RuntimeException e) {
            log.error(
                    "{} is not applied; expected a JSON object of settings: {}",
                    file,
                    SafeText.clean(e.toString(), SafeText.FAILURE_LENGTH));
            return;
        }
        properties.put(FILE_NAME, file.toURI().toString());
        configuration(file).updateIfDifferent(properties);
    }

    private static Dictionary<String, Object> read(File file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file.toPath(), StandardCharsets.UTF_8)) {
            return Configurations.buildReader()
                    .withIdentifier(file.getPath())
                    .build(reader)
                    .readConfiguration();
        }
    }

    @Override
    public void update(File file) throws IOException {
        install(file);
    }

    @Override
    public void uninstall(File file) throws IOException {
        configuration(file).delete();
    }

    private Configuration configuration(File file) throws IOException {
        String name = file.getName().substring(0, file.getName().length() - SUFFIX.length());
        int separator = name.indexOf(name.contains("~") ? '~' : '-');
        return separator < 0
                ? admin.getConfiguration(name, "?")
                : admin.getFactoryConfiguration(name.substring(0, separator), name.substring(separator + 1), "?");
    }
}
