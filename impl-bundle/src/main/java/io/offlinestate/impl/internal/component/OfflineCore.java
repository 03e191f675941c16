package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjects;
import io.offlinestate.common.ServiceLog;
import io.offlinestate.impl.internal.config.ConfigAdminTracker;
import io.offlinestate.impl.internal.config.ProfileConfigurations;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.intent.IntentStore;
import io.offlinestate.impl.internal.state.BundleSession;
import io.offlinestate.impl.internal.state.Inspector;
import io.offlinestate.impl.internal.state.ObjectTable;
import io.offlinestate.impl.internal.state.Rehearsal;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import java.io.File;
import java.nio.file.Path;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Holds together what the bundle is made of, from its start to its end. The configuration that the annotations name is that of
 * a profile, for the metatype: it is read elsewhere.
 */
@Component(
        service = {},
        configurationPid = ProfileConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = ProfileConfiguration.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = {"objectClass:List<String>=\"io.offlinestate.OfflineManager\""},
        uses = OfflineManager.class,
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = {"objectClass:List<String>=\"io.offlinestate.runtime.OfflineRuntime\""},
        uses = OfflineRuntime.class,
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = {"objectClass:List<String>=\"io.offlinestate.OfflineObjects\""},
        uses = OfflineObjects.class,
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = {"objectClass:List<String>=\"io.offlinestate.reachability.ReachabilityReporter\""},
        uses = ReachabilityReporter.class,
        effective = "active")
public final class OfflineCore {
    private final BundleContext context;
    private final ServiceLog log;
    private final Dispatcher dispatcher;
    private final IntentStore store;
    private final ObjectTable table;
    private final BundleSessions sessions;
    private final ProfileConfigurations configurations;
    private final ConfigAdminTracker configAdmin;
    private final RuntimeService runtime;
    private final BundleServices services;

    @Activate
    public OfflineCore(BundleContext context) {
        this.context = context;
        this.log = new ServiceLog(context, OfflineCore.class);
        this.dispatcher = new Dispatcher(new LoggedTroubles(log));
        this.runtime = new RuntimeService(context, dispatcher);
        this.store = new IntentStore(dataArea(context), log);
        this.table = new ObjectTable(
                dispatcher, new StoredIntents(store), new ManagerServices(context, this::session, runtime::changed));
        this.sessions = new BundleSessions(table, dispatcher);
        this.services = new BundleServices(context, this::session);
        this.configurations = new ProfileConfigurations(table::configure, table::unconfigure, log);
        this.configAdmin = new ConfigAdminTracker(context, configurations, runtime::changed, log);
        context.addBundleListener(sessions);
    }

    /** Configurations that are there already come first: a profile that is configured to start offline starts offline. */
    @Activate
    void start() {
        configAdmin.open();
        table.start();
        services.open();
        runtime.open(new Inspector(table), configurations::errors);
        Rehearsal.start(dispatcher);
    }

    @Deactivate
    void stop() {
        configAdmin.close();
        services.close();
        runtime.close();
        table.close();
        context.removeBundleListener(sessions);
        dispatcher.close();
        store.close();
    }

    /** The parameter is no LoggerFactory: the bundle works without the package, too. */
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

    private static Path dataArea(BundleContext context) {
        File area = context.getDataFile("intent");
        return area == null ? null : area.toPath();
    }

    /** What the bundle does with offline objects. */
    private BundleSession session(Bundle bundle) {
        return sessions.of(bundle);
    }
}
