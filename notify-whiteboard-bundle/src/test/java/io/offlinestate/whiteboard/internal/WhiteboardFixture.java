// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceEvent;

/** A whiteboard in a {@link FakeFramework}. Whatever a test has done: everything is balanced when the whiteboard is closed. */
@Timeout(60)
abstract class WhiteboardFixture {
    static final String PROFILE = "offline.notify.profile";
    static final String TARGET = "offline.notify.target";
    static final String TOKEN = "offline.notify.client.token";
    static final String TYPES = "offline.notify.types";

    private static final Duration BOUND = Duration.ofSeconds(20);

    final FakeFramework framework = new FakeFramework();
    final FakeLog log = new FakeLog();
    final Whiteboard whiteboard = new Whiteboard(framework.context, log.logger);

    private final Queue<FakeRegistration<?>> seen = new ConcurrentLinkedQueue<>();

    /** A listener that does nothing, and is equal to every other one: nobody must care. */
    static final class Listener implements OfflineNotify {
        @Override
        public void notify(OfflineNotification notification) {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Listener;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    WhiteboardFixture() {
        // before the whiteboard, so that it knows every service that the whiteboard may get
        framework.addListener("(objectClass=*)", event -> {
            FakeRegistration<?> registration = ((FakeReference<?>) event.getServiceReference()).registration();
            if (event.getType() == ServiceEvent.REGISTERED) {
                seen.add(registration);
            }
        });
    }

    FakeRegistration<OfflineNotify> register(OfflineNotify listener, Map<String, ?> properties) {
        return framework.register(OfflineNotify.class, listener, properties);
    }

    FakeManager manager(String profile) {
        FakeManager manager = FakeManager.global(framework, profile);
        manager.register();
        return manager;
    }

    OfflineWhiteboardDTO snapshot() {
        FakeRegistration<OfflineWhiteboardRuntime> runtime = runtime();
        try {
            return runtime.get().getRuntimeDTO();
        } finally {
            runtime.unget();
        }
    }

    FakeRegistration<OfflineWhiteboardRuntime> runtime() {
        return framework.registrations(OfflineWhiteboardRuntime.class).get(0);
    }

    long changeCount() {
        return (Long) runtime().properties.get("service.changecount");
    }

    /** The only service that failed. */
    FailedNotifyServiceDTO failed() {
        OfflineWhiteboardDTO snapshot = snapshot();
        assertEquals(1, snapshot.failedNotifyServices.length);
        return snapshot.failedNotifyServices[0];
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS), "took too long");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs something on a thread of its own; see {@link #join}. */
    static FutureTask<Void> start(Runnable work) {
        Callable<Void> callable = () -> {
            work.run();
            return null;
        };
        FutureTask<Void> task = new FutureTask<>(callable);
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    static void join(FutureTask<Void> task) {
        join(task, BOUND);
    }

    static void join(FutureTask<Void> task, Duration bound) {
        try {
            task.get(bound.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void everythingIsBalanced() {
        whiteboard.close();
        assertEquals(List.of(), framework.listenersOf(ServiceWatch.class), "service listeners");
        for (FakeRegistration<?> each : seen) {
            assertEquals(each.gets.get(), each.ungets.get(), () -> "uses of " + each.reference);
            if (each.type == OfflineManager.class && !each.gone) {
                assertEquals(List.of(), ((FakeManager) each.get()).advises(), () -> "advises on " + each.reference);
            }
        }
        assertEquals(List.of(), List.copyOf(framework.violations));
    }
}
