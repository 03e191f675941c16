// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Capability;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No lock is held wherever the whiteboard calls what may be foreign code. */
class NoLockTest extends WhiteboardFixture {
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> held = new ConcurrentLinkedQueue<>();

    private void look() {
        calls.incrementAndGet();
        ThreadInfo info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(new long[] {Thread.currentThread().getId()}, true, true)[0];
        for (MonitorInfo monitor : info.getLockedMonitors()) {
            StackTraceElement frame = monitor.getLockedStackFrame();
            if (frame.getClassName().startsWith("io.offlinestate")
                    || frame.getClassName().startsWith("java.util")) {
                held.add(frame.toString());
            }
        }
        for (LockInfo lock : info.getLockedSynchronizers()) {
            if (!lock.getClassName().startsWith("java.util.concurrent.ThreadPoolExecutor")) {
                held.add(lock.toString());
            }
        }
    }

    @Test
    void theTestSeesALock() {
        synchronized (held) {
            look();
        }
        assertEquals(1, held.size());
        held.clear();
    }

    @Test
    void noLockIsHeldWhileForeignCodeRuns() {
        framework.foreignCode = this::look; // getService, ungetService, advise, update, close, setProperties
        log.whenLogged = this::look;
        framework.addListener("(objectClass=*)", event -> look());
        FakeManager mail = FakeManager.global(framework, "mail");
        FakeRegistration<OfflineManager> object = mail.register();
        FakeRegistration<OfflineNotify> early = register(new Listener(), Map.of());

        whiteboard.open();
        manager("news");
        FakeRegistration<OfflineNotify> second = register(new Listener(), Map.of(TARGET, "(offline.type=*)"));
        register(new Listener(), Map.of(TOKEN, "wrong"));
        for (int i = 0; i < 20; i++) {
            early.setProperties(Map.of(TOKEN, i));
        }
        early.setProperties(Map.of(PROFILE, "news"));
        mail.capabilities = Set.of(Capability.ONLINE);
        object.setProperties(mail.properties());
        second.setProperties(Map.of(TYPES, "wrong"));
        second.setProperties(Map.of());
        snapshot();
        object.unregister();
        second.unregister();
        whiteboard.close();

        assertTrue(calls.get() > 100, calls::toString);
        assertEquals(Set.of(), Set.copyOf(held));
    }
}
