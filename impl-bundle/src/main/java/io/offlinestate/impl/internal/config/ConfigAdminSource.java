// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import io.offlinestate.common.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/**
 * Reads the configurations of profiles from one Config Admin: all of them when it is opened, then each that an event names, as
 * it is at that time. A service of Config Admin's own kind would not learn of single configurations, nor of those that are bound
 * to another bundle.
 *
 * <p>Thread-safe, without a lock: readings are done in order, by one thread at a time. The thread that opens this does the
 * first; threads that bring events meanwhile leave theirs to it.
 */
final class ConfigAdminSource implements ConfigurationListener {
    private final BundleContext context;
    private final ProfileConfigurations configurations;
    private final Runnable changed;
    private final Log log;
    private final ProfilePid pid;
    /** The PIDs that events named and that are still to be read. */
    private final Queue<String> named = new ConcurrentLinkedQueue<>();
    /** The readings that are not done; the first is that of all configurations. */
    private final AtomicInteger left = new AtomicInteger(1);

    private volatile ServiceReference<Object> reference;
    private volatile ConfigurationAdmin admin;
    private volatile ServiceRegistration<ConfigurationListener> registration;
    private volatile boolean closed;

    ConfigAdminSource(BundleContext context, ProfileConfigurations configurations, Runnable changed, Log log) {
        this.context = context;
        this.configurations = configurations;
        this.changed = changed;
        this.log = log;
        this.pid = new ProfilePid(context);
    }

    /** Returns false if the service has gone. */
    boolean open(ServiceReference<Object> service) {
        Object object = context.getService(service);
        if (object == null) {
            return false;
        }
        admin = (ConfigurationAdmin) object;
        reference = service;
        registration = context.registerService(ConfigurationListener.class, this, null);
        readAll();
        readNamed(1);
        return true;
    }

    void close() {
        closed = true;
        try {
            registration.unregister();
            context.ungetService(reference);
        } catch (IllegalStateException gone) {
            // by the framework, because the bundle stops
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (pid.concerns(event.getPid(), event.getFactoryPid())) {
            named.add(event.getPid());
            if (left.getAndIncrement() == 0) {
                readNamed(1);
            }
        }
    }

    private void readNamed(int first) {
        int seen = first;
        do {
            for (String name = named.poll(); name != null; name = named.poll()) {
                read(name);
            }
            seen = left.addAndGet(-seen);
        } while (seen != 0);
    }

    private void readAll() {
        try {
            Set<String> gone = new HashSet<>(configurations.pids());
            for (Configuration configuration : list(pid.filter())) {
                apply(configuration);
                gone.remove(configuration.getPid());
            }
            gone.forEach(configurations::remove);
            changed.run();
        } catch (IOException | RuntimeException e) {
            failed("all", e);
        }
    }

    private void read(String name) {
        try {
            List<Configuration> found = list(pid.filter(name));
            if (closed) {
                return; // maybe because Config Admin is going, and its answer means nothing
            }
            if (found.isEmpty()) {
                configurations.remove(name);
            }
            for (Configuration configuration : found) {
                apply(configuration);
            }
            changed.run();
        } catch (IOException | RuntimeException e) {
            failed(name, e);
        }
    }

    /** In the order of their PIDs: of two for the same profile the same one counts at each start. */
    private List<Configuration> list(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            List<Configuration> list = new ArrayList<>(found == null ? List.of() : List.of(found));
            list.sort(Comparator.comparing(Configuration::getPid));
            return list;
        } catch (InvalidSyntaxException e) {
            throw new IOException(e);
        }
    }

    private void apply(Configuration configuration) {
        String name = configuration.getPid();
        String refusal = pid.refusal(name, configuration.getFactoryPid(), configuration.getBundleLocation());
        if (refusal != null) {
            configurations.refuse(name, refusal);
        } else {
            // as configuration plug-ins have changed it
            configurations.set(name, map(configuration.getProcessedProperties(registration.getReference())));
        }
    }

    private static Map<String, Object> map(Dictionary<String, Object> properties) {
        Map<String, Object> map = new TreeMap<>();
        Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        return map;
    }

    private void failed(String what, Exception e) {
        if (!closed) {
            log.error(
                    "Config Admin failed; configurations of profiles stay as they were last read ({}). They are read"
                            + " again when they change.",
                    what,
                    e);
        }
    }
}
