// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineConstants;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;

/**
 * What happens to the objects, from {@link #begin()} to {@link #close()}, told line by line.
 *
 * <p>Callbacks and framework events leave a note in a queue and return: nobody waits for a console. The thread that runs
 * the command does the rest, and alone touches the tokens and the output. It looks up twice a second whether anybody still
 * reads, because a connection that breaks tells nobody; no other thread is involved.
 */
final class Watch implements AutoCloseable {
    private static final String LABEL = HelpText.SCOPE + ":" + HelpText.WATCH;
    private static final String EVENTS = "(|(%1$s=%2$s)(%1$s=%3$s))"
            .formatted(Constants.OBJECTCLASS, OfflineManager.class.getName(), OfflineObjects.class.getName());
    private static final long LOOK_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MAX_WAITING = 10_000;

    private final ConsoleServices services;
    private final Optional<OfflineObjectId> only;
    private final Times times;
    private final WatchLines lines;
    private final Output output;
    private final BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    /** How many phases are in the queue, of which it takes so many at most. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicLong leftOut = new AtomicLong();
    private final ServiceListener serviceListener = this::serviceChanged;
    private final SynchronousBundleListener bundleListener = this::bundleChanged;
    private final Map<OfflineObjectId, AdviseToken> tokens = new HashMap<>();

    Watch(ConsoleServices services, Optional<OfflineObjectId> only, Times times, WatchLines lines, Output output) {
        this.services = services;
        this.only = only;
        this.times = times;
        this.lines = lines;
        this.output = output;
    }

    /** Begins to look out for objects, those that are there first. */
    void begin() {
        try {
            services.context().addServiceListener(serviceListener, EVENTS);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        services.context().addBundleListener(bundleListener);
        List<OfflineObjectId> objects = only.map(List::of)
                .orElseGet(() -> Stream.of(services.runtime().getRuntimeDTO().objects)
                        .map(object -> OfflineObjectId.parse(object.id))
                        .toList());
        output.line(lines.watching(objects.size(), times.now()));
        boolean told = objects.size() <= lines.toldAtMost();
        objects.forEach(object -> events.add(new WatchEvent.Came(object, told)));
    }

    /**
     * Prints what happens, until there is nothing to watch or nobody who reads, or the time is up.
     *
     * @throws InterruptedException if the user has had enough
     */
    void print(Optional<Duration> atMost) throws InterruptedException {
        long start = System.nanoTime();
        long limit = atMost.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        long now = start;
        long looked = start;
        boolean more = true;
        while (more && now - start < limit) {
            WatchEvent event = events.poll(Math.min(limit - (now - start), LOOK_UP_NANOS), TimeUnit.NANOSECONDS);
            more = event == null || print(event);
            now = System.nanoTime();
            if (events.isEmpty() || now - looked >= LOOK_UP_NANOS) {
                looked = now;
                more = output.flush() && more;
            }
        }
        output.flush();
    }

    /** Ends every advise; once it returns, nothing of the watch is left. */
    @Override
    public void close() {
        tokens.values().forEach(AdviseToken::close);
        tokens.clear();
        try {
            services.context().removeServiceListener(serviceListener);
            services.context().removeBundleListener(bundleListener);
        } catch (IllegalStateException e) {
            // the bundle has stopped, and the framework has removed them
        }
    }

    /** @return whether more may come */
    private boolean print(WatchEvent event) {
        if (event instanceof WatchEvent.Came came) {
            advise(came.object(), came.told());
        } else if (event instanceof WatchEvent.Began began) {
            output.line(lines.began(began));
        } else if (event instanceof WatchEvent.Phase phase) {
            waiting.decrementAndGet();
            output.line(lines.phase(phase));
        } else if (event instanceof WatchEvent.Gone gone) {
            unadvise(gone.object());
            output.line(lines.gone(gone));
        } else if (event instanceof WatchEvent.End end) {
            printLeftOut();
            output.line(lines.end(end));
            return false;
        }
        printLeftOut();
        return true;
    }

    private void printLeftOut() {
        long lost = leftOut.getAndSet(0);
        if (lost > 0) {
            output.line(lines.leftOut(lost, times.now()));
        }
    }

    private void advise(OfflineObjectId object, boolean told) {
        if (tokens.containsKey(object)) {
            return;
        }
        try {
            AdviseInfo info =
                    AdviseInfo.builder(new Listener(told)).label(LABEL).build();
            tokens.put(object, services.objects().open(object).advise(info));
        } catch (OfflineException e) {
            // one that is gone again has told so, or never was there
            if (e.code() != ErrorCode.NOT_FOUND) {
                output.line(lines.refused(object, e.getMessage(), times.now()));
            }
        }
    }

    private void unadvise(OfflineObjectId object) {
        AdviseToken token = tokens.remove(object);
        if (token != null) {
            // another object of that name may be there by now, and the token be of that one
            token.close();
        }
    }

    private void serviceChanged(ServiceEvent event) {
        int type = event.getType();
        if (type != ServiceEvent.REGISTERED && type != ServiceEvent.UNREGISTERING) {
            return;
        }
        ServiceReference<?> reference = event.getServiceReference();
        if (reference.getProperty(OfflineConstants.OFFLINE_PROFILE) != null) {
            objectChanged(reference, type == ServiceEvent.REGISTERED);
        } else if (type == ServiceEvent.UNREGISTERING) {
            events.add(new WatchEvent.End("the manager stops", times.now()));
        }
    }

    private void objectChanged(ServiceReference<?> reference, boolean came) {
        OfflineObjectId object;
        try {
            object = OfflineObjectId.ofProperties(reference::getProperty);
        } catch (OfflineException notAnId) {
            return; // not a service of the manager: the whiteboard warns of it
        }
        if (only.isEmpty() || only.get().equals(object)) {
            events.add(came ? new WatchEvent.Came(object, true) : new WatchEvent.Gone(object, times.now()));
        }
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING
                && event.getBundle().equals(services.context().getBundle())) {
            events.add(new WatchEvent.End("the console stops", times.now()));
        }
    }

    /** Leaves a note of what it is told, unless too many are waiting. */
    private final class Listener implements OfflineNotify {
        private final boolean told;

        Listener(boolean told) {
            this.told = told;
        }

        @Override
        public void advised(OfflineObjectId object, ConnectionState state, long sequence) {
            if (told) {
                events.add(new WatchEvent.Began(object, state, sequence, times.now()));
            }
        }

        @Override
        public void notify(OfflineNotification notification) {
            if (waiting.incrementAndGet() > MAX_WAITING) {
                waiting.decrementAndGet();
                leftOut.incrementAndGet();
            } else {
                events.add(new WatchEvent.Phase(notification, times.now()));
            }
        }
    }
}
