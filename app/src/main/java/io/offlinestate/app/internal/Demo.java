// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.app.internal;

import static io.offlinestate.ConnectionState.OFFLINE;
import static io.offlinestate.ConnectionState.ONLINE;
import static io.offlinestate.app.internal.Stage.ALL_PHASES;
import static io.offlinestate.app.internal.Stage.BOUND;
import static io.offlinestate.app.internal.Stage.eventually;
import static io.offlinestate.app.internal.Stage.millis;
import static io.offlinestate.app.internal.Stage.types;
import static io.offlinestate.app.internal.Stage.words;

import io.offlinestate.AdviseInfo;
import io.offlinestate.AdviseToken;
import io.offlinestate.Capability;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjects;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * The demo, from top to bottom. Each step says what is done, shows what came of it, and checks that.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Demo {
    private static final String PROFILE = "default";
    private static final String LISTENER_JAR = "/demo/listener.jar";
    private static final String BY_HAND = "by hand";
    private static final String THROWING = "throwing";
    private static final String HANGING = "hanging";

    /** Going offline, the highest rankings come first; going online, the lowest. */
    private static final int FIRST_OFFLINE = 100;

    private static final int FIRST_ONLINE = -100;

    /** What the demo asks of the host while one listener hangs; generous, because the machine may be busy. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration SENDING = Duration.ofMillis(200);

    private final BundleContext context;
    private final OfflineObjects objects;
    private final OfflineRuntime runtime;
    private final OfflineWhiteboardRuntime whiteboard;
    private final BundleLog log;
    private final Script script;

    /** What the end of the demo undoes, whatever happens; the latest first. */
    private final Deque<AutoCloseable> undo = new ArrayDeque<>();

    private OfflineManager manager;
    private Recorder byHand;
    private Stage stage;
    private AdviseToken token;
    private Bundle bundle;

    Demo(
            BundleContext context,
            OfflineObjects objects,
            OfflineRuntime runtime,
            OfflineWhiteboardRuntime whiteboard,
            BundleLog log,
            Script script) {
        this.context = context;
        this.objects = objects;
        this.runtime = runtime;
        this.whiteboard = whiteboard;
        this.log = log;
        this.script = script;
    }

    /** Runs all steps; the script knows whether all went as said. */
    void run() throws Exception {
        try {
            openTheProfile();
            askForCapabilities();
            adviseByHand();
            installTheListener();
            goOffline();
            goOnline();
            oneThrows();
            oneHangs();
            uninstallTheListener();
            oneHasSomethingToSend();
            unadvise();
            openWhatIsNotThere();
        } finally {
            while (!undo.isEmpty()) {
                undo.pop().close();
            }
        }
    }

    private void openTheProfile() {
        script.step("The host opens the profile that is always there");
        script.say("OfflineManager manager = objects.open(\"%s\")", PROFILE);
        manager = objects.open(PROFILE);
        byHand = new Recorder(manager);
        stage = new Stage(manager, runtime, byHand, log.logged(), script);
        script.check("it is ONLINE", ONLINE, manager.getCurrentState());
    }

    private void askForCapabilities() {
        script.step("It asks what the profile is capable of");
        Set<Capability> capabilities = manager.getCapabilities();
        script.say("manager.getCapabilities() gives %s", capabilities);
        script.check("it can go offline and online", Set.of(Capability.OFFLINE, Capability.ONLINE), capabilities);
    }

    private void adviseByHand() {
        script.step("A plug-in advises a callback by hand");
        script.say("AdviseInfo info = AdviseInfo.builder(callback).label(\"%s\").build()", BY_HAND);
        script.say("AdviseToken token = manager.advise(info)");
        token = manager.advise(AdviseInfo.builder(byHand).label(BY_HAND).build());
        undo.push(token);
        script.check("the token tells where the callback starts from: ONLINE", ONLINE, token.stateAtAdvise());
        script.check("the runtime lists the callback", List.of(BY_HAND), stage.labels());
    }

    private void installTheListener() throws IOException, BundleException, InterruptedException {
        script.step("A listener bundle is installed and started while the host runs");
        try (InputStream jar = Demo.class.getResourceAsStream(LISTENER_JAR)) {
            bundle = context.installBundle("demo:listener", jar);
        }
        undo.push(this::removeTheListener);
        log.follow(bundle);
        bundle.start();
        script.say("%s has a component with @OfflineNotifyProfile(\"%s\")", bundle.getSymbolicName(), PROFILE);
        script.check(
                "the whiteboard has advised it of " + PROFILE,
                eventually(() -> List.of(PROFILE).equals(whiteboardAdvised())));
        script.check("the runtime lists two listeners now", 2, stage.labels().size());
        List<String> logged = log.logged().take(1, BOUND);
        script.check("it was told where it starts from, and logs " + logged, List.of("default is ONLINE"), logged);
    }

    private void goOffline() throws InterruptedException, TimeoutException {
        script.step("The user goes offline");
        stage.change(OFFLINE);
        showAndCheck(stage.hear(), ONLINE, OFFLINE);
        String[] reasons = stage.object().reasons;
        script.check("the runtime tells why it is offline: " + String.join("; ", reasons), reasons.length == 1);
    }

    private void goOnline() throws InterruptedException, TimeoutException {
        script.step("The user goes online again");
        stage.change(ONLINE);
        showAndCheck(stage.hear(), OFFLINE, ONLINE);
    }

    private void oneThrows() throws InterruptedException, TimeoutException {
        script.step("A listener throws, each time and before it is the turn of the others");
        AdviseToken throwing = stage.advise(THROWING, FIRST_OFFLINE, notification -> {
            throw new IllegalStateException("the disk is full");
        });
        undo.push(throwing);
        stage.change(OFFLINE);
        stage.check(stage.hear(), ONLINE, OFFLINE);
        AdviseDTO advise = stage.listener(THROWING);
        script.check("the listener stays advised, and its failures are counted", 3L, advise.failed);
        script.check("the last one is kept: " + advise.lastFailure, advise.lastFailure != null);
        throwing.close();
    }

    private void oneHangs() throws InterruptedException, TimeoutException {
        script.step("A listener hangs, before it is the turn of the others");
        CountDownLatch release = new CountDownLatch(1);
        Recorder late = new Recorder(manager);
        AdviseToken hanging = stage.advise(HANGING, FIRST_ONLINE, notification -> {
            await(release);
            late.notify(notification);
        });
        undo.push(hanging);
        undo.push(release::countDown);
        long start = System.nanoTime();
        stage.change(ONLINE);
        Stage.Told told = stage.hear();
        told.heard()
                .forEach(one -> script.say("%s heard %s after %s", BY_HAND, one.type(), millis(one.nanos() - start)));
        stage.check(told, OFFLINE, ONLINE);
        script.check(
                "they did not wait for it to return (the stall threshold is 50 ms)",
                told.heard().stream().allMatch(one -> one.nanos() - start < SOON.toNanos()));
        script.check("the runtime shows who hangs", stage.listener(HANGING).stalled);
        script.check("that one has not returned yet", List.of(), late.heard().takeAll());

        script.step("It still hangs, and the next change does not wait for it again");
        long took = stage.change(OFFLINE);
        stage.check(stage.hear(), ONLINE, OFFLINE);
        script.check(
                "going offline took " + millis(took) + ", not the 5 s that a listener is waited for at most",
                took < SOON.toNanos());
        script.check(
                "the history names who was not waited for", List.of(HANGING), List.of(stage.lastTransition().laggards));

        script.step("It returns, and is told what it missed, in order");
        release.countDown();
        List<Recorder.Heard> missed = late.heard().take(2 * ALL_PHASES.size(), BOUND);
        missed.forEach(one -> script.say("%s heard %s", HANGING, words(one.notification())));
        script.check(
                "it was told all phases of both changes",
                Stream.of(ALL_PHASES, ALL_PHASES).flatMap(List::stream).toList(),
                types(missed));
        script.check("it does not count as hanging any longer", eventually(() -> !stage.listener(HANGING).stalled));
        hanging.close();
    }

    private void uninstallTheListener() throws BundleException, InterruptedException, TimeoutException {
        script.step("The listener bundle is uninstalled while the host runs");
        bundle.uninstall();
        script.check(
                "the whiteboard has let go of it",
                eventually(() -> whiteboardAdvised().isEmpty()));
        script.check("the runtime lists one listener", List.of(BY_HAND), stage.labels());
        stage.change(ONLINE);
        script.check(
                "the callback by hand hears the next change",
                ALL_PHASES,
                types(byHand.heard().take(3, BOUND)));
        script.check("the bundle does not", List.of(), log.logged().takeAll());
    }

    private void oneHasSomethingToSend() throws InterruptedException, TimeoutException {
        script.step("An outbox has something to send before the network goes");
        AtomicReference<ConnectionState> whenSent = new AtomicReference<>();
        AdviseToken outbox = manager.advise(AdviseInfo.builder(notification -> {
                    work(SENDING);
                    whenSent.set(manager.getCurrentState());
                })
                .notifyTypes(NotifyType.STATECHANGE_START)
                .ranking(FIRST_OFFLINE)
                .label("outbox")
                .build());
        undo.push(outbox);
        script.say("in STATECHANGE_START it sends for %d ms", SENDING.toMillis());
        long took = stage.change(OFFLINE);
        script.check("default was still ONLINE when the outbox was done", ONLINE, whenSent.get());
        script.check("going offline took " + millis(took) + ": it waited", took >= SENDING.toNanos());
        script.check(
                "the callback by hand was told, too",
                ALL_PHASES,
                types(byHand.heard().take(3, BOUND)));
        outbox.close();
    }

    private void unadvise() throws InterruptedException, TimeoutException {
        script.step("The plug-in unadvises its callback");
        script.say("manager.unadvise(token)");
        manager.unadvise(token);
        script.check("the runtime lists no listener", List.of(), stage.labels());
        stage.change(ONLINE);
        script.check("nobody hears the next change", List.of(), byHand.heard().takeAll());
    }

    private void openWhatIsNotThere() {
        script.step("A profile that is not there is a clear error");
        script.say("objects.open(\"nowhere\")");
        try {
            objects.open("nowhere");
            script.check("it is refused", false);
        } catch (OfflineException e) {
            script.say("%s: %s", e.code(), e.getMessage());
            script.check("it is refused with NOT_FOUND", ErrorCode.NOT_FOUND, e.code());
            script.check("the message names the profile", e.getMessage().contains("nowhere"));
        }
    }

    /** Shows what both were told, and checks it, and the states that the callback found meanwhile. */
    private void showAndCheck(Stage.Told told, ConnectionState from, ConnectionState to) {
        for (Recorder.Heard one : told.heard()) {
            script.say(
                    "%s heard %s; getCurrentState() gave %s", BY_HAND, words(one.notification()), one.stateMeanwhile());
        }
        told.lines().forEach(line -> script.say("the bundle logs %s", line));
        stage.check(told, from, to);
        script.check(
                "in STATECHANGE_START it was still %s, from STATECHANGE on it was %s".formatted(from, to),
                List.of(from, to, to),
                told.heard().stream().map(Recorder.Heard::stateMeanwhile).toList());
    }

    /** The objects that the whiteboard has advised the listener bundle of. */
    private List<String> whiteboardAdvised() {
        return Stream.of(whiteboard.getRuntimeDTO().notifyServices)
                .filter(service -> service.bundleId == bundle.getBundleId())
                .flatMap(service -> Stream.of(service.objects))
                .toList();
    }

    private void removeTheListener() throws BundleException {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            bundle.uninstall();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(BOUND.toSeconds() * 6, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void work(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
