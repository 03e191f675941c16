package io.offlinestate.benchmarks.contender;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineManager;
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

    /** How listeners are added. */
    enum Way {
        ADVISE,
        WHITEBOARD
    }

    /** What sets off a transition: a request that is waited for, or a vote, which is not. */
    enum Trigger {
        REQUEST,
        DETECTION
    }

    OfflineState(FrameworkKind framework, Way way, Trigger trigger) throws BundleException {
        this.host = new OfflineHost(framework);
        this.way = way;
        this.trigger = trigger;
        this.manager = host.objects().open(PROFILE);
        this.reporter = host.host().service(ReachabilityReporter.class);
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
        online = !online;
        if (trigger == Trigger.REQUEST) {
            request(online ? ConnectionState.ONLINE : ConnectionState.OFFLINE);
        } else {
            reporter.report(
                    manager.id(),
                    "benchmark",
                    online ? Reachability.REACHABLE : Reachability.UNREACHABLE,
                    "the benchmark says so");
        }
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
    public int callsPerEvent() {
        return 3;
    }
}
