package io.offlinestate.console.internal;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineObjects;
import io.offlinestate.runtime.OfflineRuntime;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands as Gogo calls them: takes the arguments apart and hands them to the class of each command.
 *
 * <p>Gogo finds the methods by their names, so a command may have several. They return nothing, because a shell prints what
 * a command returns. Stateless, hence safe for use by any thread.
 */
@Component(
        service = OfflineCommands.class,
        property = {
            "osgi.command.scope=offline",
            "osgi.command.function=list",
            "osgi.command.function=info",
            "osgi.command.function=set"
        })
public final class OfflineCommands {
    private static final String WAIT = "--wait";
    private static final String WAIT_SHORT = "-w";
    /** Nothing that a user can type. */
    private static final String NO_WAIT = "\0";

    private static final String OBJECT = "the object: a profile, or profile/type/instance as offline:list shows it";

    private final ListCommand list;
    private final InfoCommand info;
    private final SetCommand set;

    /**
     * Wires the commands.
     *
     * @param runtime tells which objects there are
     * @param objects opens them
     */
    @Activate
    public OfflineCommands(@Reference OfflineRuntime runtime, @Reference OfflineObjects objects) {
        list = new ListCommand(runtime);
        info = new InfoCommand(runtime, ZoneId.systemDefault());
        set = new SetCommand(objects, runtime);
    }

    /**
     * {@code offline:list}.
     *
     * @param session where to print
     * @param arguments none
     */
    @Descriptor("shows all offline objects as a tree: state, listeners, and why an object is offline")
    public void list(CommandSession session, @Descriptor("none") String[] arguments) {
        Arguments.atMost(0, arguments, Arguments.LIST_USAGE);
        run(() -> list.run(out(session)));
    }

    /**
     * {@code offline:info [object]}.
     *
     * @param session where to print
     * @param arguments the object; without it the default profile
     */
    @Descriptor("shows one offline object: state, reasons, listeners, last transitions")
    public void info(
            CommandSession session, @Descriptor(OBJECT + "; without it the profile default") String[] arguments) {
        Arguments.atMost(1, arguments, Arguments.INFO_USAGE);
        String name = arguments.length == 0 ? InfoCommand.DEFAULT_OBJECT : arguments[0];
        run(() -> info.run(name, out(session)));
    }

    /**
     * {@code offline:set <object> online|offline --wait <seconds>}.
     *
     * @param session where to print
     * @param wait how many seconds to wait; {@link #NO_WAIT} if the option is not there
     * @param arguments the object and the state
     */
    @Descriptor("asks an offline object to go online or offline, and waits for the change")
    public void set(
            CommandSession session,
            @Descriptor("waits at most so many seconds")
                    @Parameter(
                            names = {WAIT_SHORT, WAIT},
                            absentValue = NO_WAIT)
                    String wait,
            @Descriptor(OBJECT + "; then online or offline") String[] arguments) {
        if (arguments.length < 2) {
            throw new CommandException((arguments.length == 0 ? "the object is missing; " : "the state is missing; ")
                    + Arguments.SET_USAGE);
        }
        Arguments.atMost(2, arguments, Arguments.SET_USAGE);
        ConnectionState state = Arguments.state(arguments[1]);
        Optional<Duration> atMost = NO_WAIT.equals(wait) ? Optional.empty() : Optional.of(Arguments.seconds(wait));
        run(() -> set.run(arguments[0], state, atMost, out(session)));
    }

    /**
     * {@code offline:set <object> online|offline}. Gogo comes here also if {@code --wait} has no value.
     *
     * @param session where to print
     * @param arguments the object and the state
     */
    @Descriptor("asks an offline object to go online or offline, without waiting")
    public void set(CommandSession session, @Descriptor(OBJECT + "; then online or offline") String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        if (words.contains(WAIT) || words.contains(WAIT_SHORT)) {
            throw new CommandException("--wait has no number of seconds; " + Arguments.SET_USAGE);
        }
        set(session, NO_WAIT, arguments);
    }

    /** Carries out a command; a refusal becomes an error that shells print without a class name. */
    private static void run(Runnable command) {
        try {
            command.run();
        } catch (OfflineException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /**
     * The end of the pipe that the command is part of, or else the console of the session.
     */
    private static PrintStream out(CommandSession session) {
        Process process = Process.Utils.current();
        return process == null ? session.getConsole() : process.out();
    }
}
