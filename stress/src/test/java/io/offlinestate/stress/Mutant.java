// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.stress;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The manager, broken on purpose in one place of its source: a trial that does not notice it proves nothing. What is not one
 * step any more takes a long moment between its two halves, so that it is noticed on a busy machine too.
 */
enum Mutant {
    CLAIM(
            "looks whether the cursor is where it was, and then moves it",
            "dispatch/Round",
            "!cursor.compareAndSet(i, i + 1L) && !passOn(listener, i)) {\n                leave(listener, left",
            "!(cursor.get() == i && Rig.linger() && cursor.getAndSet(i + 1L) >= 0) && !passOn(listener, i)) {\n leave(listener, left",
            "ClaimStress.Seizure"),
    QUICK_CLAIM(
            "the quick loop looks whether the cursor is where it was, and then moves it",
            "dispatch/Round",
            "!cursor.compareAndSet(i, i + 1L) && !passOn(order[i], i)",
            "!(cursor.get() == i && Rig.linger() && cursor.getAndSet(i + 1L) >= 0) && !passOn(order[i], i)",
            "ClaimStress.QuickSeizure"),
    SEIZED_COUNT(
            "nobody counts those that a quick loop has called before it was seized",
            "dispatch/Round",
            "            countCalled(i);",
            "",
            "ClaimStress.QuickSeizure"),
    LEFT_COUNT(
            "the one that a quick loop was calling when it was seized is not counted",
            "dispatch/Round",
            "                order[i].called();\n                leave",
            "leave",
            "ClaimStress.QuickSeizure"),
    CAREFUL_COUNT(
            "nobody counts those that a quick loop has called before it was disturbed",
            "dispatch/Round",
            "            countCalled(first);",
            "",
            "CleanEndStress.QuickEnding",
            "UpdateStress.Updating"),
    REST(
            "a runner that finds its mailbox empty, and then comes to rest",
            "dispatch/Listener",
            "    rest();",
            "    Rig.letGo(this); rest();",
            "MailboxStress.Rest"),
    RUNNER(
            "looks whether there is a runner, and then becomes it",
            "dispatch/Listener",
            "if (busy) {\n            return apart",
            "boolean wasBusy = busy; Rig.letGo(this); if (wasBusy) {\n            return apart",
            "MailboxStress.TwoOffers"),
    INLINE(
            "is called inline as soon as its last callback has returned, though it still has a runner",
            "dispatch/Listener",
            "stuck = false;",
            "stuck = false; mode(mode & ~SLOW);",
            "MailboxStress.NextPhase"),
    BESIDE(
            "is called inline by the next round, because the one in which it got its runner did not make it slow",
            "dispatch/Listener",
            "mode(mode | SLOW); // until its runner has come to rest",
            "// until its runner has come to rest",
            "MailboxStress.NextPhase"),
    LATE(
            "a carrier that is held up before it looks at a listener does not ask whether that was told meanwhile",
            "dispatch/Round",
            "            int mode = listener.mode();\n            if (mode == 0 && toldByOthers(listener)) {",
            """
            for (long until = System.nanoTime() + 10_000; System.nanoTime() < until; ) {
                Thread.onSpinWait();
            }
            int mode = listener.mode();
            if (mode == 0 && adopted == null && order.length == 0) {""",
            "ClaimStress.Seizure"),
    PARKED(
            "whoever tells a newcomer where it starts from does not go on with the round that was left with it",
            "dispatch/Dispatcher",
            "delivery.baton.resume(delivery.listener);",
            "",
            "MailboxStress.ParkedRound"),
    QUIET(
            "waits for whoever empties the mailbox, not for a callback that is called inline",
            "dispatch/Listener",
            "(busy || beingCalled()))",
            "busy)",
            "CleanEndStress.Ending",
            "CleanEndStress.QuickEnding",
            "UnadviseStress.Unadvising"),
    WOKEN(
            "who waits for a listener is not woken when the round is taken away before its turn",
            "dispatch/Round",
            "listener.passed(); // unless somebody has it now, nobody else comes by",
            "",
            "CleanEndStress.Ending"),
    ENDED(
            "takes a listener that ends off the list, but a round has the list that it began with",
            "dispatch/Listener",
            "mode(mode | ENDED);",
            "",
            "UnadviseStress.Unadvising"),
    UNHEARD_END(
            "the quick loop is not told that a listener has ended",
            "dispatch/Listener",
            "                round.disturb();",
            "",
            "CleanEndStress.QuickEnding",
            "UnadviseStress.Unadvising"),
    UNHEARD_UPDATE(
            "the quick loop is not told that a listener goes by other terms",
            "state/OfflineTree",
            "                round.disturb();",
            "",
            "UpdateStress.Updating"),
    ADVISE(
            "reads the state, and then adds the listener",
            "state/OfflineTree",
            "node.listeners.add(advise);",
            "Rig.letGo(lock); node.listeners.add(advise);",
            "AdviseStress.Advising"),
    RIVALS(
            "looks whether a transition is under way, and then begins one",
            "state/OfflineTree",
            "unchanged = begin(request, turn)",
            "Rig.letGo(lock); unchanged = begin(request, turn)",
            "RequestStress.Rivals"),
    EARLY(
            "completes the stage, and then ends the transition",
            "state/OfflineTree",
            "dispatcher.unwatch(transition);",
            "dispatcher.unwatch(transition); transition.request.completed(transition.newState); Rig.linger();",
            "RequestStress.Turnabout"),
    LINE(
            "looks whether it has to wait, and then gets in line",
            "state/OfflineTree",
            "enqueue(request);\n                    return null;",
            "Rig.letGo(lock); enqueue(request); return null;",
            "RequestStress.Waiting"),
    SAVED(
            "takes what is requested as saved, and then saves it",
            "state/OfflineTree",
            "if (request != node.savedRequests && intents.save(node)) {",
            "if (request != node.savedRequests) { node.savedRequests = request; intents.save(node);",
            "RequestStress.Remembering");

    /** One for each kind of trial: those that are part of every build. */
    static final List<Mutant> SHORT = List.of(CLAIM, QUICK_CLAIM, ADVISE, UNHEARD_END, EARLY);

    private static final String PACKAGE = "io/offlinestate/impl/internal/";

    private final String what;
    private final String source;
    private final String before;
    private final String after;
    private final List<String> trials;

    /** @param trials those that must notice it */
    Mutant(String what, String source, String before, String after, String... trials) {
        this.what = what;
        this.source = PACKAGE + source + ".java";
        this.before = before;
        this.after = after.replace("Rig.", "io.offlinestate.impl.internal.dispatch.Rig.");
        this.trials = List.of(trials);
    }

    /** The names of the tests that must notice it, of these. */
    List<String> noticedBy(Collection<String> tests) {
        return tests.stream()
                .filter(test -> trials.stream().anyMatch(test::endsWith))
                .toList();
    }

    /**
     * Compiles it.
     *
     * @param sources those of the bundle
     * @param classes where to
     */
    void compile(Path sources, Path classes) throws IOException {
        String right = Files.readString(sources.resolve(source));
        if (!right.contains(before)) {
            throw new AssertionError(source + " has changed: it must contain " + before + ", so that it can be broken");
        }
        Path wrong = classes.resolve(source);
        Files.createDirectories(wrong.getParent());
        Files.writeString(wrong, right.replace(before, after));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
            if (!compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjects(wrong))
                    .call()) {
                throw new AssertionError(this + " does not compile: " + complaints);
            }
        }
    }

    String what() {
        return what;
    }
}
