// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.common.ServiceLog;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.ObjectName;
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

/** Shows a bean for every object that has no parent, for as long as it is there. */
@Component(service = {})
public final class JmxComponent {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ROOTS = "(!(" + OfflineConstants.OFFLINE_PARENT + "=*))";

    private final ServiceLog log;
    private final OfflineRuntime runtime;
    private final OfflineObjects objects;
    private final Steering steering;
    private final Registry registry;

    /**
     * Wires the bundle.
     *
     * @param context gets the log
     * @param runtime tells what the attributes show
     * @param objects opens the objects to set
     * @param reporter takes the votes
     */
    @Activate
    public JmxComponent(
            BundleContext context,
            @Reference OfflineRuntime runtime,
            @Reference OfflineObjects objects,
            @Reference ReachabilityReporter reporter) {
        this.log = new ServiceLog(context, JmxComponent.class);
        this.runtime = runtime;
        this.objects = objects;
        this.steering = new Steering(objects, reporter);
        this.registry = new Registry(
                ManagementFactory.getPlatformMBeanServer(), (message, cause) -> log.warn("{}", message, cause));
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

    @Reference(
            service = OfflineManager.class,
            target = ROOTS,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addRoot(ServiceReference<OfflineManager> reference) {
        OfflineObjectId root = id(reference);
        ObjectName name = BeanName.of(root);
        Tree tree = new Tree(new TreeReader(runtime, root), steering);
        registry.put(name, reference, new TreeBean(tree, new StateNotifier(objects, root, name)));
    }

    void removeRoot(ServiceReference<OfflineManager> reference) {
        registry.remove(BeanName.of(id(reference)), reference);
    }

    @Deactivate
    void stop() {
        registry.close(PATIENCE);
    }

    private static OfflineObjectId id(ServiceReference<OfflineManager> reference) {
        return OfflineObjectId.ofProperties(reference::getProperty);
    }
}
