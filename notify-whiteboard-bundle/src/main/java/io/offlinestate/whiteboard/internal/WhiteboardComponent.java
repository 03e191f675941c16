// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineNotify;
import io.offlinestate.common.Election;
import io.offlinestate.common.PassiveBundles;
import io.offlinestate.common.ServiceLog;
import io.offlinestate.whiteboard.OfflineWhiteboardConstants;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;

/**
 * Opens the whiteboard while the bundle is active, unless another bundle of the framework has one open, or the active manager uses
 * another API bundle: then it would find neither objects nor listeners.
 */
@Component(service = {})
@Capability(
        namespace = "osgi.implementation",
        name = OfflineWhiteboardConstants.OFFLINE_NOTIFY_IMPLEMENTATION,
        version = OfflineWhiteboardConstants.OFFLINE_NOTIFY_SPECIFICATION_VERSION,
        uses = {OfflineNotify.class, OfflineWhiteboardConstants.class})
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime\"",
        uses = OfflineWhiteboardRuntime.class,
        effective = "active")
@Requirement(
        namespace = "osgi.implementation",
        name = OfflineConstants.OFFLINE_MANAGER_IMPLEMENTATION,
        version = OfflineConstants.OFFLINE_MANAGER_SPECIFICATION_VERSION,
        effective = "active")
@Requirement(namespace = "osgi.service", filter = "(objectClass=io.offlinestate.OfflineObjects)", effective = "active")
public final class WhiteboardComponent implements Election.Candidate {
    private final BundleContext context;
    private final ServiceLog log;
    private final Election election;
    private Whiteboard whiteboard;

    @Activate
    public WhiteboardComponent(BundleContext context) {
        this.context = context;
        log = new ServiceLog(context, WhiteboardComponent.class);
        election = new Election(context, "whiteboard", "manager", this);
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
        Whiteboard opened = new Whiteboard(context, log);
        opened.open();
        whiteboard = opened;
    }

    @Override
    public void passive(ServiceReference<?> active) {
        log.warn("{}", PassiveBundles.notice("whiteboard", active));
    }

    @Override
    public void deactivate() {
        if (whiteboard != null) {
            whiteboard.close();
            whiteboard = null;
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
