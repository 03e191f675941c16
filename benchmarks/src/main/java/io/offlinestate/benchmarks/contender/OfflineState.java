// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.contender;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.benchmarks.host.FrameworkKind;
import io.offlinestate.benchmarks.host.OfflineHost;
import io.offlinestate.benchmarks.listener.Listener;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.reachability.ReachabilityReporter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/** This project: an event is a whole transition of the default profile, to offline and back in turn. */
final class OfflineState implements Contender {
    static final String PROFILE = "default";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final OfflineHost host;
    private final Way way;
    private final Trigger trigger;
    private final OfflineManager manager;
    private final ReachabilityReporter reporter;
    private boolean online = true;
    private int toBeSent;

    /** How listeners are added. */
    enum Way {
        ADVISE,
        WHITEBOARD
    }

    /** What sets off a transition. */
    enum Trigger {
        /** A request that is waited for. */
        REQUEST,
        /** A vote, which is not. */
        DETECTION,
        /** A vote from within a callback of the transition before, for as many as are to be sent. */
        IN_A_ROW
    }

    OfflineState(FrameworkKind framework, Way way, Trigger trigger) throws BundleException {
        this.host = new OfflineHost(framework);
        this.way = way;
        this.trigger = trigger;
        this.manager = host.objects().open(PROFILE);
        this.reporter = host.host().service(ReachabilityReporter.class);
        if (trigger == Trigger.IN_A_ROW) {
            manager.advise(AdviseInfo.of(this::goOn));
        }
    }

    @Override
    public Registration add(Listener listener, int ranking) {
        if (way == Way.WHITEBOARD) {
            return Services.registerNotify(host.host().context(), listener, ranking);
        }
        AdviseToken token =
                manager.advise(AdviseInfo.builder(listener).ranking(ranking).build());
        return token::close;
    }

    @Override
    public void send() {
        if (trigger == Trigger.REQUEST) {
            online = !online;
            request(online ? ConnectionState.ONLINE : ConnectionState.OFFLINE);
        } else {
            vote();
        }
    }

    @Override
    public void send(int events) {
        if (trigger == Trigger.IN_A_ROW) {
            toBeSent = events - 1;
            vote();
        } else {
            Contender.super.send(events);
        }
    }

    /** Called first in every phase, by one thread at a time. */
    private void goOn(OfflineNotification notification) {
        if (notification.type() == NotifyType.STATECHANGE_DONE && toBeSent > 0) {
            toBeSent--;
            vote();
        }
    }

    private void vote() {
        online = !online;
        reporter.report(
                manager.id(),
                "benchmark",
                online ? Reachability.REACHABLE : Reachability.UNREACHABLE,
                "the benchmark says so");
    }

    private void request(ConnectionState state) {
        try {
            manager.setCurrentState(state, PATIENCE);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean waits() {
        return trigger == Trigger.REQUEST;
    }

    @Override
    public boolean keepsGoing() {
        return trigger == Trigger.IN_A_ROW;
    }

    @Override
    public int callsPerEvent() {
        return 3;
    }
}
