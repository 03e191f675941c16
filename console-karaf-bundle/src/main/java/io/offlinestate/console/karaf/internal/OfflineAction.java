// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.OfflineObjects;
import io.offlinestate.console.core.CommandException;
import io.offlinestate.console.core.ConsoleServices;
import io.offlinestate.console.core.OfflineConsole;
import io.offlinestate.console.core.Votes;
import io.offlinestate.reachability.ReachabilityReporter;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.osgi.framework.BundleContext;

/**
 * What all actions have in common: their services, and where they hand what was typed.
 *
 * <p>Karaf makes an action for each time a command is typed, and one thread uses it.
 */
abstract class OfflineAction implements Action {
    static final String OPTIONS = "options";
    static final String OPTIONS_IS = "the options may also stand here";

    /** What a command that steers says about roles: Karaf does not say which one is missing. */
    static final String WHO_MAY = "For the roles manager and admin, unless etc/org.apache.karaf.command.acl.offline.cfg"
            + " says otherwise; jaas:whoami --roles shows yours.";

    @Reference
    private OfflineRuntime runtime;

    @Reference
    private OfflineObjects objects;

    @Reference
    private ReachabilityReporter reporter;

    @Reference
    private Votes votes;

    @Reference
    private BundleContext context;

    @Reference
    private Session session;

    @Reference(optional = true)
    private OfflineWhiteboardRuntime whiteboard;

    /** The words behind the command. */
    abstract List<String> words();

    @Override
    public final Object execute() throws Exception {
        ConsoleServices services =
                new ConsoleServices(runtime, objects, reporter, () -> Optional.ofNullable(whiteboard), context);
        OfflineConsole console = new OfflineConsole(services, votes, Clock.systemDefaultZone());
        KarafOutput output = new KarafOutput(session, Process.Utils.current());
        try {
            console.run(getClass().getAnnotation(Command.class).name(), words(), output);
        } catch (CommandException e) {
            throw new org.apache.karaf.shell.support.CommandException(output.error(e.getMessage()), e.getMessage());
        }
        return null;
    }
}
