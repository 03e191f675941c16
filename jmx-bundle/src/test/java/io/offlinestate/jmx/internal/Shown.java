// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import io.offlinestate.OfflineObjectId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Beans in the platform MBean server; takes them out after each test. */
final class Shown implements AfterEachCallback {
    final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> names = new ArrayList<>();

    /** Registers the bean of a tree, as the component does. */
    ObjectName show(FakeHost host, String root) throws JMException {
        OfflineObjectId id = OfflineObjectId.parse(root);
        ObjectName name = BeanName.of(id);
        Tree tree = new Tree(new TreeReader(host, id), new Steering(host, host));
        server.registerMBean(new TreeBean(tree, new StateNotifier(host, id, name)), name);
        names.add(name);
        return name;
    }

    /** Calls an operation whose parameters are of the types of the arguments; what it throws comes without JMX's wrapping. */
    Object invoke(ObjectName name, String operation, Object... arguments) throws JMException {
        String[] types = new String[arguments.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = arguments[i] instanceof Long ? "long" : String.class.getName();
        }
        try {
            return server.invoke(name, operation, arguments, types);
        } catch (RuntimeMBeanException e) {
            throw e.getTargetException();
        } catch (MBeanException e) {
            throw new AssertionError("an operation threw a checked exception", e);
        }
    }

    /** The names of the beans that are there now. */
    static List<String> now() {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName(BeanName.DOMAIN + ":*"), null)
                    .stream()
                    .map(ObjectName::toString)
                    .sorted()
                    .toList();
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (ObjectName name : names) {
            try {
                server.unregisterMBean(name);
            } catch (InstanceNotFoundException e) {
                // the test did it
            }
        }
    }
}
