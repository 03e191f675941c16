// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceEvent;

@Timeout(30)
class WatchCommandTest {
    private static final String CHILD =
            "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001";
    private static final String TIME = "03:07:10.678+00:00  ";

    private final FakeHost host = new FakeHost();
    private final FakeOutput output = new FakeOutput();
    private final ExecutorService user = Executors.newSingleThreadExecutor();

    @BeforeEach
    void addObjects() {
        host.add("default", null);
        host.add("work", null);
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        user.shutdownNow();
        assertTrue(user.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(List.of(), host.tokens);
        assertTrue(host.context.isQuiet());
    }

    @Test
    void eachPhaseOfEveryObjectIsPrinted() throws Exception {
        Future<?> watch = watch();
        output.await("work: is ONLINE");
        host.tell("work", NotifyType.STATECHANGE_START, FakeHost.change(3));
        host.tell("default", NotifyType.STATECHANGE_DONE, FakeHost.change(12));
        output.closeAfter("sequence 12");
        watch.get();
        assertEquals("""
                %1$swatching 2 objects; Ctrl-C ends
                %1$sdefault: is ONLINE
                %1$swork: is ONLINE
                %1$swork: STATECHANGE_START  ONLINE -> OFFLINE  sequence 3, REQUEST
                %1$sdefault: STATECHANGE_DONE   ONLINE -> OFFLINE  sequence 12, REQUEST
                """.formatted(TIME), output.printed());
    }

    @Test
    void oneObjectAlone() throws Exception {
        Future<?> watch = watch("work");
        output.await("work: is ONLINE");
        host.tell("default", NotifyType.STATECHANGE, FakeHost.change(1));
        host.context.event(ServiceEvent.REGISTERED, "home");
        host.tell("work", NotifyType.STATECHANGE, FakeHost.change(2));
        output.closeAfter("sequence 2");
        watch.get();
        assertFalse(output.printed().contains("default"), output.printed());
        assertFalse(output.printed().contains("home"), output.printed());
    }

    @Test
    void objectsThatComeAndGoAreTold() throws Exception {
        Future<?> watch = watch();
        output.await("work: is ONLINE");
        host.add(CHILD, "work");
        host.context.event(ServiceEvent.REGISTERED, CHILD);
        host.context.event(ServiceEvent.REGISTERED, CHILD);
        host.context.event(ServiceEvent.MODIFIED, CHILD);
        output.await(CHILD + ": is ONLINE");
        host.tell(CHILD, NotifyType.STATECHANGE, FakeHost.change(1));
        output.await(CHILD + ": STATECHANGE");
        host.objects.remove(CHILD);
        host.context.event(ServiceEvent.UNREGISTERING, CHILD);
        host.context.event(ServiceEvent.REGISTERED, CHILD); // and gone again before it is looked at
        output.closeAfter(CHILD + ": is gone");
        watch.get();
        assertEquals(
                4, output.printed().lines().filter(line -> line.contains(CHILD)).count() + 1, output.printed());
    }

    @Test
    void anObjectOfTheSameNameIsWatchedAnew() throws Exception {
        Future<?> watch = watch("work");
        output.await("work: is ONLINE");
        host.context.event(ServiceEvent.UNREGISTERING, "work");
        host.context.event(ServiceEvent.REGISTERED, "work");
        output.await("work: is gone\n" + TIME + "work: is ONLINE");
        host.tell("work", NotifyType.STATECHANGE, FakeHost.change(1));
        output.closeAfter("sequence 1");
        watch.get();
        assertEquals(
                1,
                output.printed()
                        .lines()
                        .filter(line -> line.contains("sequence 1"))
                        .count(),
                output.printed());
    }

    @Test
    void itEndsWithAnInterruptWithoutAWord() throws Exception {
        watch();
        output.await("work: is ONLINE");
        String before = output.printed();
        user.shutdownNow();
        assertTrue(user.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(before, output.printed());
    }

    @Test
    void itEndsWhenNobodyReadsAlthoughNothingHappens() throws Exception {
        output.closeAfter("work: is ONLINE");
        watch().get();
    }

    @Test
    void itEndsWhenNobodyReadsAlthoughMuchHappens() throws Exception {
        output.closeAfter("work: is ONLINE");
        Future<?> watch = watch("work");
        assertTrue(host.advises.tryAcquire(20, TimeUnit.SECONDS));
        host.tellUntil(watch::isDone, "work");
    }

    @Test
    void itEndsWhenTheTimeIsUp() throws Exception {
        watch("--for", "0.1").get();
    }

    @Test
    void itEndsInTimeAlsoWhenMuchHappens() throws Exception {
        Future<?> watch = watch("--for", "0.2");
        output.await("work: is ONLINE");
        host.tellUntil(watch::isDone, "work");
    }

    @Test
    void itEndsWithTheManager() throws Exception {
        Future<?> watch = watch();
        output.await("work: is ONLINE");
        host.context.managerStops();
        watch.get();
        assertTrue(output.printed().endsWith("the manager stops; the watch ends\n"), output.printed());
    }

    @Test
    void itEndsWithItsBundle() throws Exception {
        Future<?> watch = watch();
        output.await("work: is ONLINE");
        host.context.bundleStops();
        watch.get();
        assertTrue(output.printed().endsWith("the console stops; the watch ends\n"), output.printed());
    }

    @Test
    void anObjectThatRefusesIsTold() throws Exception {
        host.refusal = new OfflineException(ErrorCode.NO_SUPPORT, "it has no capability");
        watch("work", "--for", "0.1").get();
        assertTrue(output.printed().contains("work: cannot be watched: it has no capability\n"), output.printed());
    }

    @Test
    void aConsoleThatIsTooSlowMissesLinesAndSaysHowMany() throws Exception {
        Future<?> watch = watch("work");
        output.await("work: is ONLINE");
        output.whileStuck(() -> {
            for (int i = 0; i < 10_500; i++) {
                host.tell("work", NotifyType.STATECHANGE, FakeHost.change(1));
            }
        });
        output.await(" lines left out: they came faster than the console took them");
        host.context.managerStops(); // is told behind all that waits
        watch.get();
        assertEquals(
                10_500,
                output.printed()
                                .lines()
                                .filter(line -> line.contains("sequence 1,"))
                                .count()
                        + leftOut());
    }

    @Test
    void ofManyObjectsTheStatesAreNotTold() throws Exception {
        for (int i = 0; i < 30; i++) {
            host.add("profile" + i, null);
        }
        Future<?> watch = watch();
        assertTrue(host.advises.tryAcquire(32, 20, TimeUnit.SECONDS));
        host.tell("work", NotifyType.STATECHANGE, FakeHost.change(1));
        output.closeAfter("sequence 1");
        watch.get();
        assertEquals(2, output.printed().lines().count(), output.printed());
    }

    private long leftOut() {
        return output.printed()
                .lines()
                .filter(line -> line.contains("left out"))
                .mapToLong(line -> Long.parseLong(line.substring(TIME.length(), line.indexOf(" lines"))))
                .sum();
    }

    private Future<?> watch(String... words) {
        return user.submit(() -> host.console().run("watch", List.of(words), output));
    }
}
