// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Some listener services hang in the very first notification of a fresh framework, and all of them come before those that
 * behave: how long must those wait?
 *
 * <p>The figure to look at is printed. What is asserted is generous: the machine may be busy with something else.
 */
public abstract class HungListenersTest extends FrameworkTest {
    private static final long GENEROUS_MILLIS = 2_000;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicLong lastStart = new AtomicLong();
    private final AtomicLong lastChange = new AtomicLong();

    /** The network is found to be gone: a change to offline without a hold. */
    protected final void whenAnOutageIsDetected(int hung, int all) throws Exception {
        OfflineObjectId object = Host.DEFAULT;
        ReachabilityReporter reporter = host.service(ReachabilityReporter.class);
        measure("an outage is detected", object, OFFLINE, hung, all, () -> {
            reporter.report(object, "cable", Reachability.UNREACHABLE, "unplugged");
        });
        reporter.withdraw(object, "cable");
    }

    /** A profile that starts offline goes online. */
    protected final void whenGoingOnline(int hung, int all) throws Exception {
        OfflineObjectId object = OfflineObjectId.global("starts-offline");
        host.configure(Map.of("profile", object.profile(), "startup", "offline"));
        host.awaitObject(object);
        var manager = host.manager(object);
        measure("going online", object, ONLINE, hung, all, () -> manager.setCurrentState(ONLINE));
    }

    private void measure(String what, OfflineObjectId object, ConnectionState state, int hung, int all, Runnable change)
            throws Exception {
        CountDownLatch told = new CountDownLatch(all - hung);
        List<Recorder> recorders = new ArrayList<>();
        int first = state == OFFLINE ? 1 : -1; // descending ranking when going offline, ascending when going online
        for (int i = 0; i < all; i++) {
            boolean hangs = i < hung;
            Recorder recorder = new Recorder((hangs ? "hangs " : "behaves ") + i)
                    .doing(hangs ? this::hang : notification -> behave(notification, told));
            Map<String, Object> properties = Map.of(
                    "offline.notify.profile", object.profile(), "service.ranking", hangs ? first * (all - i) : 0);
            recorders.add(host.listen(recorder, properties).recorder());
        }
        assertEquals(all, host.advises(object).size());

        long begun = System.nanoTime();
        change.run();
        Await.latch("all that behave have been told", told);

        long startMillis = millis(lastStart.get() - begun);
        long changeMillis = millis(lastChange.get() - begun);
        System.out.printf(
                "### %s, Java %s, load %.1f: %d hung of %d, %s: the last of the others had START after %d ms, STATECHANGE"
                        + " after %d ms%n",
                System.getProperty(Containers.CONTAINER),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                hung,
                all,
                what,
                startMillis,
                changeMillis);
        assertTrue("START after " + startMillis + " ms", startMillis < GENEROUS_MILLIS);
        assertTrue("STATECHANGE after " + changeMillis + " ms", changeMillis < GENEROUS_MILLIS);
        assertEquals(state, host.manager(object).getCurrentState());

        goOn.countDown();
        for (Recorder recorder : recorders) {
            recorder.awaitDone(object, 1);
            assertEquals("everybody gets everything, in the end", 3, recorder.count());
            recorder.verify();
        }
    }

    private void hang(OfflineNotification notification) {
        Await.latch("the hung ones may go on", goOn);
    }

    private void behave(OfflineNotification notification, CountDownLatch told) {
        long now = System.nanoTime();
        if (notification.type() == NotifyType.STATECHANGE_START) {
            lastStart.accumulateAndGet(now, Math::max);
        } else if (notification.type() == NotifyType.STATECHANGE) {
            lastChange.accumulateAndGet(now, Math::max);
            told.countDown();
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
