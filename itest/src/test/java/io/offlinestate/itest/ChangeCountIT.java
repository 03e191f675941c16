// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** Who looks at the runtime again when its {@code service.changecount} moves is always up to date. */
public class ChangeCountIT extends FrameworkTest {
    private static final long DELAY_MILLIS = 50;

    private long count() {
        ServiceReference<OfflineRuntime> runtime = host.context().getServiceReference(OfflineRuntime.class);
        return (Long) runtime.getProperty(Constants.SERVICE_CHANGECOUNT);
    }

    /** Once the count has come to rest, does something that must move it. */
    private void assertMoves(String what, Callable<?> change) throws Exception {
        long before = rest();
        change.call();
        Await.until("the count moves: " + what, () -> count() > before);
    }

    /** The count after it has not moved for longer than it is ever late. */
    private long rest() {
        long[] last = {count(), System.nanoTime()};
        Await.until("nothing changes", () -> {
            long now = count();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > TimeUnit.MILLISECONDS.toNanos(4 * DELAY_MILLIS);
        });
        return last[0];
    }

    @Test
    public void itMovesWithEveryChange() throws Exception {
        OfflineObjectId profile = OfflineObjectId.global(Host.newName("counted"));
        ReachabilityReporter reporter = host.service(ReachabilityReporter.class);
        assertMoves("created", () -> host.create(CreateInfo.global(profile.profile())));
        AdviseToken[] token = new AdviseToken[1];
        assertMoves("advised", () -> {
            token[0] = host.manager(profile).advise(AdviseInfo.of(new Recorder("advised")));
            return null;
        });
        assertMoves("offline", () -> host.set(profile, OFFLINE));
        assertMoves("reported, without a change of state", () -> {
            reporter.report(profile, "detector", Reachability.UNREACHABLE, "no carrier");
            return null;
        });
        assertMoves(
                "requested, without a change of state",
                () -> host.manager(profile).setCurrentState(ONLINE));
        assertMoves("withdrawn", () -> {
            reporter.withdraw(profile, "detector");
            return null;
        });
        assertMoves("unadvised", () -> {
            token[0].close();
            return null;
        });
        assertMoves("a wrong configuration", () -> host.configure(Map.of("profile", "wrong", "backlog", "many")));
        assertMoves("released", () -> {
            host.objects().release(profile);
            return null;
        });
    }

    @Test
    public void aStormOfChangesMovesItAFewTimesAndNeverBack() throws Exception {
        OfflineObjectId profile = host.newProfile();
        rest();
        List<Long> counts = new CopyOnWriteArrayList<>();
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.MODIFIED) {
                counts.add((Long) event.getServiceReference().getProperty(Constants.SERVICE_CHANGECOUNT));
            }
        };
        host.context().addServiceListener(listener, "(objectClass=" + OfflineRuntime.class.getName() + ")");
        host.undo(() -> host.context().removeServiceListener(listener));
        long before = count();
        long begun = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            host.set(profile, i % 2 == 0 ? OFFLINE : ONLINE);
        }
        rest();
        long delays = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / DELAY_MILLIS;
        assertTrue(counts.size() + " in " + delays + " delays", counts.size() <= delays + 1);
        assertTrue("more changes than publications: " + counts, count() - before > counts.size());
        assertEquals(counts.stream().sorted().toList(), counts);
    }
}
