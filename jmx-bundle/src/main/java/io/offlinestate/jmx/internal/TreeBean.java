// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardEmitterMBean;
import javax.management.StandardMBean;

/** The MXBean of one tree: what JMX needs besides the answers. Thread-safe. */
final class TreeBean extends StandardEmitterMBean {
    private final Tree tree;
    private final StateNotifier notifier;

    TreeBean(Tree tree, StateNotifier notifier) {
        super(tree, OfflineTreeMXBean.class, true, notifier);
        this.tree = tree;
        this.notifier = notifier;
    }

    /** The bean is not registered any more. */
    void close() {
        notifier.close();
    }

    /** Reads the tree once for all of the attributes. */
    @Override
    public AttributeList getAttributes(String[] names) {
        return new StandardMBean(tree.frozen(), OfflineTreeMXBean.class, true).getAttributes(names);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(OfflineTreeMXBean.class);
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return text(method((info.isIs() ? "is" : "get") + info.getName()));
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return text(method(info));
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int index) {
        return text(parameter(operation, index));
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int index) {
        return parameter(operation, index).getAnnotation(Described.class).name();
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return info.getName().startsWith("list") ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
    }

    private static String text(AnnotatedElement element) {
        return element.getAnnotation(Described.class).value();
    }

    private static Parameter parameter(MBeanOperationInfo operation, int index) {
        return method(operation).getParameters()[index];
    }

    private static Method method(MBeanOperationInfo operation) {
        return method(
                operation.getName(),
                Stream.of(operation.getSignature())
                        .map(MBeanParameterInfo::getType)
                        .toArray(String[]::new));
    }

    private static Method method(String name, String... types) {
        return Stream.of(OfflineTreeMXBean.class.getMethods())
                .filter(method -> method.getName().equals(name)
                        && Stream.of(method.getParameterTypes())
                                .map(Class::getName)
                                .toList()
                                .equals(Stream.of(types).toList()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the MXBean has no method " + name));
    }
}
