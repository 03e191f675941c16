package io.offlinestate.whiteboard.internal;

import io.offlinestate.OfflineNotify;
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

/** Opens the whiteboard while the bundle is active. */
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
@Requirement(namespace = "osgi.service", filter = "(objectClass=io.offlinestate.OfflineObjects)", effective = "active")
public final class WhiteboardComponent {
    private final ServiceLog log;
    private final Whiteboard whiteboard;

    @Activate
    public WhiteboardComponent(BundleContext context) {
        log = new ServiceLog(context, WhiteboardComponent.class);
        whiteboard = new Whiteboard(context, log);
        whiteboard.open();
    }

    @Deactivate
    void deactivate() {
        whiteboard.close();
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
