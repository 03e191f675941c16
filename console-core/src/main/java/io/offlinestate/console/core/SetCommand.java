// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineException;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.runtime.OfflineRuntime;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** {@code offline:set}: asks for a state, and waits for the change if told to. */
final class SetCommand implements ConsoleCommand {
    private final OfflineObjects objects;
    private final OfflineRuntime runtime;
    private final ObjectFinder finder;

    SetCommand(OfflineObjects objects, OfflineRuntime runtime) {
        this.objects = objects;
        this.runtime = runtime;
        finder = new ObjectFinder(runtime);
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.SET;
    }

    @Override
    public void run(CommandLine line, Output output) {
        ConnectionState state = Arguments.state(line.argument(1));
        Optional<Duration> wait =
                line.option(HelpText.WAIT_OPTION).map(text -> Arguments.seconds(HelpText.WAIT_OPTION, text));
        OfflineObjectDTO before = finder.find(line.argument(0));
        OfflineObjectId id = OfflineObjectId.parse(before.id);
        try {
            OfflineManager manager = objects.open(id);
            if (wait.isPresent()) {
                output.line(outcome(id, state, before.requested, await(manager, state, wait.get())));
            } else {
                CompletionStage<ConnectionState> stage = manager.setCurrentState(state);
                // done at once: there was nothing to change; otherwise the change goes on, and the shell does not wait
                boolean done = stage.toCompletableFuture().isDone();
                output.line(
                        done
                                ? outcome(id, state, before.requested, manager.getCurrentState())
                                : "%s: the change to %s is under way; --wait waits for it".formatted(id, state));
            }
        } catch (OfflineException e) {
            throw new CommandException("%s: not set to %s: %s".formatted(id, state, e.getMessage()), e);
        }
    }

    private ConnectionState await(OfflineManager manager, ConnectionState state, Duration wait) {
        try {
            return manager.setCurrentState(state, wait);
        } catch (TimeoutException e) {
            throw new CommandException(
                    "%s: the change to %s took longer than %s and goes on%s"
                            .formatted(manager.id(), state, Arguments.seconds(wait), phase(manager.id())),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(
                    "%s: no longer waiting; the change to %s goes on".formatted(manager.id(), state), e);
        }
    }

    private String outcome(
            OfflineObjectId id, ConnectionState state, ConnectionState before, ConnectionState effective) {
        if (effective != state) {
            return "%s: %s is requested, but it is %s: %s".formatted(id, state, effective, reasons(id));
        }
        return before == state
                ? "%s: %s was requested already, and it is %s".formatted(id, state, effective)
                : "%s: is %s".formatted(id, effective);
    }

    private String reasons(OfflineObjectId id) {
        return Words.reasons(runtime.getObjectDTO(id).reasons);
    }

    private String phase(OfflineObjectId id) {
        OfflineObjectDTO object = runtime.getObjectDTO(id);
        return object.phase == null ? "" : "; now in " + object.phase;
    }
}
