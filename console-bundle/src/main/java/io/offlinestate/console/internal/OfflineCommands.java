// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.internal;

import io.offlinestate.OfflineObjects;
import io.offlinestate.console.core.Completion;
import io.offlinestate.console.core.ConsoleServices;
import io.offlinestate.console.core.HelpText;
import io.offlinestate.console.core.OfflineConsole;
import io.offlinestate.console.core.Votes;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands as Gogo calls them: hands the words on as they were typed.
 *
 * <p>Gogo finds the methods by their names. They return nothing, because a shell prints what a command returns; they have
 * no parameter for the session, for which Gogo might take a word. Safe for use by any thread.
 */
@Component(
        service = OfflineCommands.class,
        immediate = true, // Gogo lets go of it after each command; what was reported is to be remembered
        property = {
            "osgi.command.scope=" + HelpText.SCOPE,
            "osgi.command.function=" + HelpText.LIST,
            "osgi.command.function=" + HelpText.INFO,
            "osgi.command.function=" + HelpText.WHY,
            "osgi.command.function=" + HelpText.SET,
            "osgi.command.function=" + HelpText.LISTENERS,
            "osgi.command.function=" + HelpText.FAILED,
            "osgi.command.function=" + HelpText.HISTORY,
            "osgi.command.function=" + HelpText.WATCH,
            "osgi.command.function=" + HelpText.REPORT,
            "osgi.command.function=" + HelpText.WITHDRAW
        })
public final class OfflineCommands {
    private static final String MORE = "; --help tells more";

    private final OfflineConsole console;
    private final Completion completion;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile OfflineWhiteboardRuntime whiteboard;

    /**
     * Wires the commands.
     *
     * @param runtime tells which objects there are
     * @param objects opens them
     * @param reporter takes what is reported for drills
     * @param context to see objects come and go
     */
    @Activate
    public OfflineCommands(
            @Reference OfflineRuntime runtime,
            @Reference OfflineObjects objects,
            @Reference ReachabilityReporter reporter,
            BundleContext context) {
        ConsoleServices services =
                new ConsoleServices(runtime, objects, reporter, () -> Optional.ofNullable(whiteboard), context);
        Votes votes = new Votes();
        console = new OfflineConsole(services, votes, Clock.systemDefaultZone());
        completion = new Completion(runtime, reporter, votes);
    }

    /**
     * {@code offline:list}.
     *
     * @param words options
     */
    @Descriptor(HelpText.LIST_DOES)
    public void list(@Descriptor("[--json]" + MORE) String[] words) {
        run(HelpText.LIST, words);
    }

    /**
     * {@code offline:info}.
     *
     * @param words object and options
     */
    @Descriptor(HelpText.INFO_DOES)
    public void info(@Descriptor("[object] [--json]" + MORE) String[] words) {
        run(HelpText.INFO, words);
    }

    /**
     * {@code offline:why}.
     *
     * @param words object and options
     */
    @Descriptor(HelpText.WHY_DOES)
    public void why(@Descriptor("<object> [--json]" + MORE) String[] words) {
        run(HelpText.WHY, words);
    }

    /**
     * {@code offline:set}.
     *
     * @param words object, state and options
     */
    @Descriptor(HelpText.SET_DOES)
    public void set(@Descriptor("<object> online|offline [--wait <seconds>]" + MORE) String[] words) {
        run(HelpText.SET, words);
    }

    /**
     * {@code offline:listeners}.
     *
     * @param words object and options
     */
    @Descriptor(HelpText.LISTENERS_DOES)
    public void listeners(@Descriptor("[object] [--stack] [--json]" + MORE) String[] words) {
        run(HelpText.LISTENERS, words);
    }

    /**
     * {@code offline:failed}.
     *
     * @param words options
     */
    @Descriptor(HelpText.FAILED_DOES)
    public void failed(@Descriptor("[--json]" + MORE) String[] words) {
        run(HelpText.FAILED, words);
    }

    /**
     * {@code offline:history}.
     *
     * @param words object and options
     */
    @Descriptor(HelpText.HISTORY_DOES)
    public void history(@Descriptor("<object> [-n <number>] [--json]" + MORE) String[] words) {
        run(HelpText.HISTORY, words);
    }

    /**
     * {@code offline:watch}.
     *
     * @param words object and options
     */
    @Descriptor(HelpText.WATCH_DOES)
    public void watch(@Descriptor("[object] [--for <seconds>] [--json]" + MORE) String[] words) {
        run(HelpText.WATCH, words);
    }

    /**
     * {@code offline:report}.
     *
     * @param words object, detector, value and reason
     */
    @Descriptor(HelpText.REPORT_DOES)
    public void report(@Descriptor("<object> <detector> reachable|unreachable [reason]" + MORE) String[] words) {
        run(HelpText.REPORT, words);
    }

    /**
     * {@code offline:withdraw}.
     *
     * @param words object and detector
     */
    @Descriptor(HelpText.WITHDRAW_DOES)
    public void withdraw(@Descriptor("<object> <detector>" + MORE) String[] words) {
        run(HelpText.WITHDRAW, words);
    }

    Completion completion() {
        return completion;
    }

    private void run(String command, String[] words) {
        // Gogo takes a null that was typed for the value
        List<String> typed = Stream.of(words).map(String::valueOf).toList();
        console.run(command, typed, new GogoOutput(Process.Utils.current()));
    }
}
