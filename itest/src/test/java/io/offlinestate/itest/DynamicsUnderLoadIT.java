// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static org.junit.Assert.assertEquals;

import io.offlinestate.ErrorCode;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.itest.support.Await;
import io.offlinestate.itest.support.ClassLoaders;
import io.offlinestate.itest.support.Complaints;
import io.offlinestate.itest.support.Containers;
import io.offlinestate.itest.support.Footprint;
import io.offlinestate.itest.support.FrameworkTest;
import io.offlinestate.itest.support.HeapDump;
import io.offlinestate.itest.support.Host;
import io.offlinestate.itest.support.Leak;
import io.offlinestate.itest.support.PluginOperator;
import io.offlinestate.itest.support.ProviderOperator;
import io.offlinestate.itest.support.Recorder;
import io.offlinestate.itest.support.SteadyListener;
import io.offlinestate.itest.support.Threads;
import io.offlinestate.itest.support.Unrest;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.JMException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogReaderService;

/**
 * Everything comes and goes at once, in random order, while the state changes all the time: listener bundles, the manager, the
 * whiteboard and SCR. Afterwards nothing is left of what has gone, and whoever has stayed knows the state.
 *
 * <p>{@code -Dofflinestate.rounds} says for how long, {@code -Dofflinestate.seed} in which order each thread does what it does;
 * {@code -Dofflinestate.leak} names what is to be left behind on purpose: then this fails. {@code -Dofflinestate.heapdump} names a
 * folder for a dump of the heap, should class loaders be left.
 */
public class DynamicsUnderLoadIT extends FrameworkTest {
    private static final int ROUNDS = Integer.getInteger("offlinestate.rounds", 10);
    private static final long SEED = Long.getLong("offlinestate.seed", System.nanoTime());
    private static final int OPERATORS = 3;

    /**
     * How long the end of a bundle waits for a callback at most. It does so when the callback uninstalls its own bundle while the
     * manager or the whiteboard is refreshed: each has a lock of the framework that the other one wants.
     */
    private static final Duration HOLD = Duration.ofSeconds(2);

    private final Leak leak = Leak.chosen();
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private final Complaints complaints = new Complaints(Host.API, Host.IMPL, Host.WHITEBOARD);
    private final ClassLoaders loaders = new ClassLoaders();
    private final List<OfflineObjectId> profiles = new ArrayList<>();
    private final List<SteadyListener> steady = new ArrayList<>();
    private final List<PluginOperator> staying = new ArrayList<>();
    private final List<PluginOperator> passing = new ArrayList<>();
    private Object leaked;

    @Override
    @Rule
    public Timeout limit() {
        return Timeout.seconds(300 + 10L * ROUNDS);
    }

    @Test
    public void nothingIsLeftOfWhatHasGoneAndWhoStaysKnowsTheState() throws Exception {
        long begun = System.nanoTime();
        report("seed %d, %d rounds, leak %s".formatted(SEED, ROUNDS, leak));
        prepare();
        Footprint before = Footprint.of(host.context());
        beginToListen();
        everythingComesAndGoes();
        if (findings.isEmpty()) {
            whoStaysKnowsTheState();
            nobodyIsToldAnythingAfterItsEnd();
            everyServiceIsGivenBack();
            nothingIsLeft(before);
        }
        report("%d s, told %d times who stays, %d times who passes; %d lives of plug-ins, %d class loaders"
                .formatted(
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                        steady.stream()
                                        .mapToInt(each -> each.recorder().count())
                                        .sum()
                                + staying.stream()
                                        .mapToInt(each -> each.journal().count())
                                        .sum(),
                        passing.stream()
                                .mapToInt(each -> each.journal().count())
                                .sum(),
                        passing.stream().mapToInt(PluginOperator::lives).sum(),
                        loaders.count()));
        findings.forEach(DynamicsUnderLoadIT::report);
        assertEquals("seed " + SEED, List.of(), findings);
    }

    private static void report(String line) {
        System.out.printf(
                "### %s, Java %s, dynamics: %s%n",
                System.getProperty(Containers.CONTAINER), System.getProperty("java.version"), line);
    }

    // ---- before

    private void prepare() throws Exception {
        for (Class<?> used : List.of(
                OfflineRuntime.class,
                OfflineWhiteboardRuntime.class,
                ReachabilityReporter.class,
                ConfigurationAdmin.class)) {
            host.service(used); // is in use from now on: before as well as after
        }
        for (int i = 0; i < 2; i++) {
            profiles.add(host.newBusyProfile(HOLD));
        }
        for (int i = 0; i < OPERATORS; i++) {
            passing.add(new PluginOperator(host, "plugin.passes." + i));
        }
        for (String kind : List.of("component", "tidy", "forgetful")) {
            staying.add(new PluginOperator(host, "plugin.stays." + kind));
        }
        LogReaderService log = host.service(LogReaderService.class);
        log.addLogListener(complaints);
        host.undo(() -> log.removeLogListener(complaints));
        host.context().addBundleListener(loaders);
        host.undo(() -> host.context().removeBundleListener(loaders));
        Await.until("no thread is busy", () -> Threads.named("offline-").isEmpty());
    }

    private void beginToListen() throws Exception {
        for (OfflineObjectId profile : profiles) {
            SteadyListener listener = new SteadyListener(host, profile);
            listener.recorder().awaitAdvised(profile, 1);
            steady.add(listener);
        }
        OfflineObjectId profile = profiles.get(0);
        host.start(staying.get(0).component(profile));
        host.start(staying.get(1).tracking(profile, false));
        host.start(staying.get(2).tracking(profile, true));
    }

    // ---- meanwhile

    private interface Turn {
        void take(Random random) throws Exception;
    }

    private void everythingComesAndGoes() throws Exception {
        ProviderOperator providers = new ProviderOperator(host);
        List<Thread> operators = new ArrayList<>();
        operators.add(operator("operates the providers", random -> operate(providers, random)));
        for (PluginOperator plugin : passing) {
            operators.add(operator(
                    "operates " + plugin.journal(),
                    random -> plugin.live(profiles.get(random.nextInt(profiles.size())), random)));
        }
        try (Unrest one = host.unrest(profiles.get(0), ErrorCode.NOT_FOUND);
                Unrest other = host.unrest(profiles.get(1), ErrorCode.NOT_FOUND)) {
            one.awaitUnderWay();
            other.awaitUnderWay();
            operators.forEach(Thread::start);
            for (Thread operator : operators) {
                operator.join();
            }
        }
    }

    /** Each has a row of random numbers of its own: what it does depends on the seed alone. */
    private Thread operator(String name, Turn turn) {
        Random random = new Random(SEED ^ name.hashCode());
        return new Thread(
                () -> {
                    for (int i = 0; i < ROUNDS && findings.isEmpty(); i++) {
                        try {
                            turn.take(random);
                        } catch (Throwable e) {
                            StringWriter stack = new StringWriter();
                            e.printStackTrace(new PrintWriter(stack));
                            findings.add(name + " failed in round " + i + ": " + stack);
                        }
                    }
                },
                name);
    }

    /** In whatever order the providers come back: everybody is advised again, and told what happens. */
    private void operate(ProviderOperator providers, Random random) throws Exception {
        List<Integer> before = steady.stream()
                .map(each -> each.recorder().timesAdvised(each.profile()))
                .toList();
        providers.operate(random);
        for (int i = 0; i < steady.size(); i++) {
            steady.get(i).awaitAdvisedAndTold(before.get(i) + 1);
        }
    }

    // ---- afterwards

    private void check(String finding, Supplier<? extends Collection<?>> unexpected) {
        if (!Await.within(Await.SECONDS, () -> unexpected.get().isEmpty())) {
            findings.add(finding + ": " + unexpected.get());
        }
    }

    private void whoStaysKnowsTheState() throws Exception {
        for (OfflineObjectId profile : profiles) {
            host.set(profile, OFFLINE);
            if (leak == Leak.FOLD) {
                steady.get(0).goDeaf();
            }
            host.set(profile, ONLINE);
        }
        check("what it was told does not add up to the state", () -> {
            List<String> wrong = new ArrayList<>();
            steady.forEach(each -> compare(each.recorder(), each.profile(), wrong));
            for (PluginOperator each : staying) {
                each.journal().openRuns().forEach(run -> run.objects().forEach(object -> compare(run, object, wrong)));
            }
            return wrong;
        });
        // ours and the component by one advise each, the other two plug-ins by hand and by a service
        List<Integer> expected = List.of(1 + 1 + 2 + 2, 1);
        check("advised are not those who stay", () -> {
            List<Integer> advises = profiles.stream()
                    .map(profile -> host.advises(profile).size())
                    .toList();
            return advises.equals(expected) ? List.of() : advises;
        });
    }

    private void compare(Recorder recorder, OfflineObjectId object, List<String> wrong) {
        if (recorder.folded(object) != host.dto(object).state) {
            wrong.add(recorder + " takes " + object + " to be " + recorder.folded(object) + ", it is "
                    + host.dto(object).state);
        }
    }

    /** The plug-ins that have stayed go, too; then the state changes once more. */
    private void nobodyIsToldAnythingAfterItsEnd() throws Exception {
        for (Bundle bundle : host.context().getBundles()) {
            if (bundle.getSymbolicName().startsWith("plugin.")) {
                leaked = leak == Leak.LOADER ? ClassLoaders.loader(bundle) : null;
                bundle.uninstall();
            }
        }
        staying.forEach(each -> each.journal().closeRuns());
        passing.forEach(each -> each.journal().closeRuns());
        if (leak == Leak.CALLBACK) {
            host.listen(staying.get(0).journal().lastRun(), Map.of());
        }
        for (OfflineObjectId profile : profiles) {
            host.set(profile, OFFLINE);
            host.set(profile, ONLINE);
        }
        check("told out of turn, or after its end", () -> {
            List<String> violations = new ArrayList<>();
            steady.forEach(each -> violations.addAll(each.recorder().violations()));
            staying.forEach(each -> violations.addAll(each.journal().violations()));
            passing.forEach(each -> violations.addAll(each.journal().violations()));
            return violations;
        });
        check("logged as an error", complaints::texts);
    }

    /** A listener that selects nothing is held by nobody, however often it was held before. */
    private void everyServiceIsGivenBack() {
        Bundle whiteboard = host.bundle(Host.WHITEBOARD);
        if (leak == Leak.USE) {
            whiteboard
                    .getBundleContext()
                    .getService(steady.get(0).listening().registration().getReference());
        }
        steady.forEach(SteadyListener::selectNothing);
        steady.forEach(each -> check("a listener is held for nothing", each::users));
        check("a manager is held for nothing", () -> managersInUse(whiteboard));
        steady.forEach(each -> each.listening().end());
    }

    private static List<ServiceReference<?>> managersInUse(Bundle bundle) {
        ServiceReference<?>[] used = bundle.getServicesInUse();
        return used == null
                ? List.of()
                : Arrays.stream(used)
                        .filter(reference -> reference.getProperty("offline.profile") != null)
                        .toList();
    }

    private void nothingIsLeft(Footprint before) throws JMException {
        if (leak == Leak.THREAD) {
            leaked = new Timer("offline-left-behind", true);
        } else if (leak == Leak.REGISTRATION) {
            Runnable leftBehind = () -> {};
            host.bundle(Host.IMPL).getBundleContext().registerService(Runnable.class, leftBehind, null);
        }
        FrameworkWiring wiring = host.context().getBundle(0).adapt(FrameworkWiring.class);
        host.refresh(wiring.getRemovalPendingBundles().toArray(Bundle[]::new));
        profiles.forEach(host::awaitObject);
        check("not what there was before", () -> Footprint.of(host.context()).since(before));
        int findingsBefore = findings.size();
        check("class loaders are left", () -> loaders.left(host.context()));
        if (findings.size() > findingsBefore) {
            HeapDump.write("loaders-" + SEED);
        }
    }
}
