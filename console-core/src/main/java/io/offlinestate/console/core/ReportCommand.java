// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.OfflineObjectDTO;

/** {@code offline:report}: votes as a detector would. The vote is the console's, and goes when its bundle stops. */
final class ReportCommand implements ConsoleCommand {
    private final ConsoleServices services;
    private final Votes votes;
    private final ObjectFinder finder;

    ReportCommand(ConsoleServices services, Votes votes) {
        this.services = services;
        this.votes = votes;
        finder = new ObjectFinder(services.runtime());
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.REPORT;
    }

    @Override
    public void run(CommandLine line, Output output) {
        String detector = Typed.read(line.argument(1));
        if (detector.isBlank()) {
            throw new CommandException("the detector is blank; expected a name for it, such as drill");
        }
        Reachability value = Arguments.reachability(line.argument(2));
        String reason = line.optional(3).orElse("");
        OfflineObjectDTO object = finder.find(line.argument(0));
        services.reporter().report(OfflineObjectId.parse(object.id), detector, value, reason);
        votes.add(services.reporter(), object.id, detector);
        output.line("%s: detector %s says %s%s, until offline:withdraw %s %s"
                .formatted(
                        object.id,
                        detector,
                        value,
                        reason.isEmpty() ? "" : " (" + reason + ")",
                        Typed.form(object.id),
                        Typed.form(detector)));
    }
}
