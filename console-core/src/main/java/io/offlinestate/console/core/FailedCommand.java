// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code offline:failed}: the services that the whiteboard has refused, and why. */
final class FailedCommand implements ConsoleCommand {
    private final Supplier<Optional<OfflineWhiteboardRuntime>> whiteboard;

    private final Times times;

    FailedCommand(Supplier<Optional<OfflineWhiteboardRuntime>> whiteboard, Times times) {
        this.whiteboard = whiteboard;
        this.times = times;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.FAILED;
    }

    @Override
    public void run(CommandLine line, Output output) {
        OfflineWhiteboardDTO snapshot = whiteboard
                .get()
                .orElseThrow(() -> new CommandException("there is no whiteboard, so it has refused nothing: expected a"
                        + " service %s, which the bundle io.offlinestate.whiteboard provides when it is active"
                                .formatted(OfflineWhiteboardRuntime.class.getName())))
                .getRuntimeDTO();
        FailedNotifyServiceDTO[] failed = snapshot.failedNotifyServices;
        if (line.has(HelpText.JSON_OPTION)) {
            output.line(Json.of(Json.object(
                    "failed", Stream.of(failed).map(JsonViews::failed).toList())));
        } else if (failed.length == 0) {
            output.line("no service has failed; services in order: " + snapshot.notifyServices.length);
        } else {
            output.table(table(failed), "");
        }
    }

    private Table table(FailedNotifyServiceDTO[] failed) {
        Table table = new Table(
                Table.Column.right("SERVICE"),
                Table.Column.left("BUNDLE"),
                Table.Column.left("FAILURE"),
                Table.Column.right("ATTEMPTS"),
                Table.Column.left("NEXT ATTEMPT"),
                Table.Column.left("MESSAGE"));
        for (FailedNotifyServiceDTO service : failed) {
            table.row(
                    service.serviceId,
                    Words.bundle(service.bundleSymbolicName, service.bundleId),
                    service.failureReason,
                    service.attempts,
                    service.nextAttempt == 0 ? "-" : times.ofDay(Instant.ofEpochMilli(service.nextAttempt)),
                    service.message);
        }
        return table;
    }
}
