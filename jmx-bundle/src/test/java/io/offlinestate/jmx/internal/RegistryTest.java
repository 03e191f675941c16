// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.jmx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.OfflineObjectId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beans come and go, also at once, and while somebody else's code runs. */
class RegistryTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final ObjectName WORK = BeanName.of(OfflineObjectId.global("work"));
    private static final ObjectName HOME = BeanName.of(OfflineObjectId.global("home"));

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Registry registry = new Registry(server, (message, cause) -> troubles.add(message));
    private final FakeHost host = new FakeHost();

    @AfterEach
    void close() {
        registry.close(BOUND);
        assertEquals(List.of(), Shown.now());
    }

    @Test
    void aBeanComesAndGoes() throws Exception {
        registry.put(WORK, "owner", bean("work"));
        assertEquals("work", server.getAttribute(WORK, "Object"));
        registry.remove(WORK, "owner");
        assertEquals(List.of(), Shown.now());
    }

    @Test
    void anObjectMadeAnewTakesTheNameBeforeTheOldOneHasGone() throws Exception {
        TreeBean old = bean("work");
        registry.put(WORK, "old", old);
        old.addNotificationListener((notification, handback) -> {}, null, null);
        assertEquals(1, host.advises.size());
        registry.put(WORK, "new", bean("work"));
        assertTrue(host.advises.isEmpty(), "the old bean listens on");
        registry.remove(WORK, "old");
        assertEquals(List.of(WORK.toString()), Shown.now());
        registry.remove(WORK, "new");
        assertEquals(List.of(), Shown.now());
        assertEquals(List.of(), troubles);
    }

    @Test
    void nothingComesOnceItIsClosed() {
        registry.put(WORK, "owner", bean("work"));
        registry.close(BOUND);
        registry.put(HOME, "owner", bean("home"));
        registry.remove(WORK, "owner");
        assertEquals(List.of(), Shown.now());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNameThatSomebodyElseHasIsLeftToThem() throws Exception {
        server.registerMBean(foreign(), WORK);
        try {
            registry.put(WORK, "owner", bean("work"));
            assertEquals(1, troubles.size());
            assertTrue(
                    troubles.get(0).startsWith(WORK + " is not shown yet: another MBean has this name"),
                    troubles.get(0));
            registry.remove(WORK, "owner");
            registry.close(BOUND);
            assertTrue(server.isRegistered(WORK));
        } finally {
            server.unregisterMBean(WORK);
        }
        assertEquals(List.of(), helpers());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takenName_foreignBeanGoes_beanIsShown() throws Exception {
        server.registerMBean(foreign(), WORK);
        registry.put(WORK, "owner", bean("work"));
        assertEquals(List.of(), helpers(), "a thread while nothing happens");
        awaitRegistrationDuring(() -> server.unregisterMBean(WORK));
        assertEquals("work", server.getAttribute(WORK, "Object"));
        registry.close(BOUND);
        assertEquals(List.of(), helpers());
        assertEquals(1, troubles.size(), troubles.toString());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takenName_removedBeforeItIsFree_staysFree() throws Exception {
        server.registerMBean(foreign(), WORK);
        registry.put(WORK, "owner", bean("work"));
        registry.remove(WORK, "owner");
        server.unregisterMBean(WORK);
        registry.close(BOUND);
        assertFalse(server.isRegistered(WORK));
        assertEquals(List.of(), helpers());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takenName_takenAgainBeforeRetry_waitsOn() throws Exception {
        server.registerMBean(foreign(), WORK);
        NotificationListener again = (notification, handback) -> {
            try {
                if (notification.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)) {
                    server.registerMBean(foreign(), WORK);
                }
            } catch (JMException e) {
                throw new AssertionError(e);
            }
        };
        // comes before that of the registry, and hence takes the name before it
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, again, null, null);
        try {
            registry.put(WORK, "owner", bean("work"));
            server.unregisterMBean(WORK);
            assertTrue(server.isRegistered(WORK));
        } finally {
            server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, again);
        }
        awaitRegistrationDuring(() -> server.unregisterMBean(WORK));
        assertEquals("work", server.getAttribute(WORK, "Object"));
        assertEquals(1, troubles.size(), troubles.toString());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void twoRegistries_oneCloses_otherShows() throws Exception {
        for (int round = 0; round < 100; round++) {
            Registry first = new Registry(server, (message, cause) -> troubles.add(message));
            Registry second = new Registry(server, (message, cause) -> troubles.add(message));
            try {
                first.put(HOME, "first", bean("home"));
                second.put(HOME, "second", bean("home"));
                awaitRegistrationDuring(() -> first.close(BOUND));
                assertEquals("home", server.getAttribute(HOME, "Object"));
            } finally {
                first.close(BOUND);
                second.close(BOUND);
            }
            assertFalse(server.isRegistered(HOME));
        }
        assertEquals(100, troubles.size());
        assertEquals(List.of(), helpers());
    }

    /** The one that waits is closed first: the other keeps the name. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void twoRegistries_waitingOneCloses_otherStays() throws Exception {
        Registry second = new Registry(server, (message, cause) -> troubles.add(message));
        registry.put(HOME, "first", bean("home"));
        second.put(HOME, "second", bean("home"));
        second.close(BOUND);
        assertTrue(server.isRegistered(HOME));
        registry.close(BOUND);
        assertFalse(server.isRegistered(HOME));
        assertEquals(List.of(), helpers());
    }

    /** JMX makes a thread that unregisters a name wait for itself when it unregisters that name once more. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takenName_removedWhileItIsTaken_endsWithoutDeadlock() throws Exception {
        server.registerMBean(foreign(), WORK);
        registry.put(WORK, "owner", bean("work"));
        NotificationListener remover = (notification, handback) -> registry.remove(WORK, "owner");
        CountDownLatch seen = new CountDownLatch(1);
        during(
                (notification, handback) -> {
                    remover.handleNotification(notification, handback);
                    seen.countDown();
                },
                () -> {
                    server.unregisterMBean(WORK);
                    await(seen);
                });
        registry.close(BOUND);
        assertFalse(server.isRegistered(WORK));
    }

    private static StandardMBean foreign() throws JMException {
        return new StandardMBean((Runnable) () -> {}, Runnable.class);
    }

    private static List<String> helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("offline-jmx"))
                .toList();
    }

    private void awaitRegistrationDuring(Action action) throws Exception {
        CountDownLatch registered = new CountDownLatch(1);
        during((notification, handback) -> registered.countDown(), () -> {
            action.run();
            await(registered);
        });
    }

    @Test
    void aBeanThatIsRemovedFromWithinItsRegistrationGoes() throws Exception {
        NotificationListener remover = (notification, handback) -> registry.remove(WORK, "owner");
        during(remover, () -> registry.put(WORK, "owner", bean("work")));
        assertEquals(List.of(), Shown.now());
    }

    @Test
    void whoeverHangsInARegistrationHoldsUpNoOtherBean() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        AtomicBoolean first = new AtomicBoolean(true);
        NotificationListener hanging = (notification, handback) -> {
            if (first.getAndSet(false)) {
                hangs.countDown();
                await(goOn);
            }
        };
        try {
            during(hanging, () -> {
                Future<?> hung = other.submit(() -> registry.put(WORK, "owner", bean("work")));
                await(hangs);
                registry.put(HOME, "owner", bean("home"));
                assertTrue(server.isRegistered(HOME));
                registry.remove(WORK, "owner"); // left to the thread that hangs
                registry.close(Duration.ofMillis(1)); // does not wait for ever
                goOn.countDown();
                hung.get(BOUND.toSeconds(), TimeUnit.SECONDS);
            });
        } finally {
            goOn.countDown();
            other.shutdown();
        }
        assertFalse(server.isRegistered(WORK));
        assertFalse(server.isRegistered(HOME));
    }

    @Test
    void closeWaitsForTheThreadThatIsAtWork() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService others = Executors.newFixedThreadPool(2);
        AtomicBoolean first = new AtomicBoolean(true);
        NotificationListener hanging = (notification, handback) -> {
            if (first.getAndSet(false)) {
                hangs.countDown();
                await(goOn);
            }
        };
        try {
            during(hanging, () -> {
                others.submit(() -> registry.put(WORK, "owner", bean("work")));
                await(hangs);
                Future<?> closing = others.submit(() -> registry.close(BOUND));
                assertThrows(TimeoutException.class, () -> closing.get(50, TimeUnit.MILLISECONDS));
                goOn.countDown();
                closing.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                assertFalse(server.isRegistered(WORK));
            });
        } finally {
            goOn.countDown();
            others.shutdown();
        }
    }

    @Test
    void whatIsWantedLastIsWhatIsThere() throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                String owner = "owner " + round;
                Future<?> old = others.submit(
                        () -> registry.remove(WORK, "owner " + (Integer.parseInt(owner.substring(6)) - 1)));
                Future<?> put = others.submit(() -> registry.put(WORK, owner, bean("work")));
                old.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                put.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                registry.put(HOME, owner, bean("home"));
                assertTrue(server.isRegistered(HOME));
                registry.remove(HOME, owner);
                assertTrue(server.isRegistered(WORK), "round " + round);
            }
        } finally {
            others.shutdown();
        }
        assertEquals(List.of(), troubles);
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Runs with somebody who is told of each bean of ours that comes, on the thread that registers it. */
    private void during(NotificationListener listener, Action action) throws Exception {
        NotificationListener ours = (notification, handback) -> {
            MBeanServerNotification told = (MBeanServerNotification) notification;
            if (told.getMBeanName().getDomain().equals(BeanName.DOMAIN)
                    && told.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
                listener.handleNotification(notification, handback);
            }
        };
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, ours, null, null);
        try {
            action.run();
        } finally {
            server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, ours);
        }
    }

    private TreeBean bean(String profile) {
        host.add(profile, null);
        OfflineObjectId id = OfflineObjectId.parse(profile);
        return new TreeBean(
                new Tree(new TreeReader(host, id), new Steering(host, host)),
                new StateNotifier(host, id, BeanName.of(id)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS), "nothing happened");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
