// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What an operator's tool does, in a JVM of its own that has this class and the JDK, and nothing of ours: see {@link
 * RemoteAccessTest}.
 */
final class RemoteClient {
    private final MBeanServerConnection server;
    private final ObjectName bean;

    private RemoteClient(MBeanServerConnection server, ObjectName bean) {
        this.server = server;
        this.bean = bean;
    }

    /** Arguments: the address of the connector, the name of the bean, an object of the tree. */
    public static void main(String[] arguments) throws Exception {
        try {
            Class.forName("io.offlinestate.OfflineException");
            say("this JVM has our classes");
        } catch (ClassNotFoundException expected) {
            say("only the JDK");
        }
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(arguments[0]))) {
            RemoteClient client = new RemoteClient(connector.getMBeanServerConnection(), new ObjectName(arguments[1]));
            client.readAttributes();
            client.list(arguments[2]);
            client.goOffline();
            client.beRefused();
        }
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(format + "%n", arguments);
    }

    private void readAttributes() throws Exception {
        String[] names = Stream.of(server.getMBeanInfo(bean).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        for (Attribute attribute : server.getAttributes(bean, names).asList()) {
            Object value = attribute.getValue();
            if (value instanceof CompositeData data) {
                data.getCompositeType()
                        .keySet()
                        .forEach(item -> say("%s.%s=%s", attribute.getName(), item, data.get(item)));
            } else {
                say("%s=%s", attribute.getName(), value);
            }
        }
    }

    private void list(String object) throws Exception {
        for (CompositeData row : (CompositeData[]) server.invoke(bean, "listObjects", null, null)) {
            say("object %s", row.get("object"));
        }
        String[] text = {String.class.getName()};
        for (CompositeData row : (CompositeData[]) server.invoke(bean, "listListeners", new Object[] {object}, text)) {
            say("listener %s %s", row.get("label"), row.get("lastFailure"));
        }
        for (CompositeData row : (CompositeData[]) server.invoke(bean, "listHistory", new Object[] {object}, text)) {
            say(
                    "transition %s %s",
                    row.get("sequence"), row.get("startedAt").getClass().getName());
        }
    }

    private void goOffline() throws Exception {
        BlockingQueue<Notification> told = new LinkedBlockingQueue<>();
        server.addNotificationListener(bean, (notification, handback) -> told.add(notification), null, null);
        say("goOffline gives %s", invoke("goOffline", "long", 5L));
        Notification notification = told.poll(20, TimeUnit.SECONDS);
        say("told %s", notification == null ? "nothing" : notification.getMessage());
    }

    private void beRefused() throws Exception {
        for (long wait : new long[] {-1, 7}) {
            try {
                say("goOffline gives %s", invoke("goOffline", "long", wait));
            } catch (RuntimeException e) {
                say("%s: %s", e.getClass().getName(), e.getCause());
            }
        }
    }

    private Object invoke(String operation, String type, Object argument) throws Exception {
        return server.invoke(bean, operation, new Object[] {argument}, new String[] {type});
    }
}
