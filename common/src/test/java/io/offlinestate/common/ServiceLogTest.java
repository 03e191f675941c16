// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

class ServiceLogTest {
    private final AtomicInteger uses = new AtomicInteger();
    private final BundleContext context = proxy(BundleContext.class, (proxy, method, arguments) -> {
        if (method.getName().equals("getService")) {
            Object service = ((FakeService) Proxy.getInvocationHandler(arguments[0])).get();
            if (service != null) {
                uses.incrementAndGet();
            }
            return service;
        }
        return uses.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    });
    private final ServiceLog log = new ServiceLog(context, ServiceLogTest.class);
    private final FakeService service = new FakeService();

    /** A LoggerFactory service and its reference. */
    private final class FakeService implements InvocationHandler {
        final ServiceReference<?> reference = proxy(ServiceReference.class, this);
        final List<String> lines = new CopyOnWriteArrayList<>();
        final List<Throwable> thrown = new CopyOnWriteArrayList<>();
        volatile boolean gettable = true;
        volatile boolean broken;
        volatile boolean lockHeld;
        volatile Object object = proxy(LoggerFactory.class, (proxy, method, arguments) -> {
            look();
            assertEquals(ServiceLogTest.class.getName(), arguments[0]);
            return proxy(Logger.class, this);
        });

        Object get() {
            look();
            return gettable ? object : null;
        }

        private void look() {
            lockHeld |= Thread.holdsLock(log);
        }

        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            if (method.getName().equals("equals")) {
                return proxy == arguments[0];
            }
            look();
            if (broken) {
                throw new AssertionError("a log that is broken");
            }
            assertEquals("{}", arguments[0]);
            lines.add(method.getName() + " " + arguments[1]);
            if (arguments[2] != null) {
                thrown.add((Throwable) arguments[2]);
            }
            return null;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ServiceLogTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void entry_reachesService_withArgumentsAndDetachedThrowable() {
        log.bind(service.reference);
        log.info("{} of {}", "one", 2);
        log.warn("{} failed", "it", new IllegalStateException("why"));
        log.error("braces {} in an argument", "{}");
        assertEquals(List.of("info one of 2", "warn it failed", "error braces {} in an argument"), service.lines);
        assertEquals(DetachedThrowable.class, service.thrown.get(0).getClass());
        assertEquals(1, service.thrown.size());
        assertFalse(service.lockHeld);
    }

    @Test
    void argument_isCleaned() {
        log.bind(service.reference);
        log.warn("Listener {} has thrown.", "a\nforged line");
        assertEquals(List.of("warn Listener a\\nforged line has thrown."), service.lines);
    }

    @Test
    void entry_withForeignTextInItsFormat_isCleaned() {
        log.bind(service.reference);
        log.warn("a\u202e\u2028 {}", 7);
        assertEquals(List.of("warn a\\u202e\\u2028 7"), service.lines);
    }

    @Test
    void argument_huge_isCut() {
        log.bind(service.reference);
        log.warn("{}", "x".repeat(1_000_000));
        assertTrue(
                service.lines.get(0).length() < 5_000,
                () -> service.lines.get(0).length() + " characters");
    }

    @Test
    void argumentThatCannotBePrinted_isNamed() {
        log.bind(service.reference);
        log.warn("{}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        });
        assertTrue(service.lines.get(0).endsWith("which cannot be printed"), service.lines.get(0));
    }

    @Test
    void entriesBeforeTheLog_areWrittenWhenItComes() {
        log.warn("early");
        log.bind(service.reference);
        assertEquals(1, service.lines.size());
        assertTrue(
                service.lines.get(0).matches("warn early \\(at \\S+Z, when there was no log\\)"), service.lines.get(0));
    }

    @Test
    void entriesWithoutALog_areBoundedAndCounted() {
        for (int i = 0; i < ServiceLog.KEPT + 3; i++) {
            log.warn("{}.", i);
        }
        log.bind(service.reference);
        assertEquals(ServiceLog.KEPT + 1, service.lines.size());
        assertTrue(service.lines.get(0).startsWith("warn 3. "), service.lines.get(0));
        assertEquals("warn 3 log entries before these were lost.", service.lines.get(ServiceLog.KEPT));
    }

    @Test
    void logThatGoesAndComes_losesNothing() {
        log.bind(service.reference);
        log.warn("first");
        log.unbind(service.reference);
        assertEquals(0, uses.get());
        log.warn("second");
        FakeService other = new FakeService();
        log.bind(other.reference);
        log.warn("third");
        assertEquals(List.of("warn first"), service.lines);
        assertEquals(2, other.lines.size());
        assertEquals("warn third", other.lines.get(1));
    }

    @Test
    void unbindOfReplacedLog_keepsTheNewOne() {
        FakeService other = new FakeService();
        log.bind(service.reference);
        log.warn("first");
        log.bind(other.reference);
        log.warn("second");
        log.unbind(service.reference);
        log.warn("third");
        assertEquals(List.of("warn second", "warn third"), other.lines);
    }

    @Test
    void serviceThatCannotBeGot_isTriedAgain() {
        service.gettable = false;
        log.bind(service.reference);
        log.warn("first");
        service.gettable = true;
        log.warn("second");
        assertEquals("warn second", service.lines.get(0));
        assertTrue(service.lines.get(1).startsWith("warn first (at "), service.lines.get(1));
    }

    @Test
    void brokenLog_disturbsNobodyAndGetsItLater() {
        log.bind(service.reference);
        service.broken = true;
        log.warn("first");
        service.broken = false;
        log.warn("second");
        assertEquals(2, service.lines.size());
    }

    @Test
    void objectThatIsNoLoggerFactory_isReleasedAgain() {
        service.object = "of another class space";
        log.bind(service.reference);
        log.warn("first");
        assertEquals(0, uses.get());
    }

    @Test
    void logThatComesAndGoesUnderLoad_losesNothing() throws InterruptedException {
        int entries = 2_000;
        CountDownLatch done = new CountDownLatch(2);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread writer = new Thread(() -> {
                for (int j = 0; j < entries; j++) {
                    log.warn("one");
                }
                done.countDown();
            });
            writer.setDaemon(true);
            writers.add(writer);
        }
        writers.forEach(Thread::start);
        while (done.getCount() > 0) {
            log.bind(service.reference);
            log.unbind(service.reference);
        }
        assertTrue(done.await(20, TimeUnit.SECONDS));
        for (Thread writer : writers) {
            writer.join(TimeUnit.SECONDS.toMillis(20));
        }
        log.bind(service.reference);
        int lost = service.lines.stream()
                .filter(line -> line.endsWith("were lost."))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .sum();
        long written = service.lines.stream()
                .filter(line -> line.startsWith("warn one"))
                .count();
        assertEquals(2L * entries, written + lost);
        assertFalse(service.lockHeld);
    }
}
