package io.offlinestate.console.core;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.List;
import java.util.Optional;

/** {@code offline:withdraw}: takes back what {@code offline:report} has told. */
final class WithdrawCommand implements ConsoleCommand {
    private final ConsoleServices services;
    private final Votes votes;
    private final ObjectFinder finder;

    WithdrawCommand(ConsoleServices services, Votes votes) {
        this.services = services;
        this.votes = votes;
        finder = new ObjectFinder(services.runtime());
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.WITHDRAW;
    }

    @Override
    public void run(CommandLine line, Output output) {
        String detector = line.argument(1);
        OfflineObjectDTO object = finder.find(line.argument(0));
        services.reporter().withdraw(OfflineObjectId.parse(object.id), detector);
        if (!votes.remove(services.reporter(), object.id, detector)) {
            throw new CommandException("nothing was reported here as detector \"%s\" about %s; %s"
                    .formatted(detector, object.id, known(object.id, detector)));
        }
        output.line("%s: detector %s says nothing any more".formatted(object.id, detector));
    }

    private String known(String object, String detector) {
        List<String> known = votes.detectors(services.reporter(), object);
        if (known.isEmpty()) {
            return "nor as any other; only what offline:report has told can be withdrawn";
        }
        Optional<String> near = NearMatch.of(detector, known);
        return near.map(name -> "did you mean %s? ".formatted(name)).orElse("")
                + "there are: "
                + String.join(", ", known);
    }
}
