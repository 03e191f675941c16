// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * Lets one bundle of a framework be active in a role, such as that of the manager. The others wait; when the active one goes, one
 * of them takes over at once, on the thread that ends the active one.
 *
 * <p>The bundles may come from different class spaces and be of different versions, so they share no class. Each candidate
 * registers a marker, a plain {@code java.lang.Object}, with its role and its state as service properties.
 *
 * <p>The rule is that of the one-bit algorithm for mutual exclusion. A candidate that sees no claim of another one claims, and
 * then looks again. If it sees another claim now, the one with the higher service id takes its claim back. A candidate that sees
 * no other claim is active and claims until it closes. Since each one claims before it looks, no two are active; the registry
 * needs not be atomic for that. Thread-safe. No lock is held while the candidate or the registry is called.
 *
 * <p>A role may follow another one, as the whiteboard follows the manager: a candidate is active only while the active bundle of
 * the followed role uses the same API bundle, or while that role has no active bundle. It gives way when that changes.
 */
public final class Election implements AutoCloseable {
    /** The service property with the role of a marker. */
    public static final String ROLE = "io.offlinestate.role";
    /** The service property with the state of a marker: the name of a {@link State}. */
    public static final String STATE = "io.offlinestate.state";

    static final String MARKER = "java.lang.Object";

    private static final long CLOSE_SECONDS = 5;

    /** What a marker says of its bundle. */
    public enum State {
        /** Does nothing until the active one goes. */
        WAITING,
        /** Is about to become active, or to wait. */
        CLAIMING,
        ACTIVE
    }

    /** What is elected. The methods are called one at a time. */
    public interface Candidate {
        /** This one is active from now on, or again. */
        void activate();

        /**
         * This one is passive because of another bundle, which has not been reported before.
         *
         * @param active the marker of that bundle, of the same role or of the followed one
         */
        void passive(ServiceReference<?> active);

        /** This one is active no more; nothing of it may be left when this returns. */
        void deactivate();
    }

    private final BundleContext context;
    private final String role;
    private final Candidate candidate;
    private final Markers markers;

    // The thread at work owns these.
    private ServiceRegistration<?> marker;
    private ServiceReference<?> own;
    private State state = State.WAITING;
    private ServiceReference<?> reported;

    /** The thread at work, or null. Guarded by this, as the next four. */
    private Thread worker;

    /** Whether all markers are tracked: another thread may bring an event before that, and would see too few claims. */
    private boolean opened;

    private boolean again;
    private boolean closing;
    private boolean closed;

    /**
     * Prepares the election of a role that follows no other; {@link #open} begins it.
     *
     * @param context of the bundle that is the candidate
     * @param role letters only
     */
    public Election(BundleContext context, String role, Candidate candidate) {
        this(context, role, null, candidate);
    }

    /**
     * Prepares the election; {@link #open} begins it.
     *
     * @param context of the bundle that is the candidate
     * @param role letters only
     * @param follows the role whose active bundle the candidate must share the API with; null if there is none
     */
    public Election(BundleContext context, String role, String follows, Candidate candidate) {
        this.context = context;
        this.role = role;
        this.candidate = candidate;
        this.markers = new Markers(context, role, follows, this::decideAfter);
    }

    /** Takes part. If no other one is active, the candidate is when this returns. */
    public void open() {
        marker = context.registerService(MARKER, new Object(), properties(State.WAITING));
        own = marker.getReference();
        markers.open();
        synchronized (this) {
            opened = true;
        }
        decide();
    }

    /**
     * Takes part no more: the candidate is deactivated, and the next one takes over. Waits at most some seconds for another
     * thread that is just activating the candidate; called from inside of its methods, it returns at once.
     */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        decide();
        awaitClosed();
    }

    /** One thread at a time decides; what happens meanwhile makes it look again. */
    private void decide() {
        synchronized (this) {
            again = true;
            if (worker != null || !opened) {
                return;
            }
            worker = Thread.currentThread();
        }
        boolean done = false;
        try {
            while (next()) {
                step();
            }
            done = true;
        } finally {
            if (!done) {
                release();
            }
        }
    }

    private synchronized boolean next() {
        if (again) {
            again = false;
            return true;
        }
        worker = null;
        notifyAll();
        return false;
    }

    private synchronized void release() {
        worker = null;
        notifyAll();
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private void step() {
        if (isClosing()) {
            end();
        } else if (!stops()) {
            ServiceReference<?> otherApi = markers.otherApi();
            if (state != State.ACTIVE) {
                compete(otherApi);
            } else if (otherApi != null) {
                giveWay();
                report(otherApi);
            }
        }
    }

    /** @param otherApi what keeps this one from being active, or null */
    private void compete(ServiceReference<?> otherApi) {
        Markers.Claims others = markers.claims(own);
        if (otherApi == null) {
            if (state == State.WAITING && !others.any && show(State.CLAIMING)) {
                others = markers.claims(own);
            }
            if (state == State.CLAIMING) {
                if (others.lower) {
                    show(State.WAITING);
                } else if (!others.any && show(State.ACTIVE)) {
                    reported = null;
                    activate();
                }
            }
        } else if (state == State.CLAIMING) {
            show(State.WAITING);
        }
        report(otherApi == null ? others.active : otherApi);
    }

    private void report(ServiceReference<?> active) {
        if (active != null && !active.equals(reported)) {
            reported = active;
            candidate.passive(active);
        }
    }

    private void giveWay() {
        try {
            candidate.deactivate();
        } finally {
            if (!show(State.WAITING)) {
                state = State.WAITING;
            }
        }
    }

    private void decideAfter(ServiceReference<?> changed) {
        if (!changed.equals(own)) {
            decide();
        }
    }

    private void activate() {
        boolean done = false;
        try {
            candidate.activate();
            done = true;
        } finally {
            if (!done) {
                end(); // the next one may be able to
            }
        }
    }

    private void end() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        markers.close();
        try {
            if (state == State.ACTIVE) {
                candidate.deactivate();
            }
        } finally {
            // first: a candidate that opens while the marker is being unregistered may find it, and get no event of it
            // any more
            show(State.WAITING);
            try {
                marker.unregister();
            } catch (IllegalStateException gone) {
                // by the framework, because the bundle stops
            }
        }
    }

    private synchronized void awaitClosed() {
        BoundedWait.await(
                this,
                TimeUnit.SECONDS.toNanos(CLOSE_SECONDS),
                () -> worker == null || worker == Thread.currentThread());
    }

    /** Whether to take over makes no sense any more. */
    private boolean stops() {
        try {
            return context.getBundle().getState() == Bundle.STOPPING
                    || context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
        } catch (IllegalStateException stopped) {
            return true;
        }
    }

    private boolean show(State next) {
        try {
            marker.setProperties(properties(next));
            state = next;
            return true;
        } catch (IllegalStateException gone) {
            return false; // the bundle stops
        }
    }

    private Dictionary<String, Object> properties(State shown) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ROLE, role);
        properties.put(STATE, shown.name());
        return properties;
    }
}
