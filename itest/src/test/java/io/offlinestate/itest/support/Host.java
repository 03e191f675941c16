// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import static org.junit.Assert.assertNotNull;

import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineNotify;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** The host as the test's own bundle sees it. What is done through it is undone at the end of the test. */
public final class Host {
    public static final String API = "io.offlinestate.api";
    public static final String IMPL = "io.offlinestate.impl";
    public static final String WHITEBOARD = "io.offlinestate.whiteboard";
    public static final String CONSOLE = "io.offlinestate.console";

    /** The factory PID of the configuration of a profile. */
    public static final String PROFILE_PID = "io.offlinestate.profile";

    public static final OfflineObjectId DEFAULT = OfflineObjectId.global("default");

    /** More transitions than any test makes while a thread waits for its turn on a busy machine: none is skipped. */
    public static final int ENDLESS_BACKLOG = 1_000_000;

    public static final Duration PATIENCE = Duration.ofSeconds(Await.SECONDS);

    private static final AtomicInteger PROFILES = new AtomicInteger();

    private final BundleContext context;
    private final Map<Class<?>, ServiceTracker<?, ?>> trackers = new ConcurrentHashMap<>();
    private final Map<String, Journal> journals = new ConcurrentHashMap<>();
    private final Deque<Undo> undos = new ArrayDeque<>();

    /** Undoes something. */
    public interface Undo {
        void run() throws Exception;
    }

    Host(BundleContext context) {
        this.context = context;
        awaitObject(DEFAULT);
    }

    public BundleContext context() {
        return context;
    }

    /** Has something done at the end of the test, in the reverse order of what was done. */
    public synchronized void undo(Undo undo) {
        undos.push(undo);
    }

    /** Undoes everything. */
    void close() {
        Throwable first = null;
        for (Undo undo = next(); undo != null; undo = next()) {
            try {
                undo.run();
            } catch (Throwable e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        trackers.values().forEach(ServiceTracker::close);
        if (first != null) {
            throw new AssertionError("the test could not be undone", first);
        }
    }

    private synchronized Undo next() {
        return undos.poll();
    }

    // ---- services

    /** The service of this type, once it is there. */
    public <T> T service(Class<T> type) {
        try {
            Object service = trackers.computeIfAbsent(type, this::track)
                    .waitForService(TimeUnit.SECONDS.toMillis(Await.SECONDS));
            assertNotNull("no service " + type.getName(), service);
            return type.cast(service);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for " + type.getName(), e);
        }
    }

    private ServiceTracker<?, ?> track(Class<?> type) {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        return tracker;
    }

    public OfflineObjects objects() {
        return service(OfflineObjects.class);
    }

    public OfflineManager manager(OfflineObjectId object) {
        return objects().open(object);
    }

    public OfflineObjectDTO dto(OfflineObjectId object) {
        return service(OfflineRuntime.class).getObjectDTO(object);
    }

    public List<AdviseDTO> advises(OfflineObjectId object) {
        return List.of(dto(object).advises);
    }

    public List<TransitionDTO> history(OfflineObjectId object) {
        return service(OfflineRuntime.class).getHistory(object);
    }

    public String[] configurationErrors() {
        return service(OfflineRuntime.class).getRuntimeDTO().configurationErrors;
    }

    /** What the whiteboard says of a service that is in order. */
    public Optional<NotifyServiceDTO> notifyService(long serviceId) {
        return Arrays.stream(service(OfflineWhiteboardRuntime.class).getRuntimeDTO().notifyServices)
                .filter(service -> service.serviceId == serviceId)
                .findAny();
    }

    /** What the whiteboard says of a service that failed. */
    public Optional<FailedNotifyServiceDTO> failedService(long serviceId) {
        return Arrays.stream(service(OfflineWhiteboardRuntime.class).getRuntimeDTO().failedNotifyServices)
                .filter(service -> service.serviceId == serviceId)
                .findAny();
    }

    /** What the whiteboard says of all services that failed. */
    public Stream<FailedNotifyServiceDTO> failures() {
        return Stream.of(service(OfflineWhiteboardRuntime.class).getRuntimeDTO().failedNotifyServices);
    }

    // ---- objects

    /** A name that no other test uses. */
    public static String newName(String beginning) {
        return beginning + "-" + PROFILES.incrementAndGet();
    }

    /** The global object of a profile of its own. */
    public OfflineObjectId newProfile() {
        return create(CreateInfo.global(newName("profile")));
    }

    /** The global object of a profile of its own, of whose changes no listener misses any, however slow the machine is. */
    public OfflineObjectId newBusyProfile() throws Exception {
        return newBusyProfile(Duration.ofSeconds(5));
    }

    /** The same, with a hold of its own. */
    public OfflineObjectId newBusyProfile(Duration hold) throws Exception {
        OfflineObjectId profile = OfflineObjectId.global(newName("busy"));
        configure(Map.of("profile", profile.profile(), "backlog", ENDLESS_BACKLOG, "hold.timeout.ms", hold.toMillis()));
        awaitObject(profile);
        return profile;
    }

    public OfflineObjectId create(CreateInfo info) {
        objects().create(info);
        undo(() -> {
            try {
                objects().release(info.id());
            } catch (OfflineException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e; // not found: the test has released it, or the provider has been restarted
                }
            }
        });
        return info.id();
    }

    /** Waits until the object is there. */
    public void awaitObject(OfflineObjectId object) {
        Await.until(object + " is there, as a service too", () -> isThere(object) && isRegistered(object));
    }

    /** The service comes just after the object; listeners are advised when it does. */
    private boolean isRegistered(OfflineObjectId object) throws InvalidSyntaxException {
        String filter = "(&(offline.profile=" + object.profile() + ")(offline.type=" + object.type() + "))";
        return !context.getServiceReferences(OfflineManager.class, filter).isEmpty();
    }

    public boolean isThere(OfflineObjectId object) {
        try {
            return objects().open(object) != null;
        } catch (OfflineException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Sets the state once the object is out of any transition, and returns the sequence that it then has. */
    public long set(OfflineObjectId object, ConnectionState state) throws Exception {
        Await.until(object + " is settled", () -> dto(object).phase == null);
        manager(object).setCurrentState(state, PATIENCE);
        return dto(object).sequence;
    }

    /** Asks for online until the object is. */
    public void settleOnline(OfflineObjectId object) {
        Await.until(object + " is online and settled", () -> {
            try {
                manager(object).setCurrentState(ConnectionState.ONLINE, PATIENCE);
                OfflineObjectDTO now = dto(object);
                return now.state == ConnectionState.ONLINE && now.phase == null;
            } catch (OfflineException e) {
                if (e.code() == ErrorCode.PENDING || e.code() == ErrorCode.NOT_FOUND) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Keeps the object changing until the result is closed. */
    public Unrest unrest(OfflineObjectId object, ErrorCode... tolerated) {
        return new Unrest(this, object, tolerated).begin();
    }

    // ---- listeners

    /** A listener that is registered as a service. */
    public record Listening(Recorder recorder, ServiceRegistration<OfflineNotify> registration, long serviceId) {
        /** Unregisters it; the recorder takes anything that comes later for a violation. */
        public void end() {
            try {
                registration.unregister();
            } catch (IllegalStateException already) {
                // the test has done it
            }
            recorder.close();
        }
    }

    /** Registers a recorder as a listener service. */
    public Listening listen(Recorder recorder, Map<String, ?> properties) {
        return listen(recorder, recorder, properties);
    }

    /** Registers a listener service that tells a recorder. */
    public Listening listen(OfflineNotify listener, Recorder recorder, Map<String, ?> properties) {
        ServiceRegistration<OfflineNotify> registration =
                context.registerService(OfflineNotify.class, listener, new Hashtable<>(properties));
        Listening listening = new Listening(
                recorder, registration, (Long) registration.getReference().getProperty(Constants.SERVICE_ID));
        undo(listening::end);
        return listening;
    }

    /** Registers a recorder as a listener service of one profile. */
    public Listening listen(String name, OfflineObjectId object) {
        return listen(new Recorder(name), Map.of("offline.notify.profile", object.profile()));
    }

    // ---- bundles

    /** The bundle of this symbolic name. */
    public Bundle bundle(String symbolicName) {
        for (Bundle bundle : context.getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + symbolicName);
    }

    public Bundle install(PluginJar jar) throws Exception {
        Bundle bundle = context.installBundle("plugin:" + jar.symbolicName(), jar.open());
        long id = bundle.getBundleId(); // the bundle itself must not be kept: tests see whether it goes away
        undo(() -> {
            Bundle left = context.getBundle(id);
            if (left != null) {
                left.uninstall();
            }
        });
        return bundle;
    }

    /** Installs and starts a bundle, which finds its journal. */
    public Bundle start(PluginJar jar) throws Exception {
        journal(jar.symbolicName());
        Bundle bundle = install(jar);
        bundle.start();
        return bundle;
    }

    /** Stops one of our own bundles; it is started again at the end at the latest. */
    public Bundle stop(String symbolicName) throws Exception {
        Bundle bundle = bundle(symbolicName);
        undo(bundle::start);
        bundle.stop();
        return bundle;
    }

    /** Refreshes bundles and those that depend on them. */
    public void refresh(Bundle... bundles) {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundles), event -> {
                    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                        refreshed.countDown();
                    }
                });
        Await.latch("bundles are refreshed", refreshed);
    }

    /** The journal of a plug-in. */
    public Journal journal(String plugin) {
        return journals.computeIfAbsent(plugin, name -> {
            Journal journal = new Journal(name);
            ServiceRegistration<?> registration =
                    context.registerService(Supplier.class, journal, new Hashtable<>(Map.of("journal", name)));
            undo(registration::unregister);
            return journal;
        });
    }

    // ---- configuration

    /** Makes a configuration of a profile. */
    public Configuration configure(Map<String, ?> settings) throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class).createFactoryConfiguration(PROFILE_PID, "?");
        undo(() -> delete(configuration));
        configuration.update(new Hashtable<>(settings));
        return configuration;
    }

    private static void delete(Configuration configuration) throws Exception {
        try {
            configuration.delete();
        } catch (IllegalStateException already) {
            // the test has done it
        }
    }
}
