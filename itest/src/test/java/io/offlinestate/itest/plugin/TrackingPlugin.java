// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.plugin;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Lives with managers that come and go: is advised by hand on the profile of each one that comes, and creates objects of its
 * own there; is advised as a service, too. Its manifest says how it ends.
 */
public final class TrackingPlugin implements BundleActivator, ServiceTrackerCustomizer<Object, TrackingPlugin.Held> {
    /** The manifest header that names the profile. */
    public static final String PROFILE = "Listener-Profile";

    /** The manifest header that says whether it leaves everything to others when it stops: true or false. */
    public static final String FORGETS = "Listener-Forgets";

    /** The manifest header that says whether a thread of its own goes on advising for as long as it can: true or false. */
    public static final String HASTY = "Listener-Hasty";

    /** The manifest header that names the phase in which it uninstalls its bundle; absent: it does not. */
    public static final String PHASE = "Listener-Phase";

    /** The manifest header that says whether the listener service does that: true or false. */
    public static final String BY_SERVICE = "Listener-Is-Service";

    private static final int MOST_ADVISES = 3;

    /** The client tokens, so that a notification says by which way it has come: 0 by the service. */
    private static final int BY_HAND = 1;

    private static final int IN_HASTE = 2;

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final UUID ACCOUNT = UUID.fromString("0d9e2f6a-1c55-4d0c-9f3c-6a1f0b7c2e11");
    private static final UUID FOLDER = UUID.fromString("5b7c1a90-8e0f-4f1d-b0a4-2d6f3e9c4a22");

    /** What it has of one service. */
    public record Held(Object service, List<AdviseToken> tokens) {
        static final Held NOTHING = new Held(null, List.of());
    }

    private BundleContext context;
    private Dictionary<String, String> headers;
    private OfflineNotify byHand;
    private OfflineNotify asService;
    private OfflineNotify journal;
    private String filter;
    private OfflineObjectId account;
    private OfflineObjectId folder;
    private ServiceTracker<Object, Held> tracker;
    private ServiceRegistration<OfflineNotify> registration;

    @Override
    public void start(BundleContext bundleContext) throws Exception {
        context = bundleContext;
        Objects.requireNonNull(Held.NOTHING); // loads the class while it can be loaded
        headers = context.getBundle().getHeaders();
        String profile = headers.get(PROFILE);
        UUID instance =
                UUID.nameUUIDFromBytes(context.getBundle().getSymbolicName().getBytes(StandardCharsets.UTF_8));
        account = OfflineObjectId.of(profile, ACCOUNT, instance);
        folder = OfflineObjectId.of(profile, FOLDER, instance);
        journal = Journals.open(context);
        boolean byService = says(BY_SERVICE);
        byHand = listener(Journals.open(context), !byService);
        asService = listener(journal, byService);

        filter = "(&(objectClass=%s)(offline.profile=%s)(offline.type=%s))"
                .formatted(OfflineManager.class.getName(), profile, OfflineObjectId.GLOBAL_STATE);
        String objects = "(objectClass=%s)".formatted(OfflineObjects.class.getName());
        tracker = new ServiceTracker<>(context, context.createFilter("(|" + filter + objects + ")"), this);
        tracker.open();
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("offline.notify.profile", profile);
        registration = context.registerService(OfflineNotify.class, asService, properties);
        if (says(HASTY)) {
            new Thread(this::goOnAdvising, context.getBundle().getSymbolicName()).start();
        }
    }

    private boolean says(String header) {
        return Boolean.parseBoolean(headers.get(header));
    }

    private void goOnAdvising() {
        Deque<AdviseToken> tokens = new ArrayDeque<>();
        try {
            while (true) {
                for (ServiceReference<?> reference : context.getServiceReferences(OfflineManager.class, filter)) {
                    OfflineNotify another = new ForwardingListener(Journals.open(context));
                    if (context.getService(reference) instanceof OfflineManager manager) {
                        context.getBundle(); // throws if it has stopped: then this may be the manager of the next run
                        unlessGoing(() -> tokens.add(manager.advise(info(another, IN_HASTE))));
                        context.ungetService(reference);
                    }
                    if (tokens.size() > MOST_ADVISES) {
                        tokens.remove().close();
                    }
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IllegalStateException stopped) {
            // as expected
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(filter, e);
        }
    }

    private OfflineNotify listener(OfflineNotify journal, boolean uninstalls) {
        String phase = headers.get(PHASE);
        return uninstalls && phase != null
                ? new SelfUninstallingListener(context.getBundle(), NotifyType.valueOf(phase), journal)
                : new ForwardingListener(journal);
    }

    @Override
    public void stop(BundleContext bundleContext) throws Exception {
        if (!says(FORGETS)) {
            registration.unregister();
            ((AutoCloseable) journal).close();
            tracker.close(); // does not wait for a service that is just being added: the other journal stays open
        }
    }

    @Override
    public Held addingService(ServiceReference<Object> reference) {
        Object service;
        try {
            service = context.getService(reference);
            context.getBundle(); // as above
        } catch (IllegalStateException stopped) {
            return Held.NOTHING; // an event that was under way when the bundle stopped
        }
        List<AdviseToken> tokens = new ArrayList<>();
        unlessGoing(() -> {
            if (service instanceof OfflineManager manager) {
                tokens.add(manager.advise(info(byHand, BY_HAND)));
            } else if (service instanceof OfflineObjects objects) {
                adviseOnOwn(objects, tokens);
            }
        });
        return new Held(service, tokens);
    }

    private void adviseOnOwn(OfflineObjects objects, List<AdviseToken> tokens) {
        OfflineManager created = objects.create(CreateInfo.builder(account).build());
        tokens.add(created.advise(info(byHand, BY_HAND)));
        tokens.add(objects.create(CreateInfo.child(account, folder.type(), folder.instance()))
                .advise(info(byHand, BY_HAND)));
        created.setCurrentState(opposite(created.getCurrentState())).whenComplete((state, failure) -> {});
    }

    private static AdviseInfo info(OfflineNotify listener, int clientToken) {
        return AdviseInfo.builder(listener).clientToken(clientToken).build();
    }

    private static ConnectionState opposite(ConnectionState state) {
        return state == ConnectionState.ONLINE ? ConnectionState.OFFLINE : ConnectionState.ONLINE;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Held held) {
        // concerns capabilities only
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Held held) {
        held.tokens().forEach(AdviseToken::close);
        if (held.service() instanceof OfflineObjects objects) {
            unlessGoing(() -> objects.release(folder));
            unlessGoing(() -> objects.release(account));
        }
        try {
            context.ungetService(reference);
        } catch (IllegalStateException stopped) {
            // then the framework has done it
        }
    }

    /** Does something that the manager may not be there for any more. */
    private static void unlessGoing(Runnable action) {
        try {
            action.run();
        } catch (OfflineException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }
}
