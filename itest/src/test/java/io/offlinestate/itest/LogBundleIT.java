// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjects;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.OwnFramework;
import java.io.File;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The bundles need no log: its bundle may stop, be updated, go, or never have been there. Equinox has a log of its own. */
public class LogBundleIT {
    private static final String LOG = "org.apache.felix.log";

    /** It is not needed, and does not resolve without the package of the log. */
    private static final String METATYPE = "org.apache.felix.metatype";

    @Rule
    public Timeout limit() {
        return Timeout.seconds(90);
    }

    private static boolean felix() {
        return "felix".equals(System.getProperty("offlinestate.container"));
    }

    private static OfflineManager manager(OwnFramework framework) {
        return framework.service(OfflineObjects.class).open("default");
    }

    private static void change(OfflineManager manager) throws Exception {
        ConnectionState other =
                manager.getCurrentState() == ConnectionState.ONLINE ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
        manager.setCurrentState(other, Host.PATIENCE);
    }

    /** Registers a listener service that counts what it gets. */
    private static AtomicInteger listen(OwnFramework framework) {
        AtomicInteger count = new AtomicInteger();
        framework
                .context()
                .registerService(OfflineNotify.class, notification -> count.incrementAndGet(), new Hashtable<>());
        return count;
    }

    @Test
    public void withoutALogBundle_everythingWorks() throws Exception {
        try (OwnFramework framework = OwnFramework.start(LOG, METATYPE)) {
            Bundle jmx = framework.install(
                    new File(System.getProperty("offlinestate.bundles.more"), "io.offlinestate.jmx.jar"));
            jmx.start();
            AtomicInteger count = listen(framework);
            change(manager(framework));
            assertEquals(3, count.get());
            assertEquals(Bundle.ACTIVE, jmx.getState());
        }
    }

    @Test
    public void adviseByHand_survivesStopAndUpdateOfTheLog() throws Exception {
        assumeTrue(felix());
        try (OwnFramework framework = OwnFramework.start()) {
            ServiceReference<?> before = framework.context().getServiceReference(OfflineObjects.class);
            OfflineManager manager = manager(framework);
            AtomicInteger changes = new AtomicInteger();
            AtomicInteger heard = new AtomicInteger();
            AdviseToken token = manager.advise(AdviseInfo.builder(notification -> heard.incrementAndGet())
                    .notifyTypes(NotifyType.STATECHANGE)
                    .build());
            AtomicInteger asService = listen(framework);
            AtomicBoolean stop = new AtomicBoolean();
            Thread load = new Thread(
                    () -> {
                        try {
                            while (!stop.get()) {
                                change(manager);
                                changes.incrementAndGet();
                            }
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    },
                    "changes the state");
            load.setDaemon(true);
            load.start();
            Bundle log = framework.bundle(LOG);
            for (int i = 0; i < 10; i++) {
                int seen = changes.get();
                Await.until("changes go on", () -> changes.get() > seen + 5);
                log.stop();
                Await.until("changes go on without a log", () -> changes.get() > seen + 10);
                log.start();
                log.update();
            }
            stop.set(true);
            Await.end(load);

            int heardBefore = heard.get(); // a busy machine may have made it skip some
            int asServiceBefore = asService.get();
            change(manager);
            Await.until("the advise by hand goes on", () -> heard.get() > heardBefore);
            Await.until("the listener service goes on", () -> asService.get() > asServiceBefore);
            assertEquals(before, framework.context().getServiceReference(OfflineObjects.class));
            token.close();
            log.stop();
            manager.advise(AdviseInfo.of(notification -> {
                throw new IllegalStateException("thrown while there is no log");
            }));
            change(manager);
            log.start();
            Await.until(
                    "what went wrong meanwhile is in the log",
                    () -> logged(framework).stream()
                            .anyMatch(line -> line.contains("has thrown") && line.contains("when there was no log")));
        }
    }

    @Test
    public void entriesOfAStoppedLog_areWrittenWhenItStarts() throws Exception {
        assumeTrue(felix());
        try (OwnFramework framework = OwnFramework.start()) {
            OfflineManager manager = manager(framework);
            Bundle log = framework.bundle(LOG);
            log.stop();
            manager.advise(AdviseInfo.of(notification -> {
                throw new IllegalStateException("thrown while there is no log");
            }));
            change(manager);
            log.start();
            Await.until(
                    "what went wrong meanwhile is in the log",
                    () -> logged(framework).stream()
                            .anyMatch(line -> line.contains("has thrown") && line.contains("when there was no log")));
        }
    }

    private static List<String> logged(OwnFramework framework) throws Exception {
        ServiceReference<?>[] readers =
                framework.context().getAllServiceReferences("org.osgi.service.log.LogReaderService", null);
        assertNotNull(readers);
        Object reader = framework.context().getService(readers[0]);
        List<String> lines = new ArrayList<>();
        for (Object entry : Collections.list((Enumeration<?>) call(reader, "getLog"))) {
            lines.add((String) call(entry, "getMessage"));
        }
        return lines;
    }

    /** The log's classes are its bundle's, not the test's. */
    private static Object call(Object object, String method) throws Exception {
        Method found = object.getClass().getMethod(method);
        found.setAccessible(true);
        return found.invoke(object);
    }

    @Test
    public void uninstalledLog_afterRefresh_takesNobodyWithIt() throws Exception {
        assumeTrue(felix());
        try (OwnFramework framework = OwnFramework.start()) {
            AtomicInteger count = listen(framework);
            change(manager(framework));
            assertEquals(3, count.get());
            Bundle log = framework.bundle(LOG);
            log.uninstall();
            framework.refresh(log);
            OfflineManager manager = manager(framework);
            Map<String, Integer> states = Map.of(
                    Host.IMPL, framework.bundle(Host.IMPL).getState(),
                    Host.WHITEBOARD, framework.bundle(Host.WHITEBOARD).getState());
            assertEquals(Map.of(Host.IMPL, Bundle.ACTIVE, Host.WHITEBOARD, Bundle.ACTIVE), states);
            assertEquals("the intent is kept", ConnectionState.OFFLINE, manager.getCurrentState());
            Await.until("the listener is advised again", () -> {
                change(manager);
                return count.get() > 3;
            });
            assertTrue(count.get() >= 6);
        }
    }
}
