// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.component;

import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjects;
import io.offlinestate.common.Election;
import io.offlinestate.common.PassiveBundles;
import io.offlinestate.common.ServiceLog;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import org.osgi.annotation.bundle.Capability;
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
 * Runs the manager while the bundle is active, unless another bundle of the framework does. A passive manager has no core: it
 * registers no service, and reads and writes no file. The configuration that the annotations name is that of a profile, for
 * the metatype: it is read elsewhere.
 */
@Component(
        service = {},
        configurationPid = ProfileConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = ProfileConfiguration.class, factory = true)
@Capability(
        namespace = "osgi.implementation",
        name = OfflineConstants.OFFLINE_MANAGER_IMPLEMENTATION,
        version = OfflineConstants.OFFLINE_MANAGER_SPECIFICATION_VERSION,
        uses = OfflineObjects.class)
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
public final class ManagerComponent implements Election.Candidate {
    private final BundleContext context;
    private final ServiceLog log;
    private final Election election;
    private OfflineCore core;

    @Activate
    public ManagerComponent(BundleContext context) {
        this.context = context;
        this.log = new ServiceLog(context, ManagerComponent.class);
        this.election = new Election(context, "manager", this);
    }

    @Activate
    void start() {
        election.open();
    }

    @Deactivate
    void stop() {
        election.close();
    }

    @Override
    public void activate() {
        core = new OfflineCore(context, log);
        core.start();
    }

    @Override
    public void passive(ServiceReference<?> active) {
        log.warn("{}", PassiveBundles.notice("manager", active));
    }

    @Override
    public void deactivate() {
        if (core != null) {
            core.stop();
        }
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
}
