// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.offlinestate.CreateInfo;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.MoreBundles;
import io.offlinestate.itest.support.Recorder;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.Before;
import org.junit.Test;

/** What a JMX client sees and does, with nothing but what the JDK has. */
public class JmxIT extends FrameworkTest {
    private static final String JMX = "io.offlinestate.jmx";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private OfflineObjectId profile;
    private ObjectName bean;

    @Before
    public void awaitBean() throws Exception {
        new MoreBundles(host).start(JMX);
        profile = host.newProfile();
        bean = beanOf(profile);
        Await.until(bean + " is registered", () -> server.isRegistered(bean));
    }

    private static ObjectName beanOf(OfflineObjectId object) throws Exception {
        return new ObjectName("io.offlinestate:type=Profile,profile=" + ObjectName.quote(object.profile()));
    }

    private Object get(String attribute) throws Exception {
        return server.getAttribute(bean, attribute);
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        String[] types = new String[arguments.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = arguments[i] instanceof Long ? "long" : String.class.getName();
        }
        return server.invoke(bean, operation, arguments, types);
    }

    @Test
    public void thereIsABeanForEachTreeAndNoneForChildren() throws Exception {
        host.create(CreateInfo.child(profile, UUID.randomUUID(), OfflineObjectId.NO_INSTANCE));
        assertEquals(2L, ((Number) get("ObjectCount")).longValue());
        assertEquals(Set.of(beanOf(Host.DEFAULT), bean), server.queryNames(new ObjectName("io.offlinestate:*"), null));
    }

    @Test
    public void stateReasonsAndCounts() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        host.undo(release::countDown);
        host.listen(
                new Recorder("throwing").doing(notification -> {
                    throw new IllegalStateException("the disk is full");
                }),
                Map.of("offline.notify.profile", profile.profile()));
        host.listen(
                new Recorder("hanging").doing(notification -> {
                    if (notification.type() == NotifyType.STATECHANGE_DONE) {
                        Await.latch("the end of the test", release);
                    }
                }),
                Map.of("offline.notify.profile", profile.profile()));
        assertEquals("ONLINE", get("State"));
        assertArrayEquals(new String[0], (String[]) get("Reasons"));
        host.set(profile, OFFLINE);

        assertEquals("OFFLINE", get("State"));
        assertEquals("OFFLINE", get("Requested"));
        String[] reasons = (String[]) get("Reasons");
        assertEquals(1, reasons.length);
        assertTrue(reasons[0], reasons[0].startsWith("requested OFFLINE by bundle "));
        assertEquals(1L, ((Number) get("OfflineObjectCount")).longValue());
        assertEquals(2L, ((Number) get("ListenerCount")).longValue());
        assertEquals(1L, ((Number) get("StalledListenerCount")).longValue());
        assertEquals(5L, ((Number) get("DeliveredCount")).longValue());
        assertEquals(3L, ((Number) get("FailedCount")).longValue());
        CompositeData[] troubled = (CompositeData[]) invoke("listTroubledListeners");
        assertEquals(2, troubled.length);
        assertEquals(0L, troubled[0].get("stalledMillis"));
        assertEquals(0, ((String[]) troubled[0].get("stalledStack")).length);
        assertTrue((long) troubled[1].get("stalledMillis") > 0);
        String stack = String.join("\n", (String[]) troubled[1].get("stalledStack"));
        assertTrue(stack, stack.contains("io.offlinestate.itest.support.Await.latch(Await.java:"));
        CompositeData[] history = (CompositeData[]) invoke("listHistory", profile.toString());
        assertEquals("ONLINE", history[1].get("oldState"));
        assertEquals("OFFLINE", history[1].get("newState"));
        CompositeData[] slowest = (CompositeData[]) history[1].get("slowest");
        assertEquals("STATECHANGE_DONE", slowest[slowest.length - 1].get("phase"));
        assertEquals("the one that hangs", troubled[1].get("label"), slowest[slowest.length - 1].get("label"));
    }

    @Test
    public void operationsSteerAndTellOfIt() throws Exception {
        BlockingQueue<Notification> told = new LinkedBlockingQueue<>();
        server.addNotificationListener(bean, (notification, handback) -> told.add(notification), null, null);

        assertEquals("OFFLINE", invoke("goOffline", 20L));
        AttributeChangeNotification notification =
                (AttributeChangeNotification) told.poll(Await.SECONDS, TimeUnit.SECONDS);
        assertEquals("ONLINE to OFFLINE", notification.getOldValue() + " to " + notification.getNewValue());
        assertEquals("ONLINE", invoke("goOnline", 20L));
        invoke("report", "", "drill", "UNREACHABLE", "no carrier");
        Await.until("it is offline", () -> "OFFLINE".equals(get("State")));
        assertEquals("UNREACHABLE", get("Reachability"));
        invoke("withdraw", "", "drill");
        Await.until("it is online", () -> "ONLINE".equals(get("State")));
    }

    @Test
    public void whatIsWrongIsSaidAndWhatWouldBeRight() {
        RuntimeMBeanException refused =
                assertThrows(RuntimeMBeanException.class, () -> invoke("report", "", "drill", "BROKEN", ""));
        assertEquals(IllegalArgumentException.class, refused.getCause().getClass());
        assertTrue(refused.getMessage(), refused.getCause().getMessage().contains("UNREACHABLE"));
    }

    @Test
    public void beansGoWithTheirObjectWithTheManagerAndWithTheBundle() throws Exception {
        host.objects().release(profile);
        Await.until(bean + " is gone", () -> !server.isRegistered(bean));
        host.stop(Host.IMPL);
        assertEquals(Set.of(), server.queryNames(new ObjectName("io.offlinestate:*"), null));
        host.bundle(Host.IMPL).start();
        Await.until("the default is back", () -> server.isRegistered(beanOf(Host.DEFAULT)));
        host.stop(JMX);
        assertEquals(Set.of(), server.queryNames(new ObjectName("io.offlinestate:*"), null));
    }

    @Test
    public void itNeedsNothingButTheManager() throws Exception {
        host.stop(Host.WHITEBOARD);
        assertEquals("ONLINE", get("State"));
    }
}
