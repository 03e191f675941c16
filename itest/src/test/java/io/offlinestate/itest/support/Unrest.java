// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps an object changing from two threads: one asks for states in turn, the other votes in turn. */
public final class Unrest implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofSeconds(Await.SECONDS);

    private final Host host;
    private final OfflineObjectId object;
    private final Set<ErrorCode> tolerated = EnumSet.of(ErrorCode.PENDING);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Thread asker;
    private final Thread voter;
    private final CountDownLatch underWay = new CountDownLatch(2);
    private volatile boolean over;

    Unrest(Host host, OfflineObjectId object, ErrorCode... alsoTolerated) {
        this.host = host;
        this.object = object;
        this.tolerated.addAll(List.of(alsoTolerated));
        this.asker = new Thread(this::ask, "asks for states of " + object);
        this.voter = new Thread(this::vote, "votes on " + object);
    }

    Unrest begin() {
        asker.start();
        voter.start();
        return this;
    }

    /** Waits until both threads have changed something. */
    public void awaitUnderWay() {
        Await.latch("the state of " + object + " changes", underWay);
    }

    private interface Turn {
        void take(ConnectionState state) throws Exception;
    }

    private void ask() {
        untilOver(state -> {
            OfflineManager manager = host.objects().open(object);
            manager.setCurrentState(state, PATIENCE);
        });
    }

    private void vote() {
        untilOver(state -> {
            Reachability value = state == ConnectionState.ONLINE ? Reachability.REACHABLE : Reachability.UNREACHABLE;
            host.service(ReachabilityReporter.class).report(object, "unrest", value, "unrest");
        });
    }

    private void untilOver(Turn turn) {
        ConnectionState next = ConnectionState.OFFLINE;
        boolean counted = false;
        while (!over) {
            try {
                turn.take(next);
                if (!counted) {
                    counted = true;
                    underWay.countDown();
                }
                next = next == ConnectionState.ONLINE ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
            } catch (OfflineException e) {
                if (!tolerated.contains(e.code())) {
                    failures.add(e);
                }
            } catch (Throwable e) {
                failures.add(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Ends it: the object is online and settled when this returns. */
    @Override
    public void close() {
        over = true;
        Await.end(asker);
        Await.end(voter);
        host.service(ReachabilityReporter.class).withdraw(object, "unrest");
        host.settleOnline(object);
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " calls failed, the first: " + failures.get(0), failures.get(0));
        }
    }
}
