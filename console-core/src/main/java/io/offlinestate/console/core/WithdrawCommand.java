// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineObjectId;
import io.offlinestate.common.NameList;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.List;

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
        OfflineObjectDTO object = finder.find(line.argument(0));
        String detector = detector(object.id, line.argument(1));
        services.reporter().withdraw(OfflineObjectId.parse(object.id), detector);
        if (!votes.remove(services.reporter(), object.id, detector)) {
            throw new CommandException("nothing was reported here as detector \"%s\" about %s; %s"
                    .formatted(detector, object.id, known(object.id, detector)));
        }
        output.line("%s: detector %s says nothing any more".formatted(object.id, detector));
    }

    /** The detector that was reported about the object, if it is one that the word stands for; else what was typed. */
    private String detector(String object, String word) {
        List<String> known = votes.detectors(services.reporter(), object);
        return known.contains(word)
                ? word
                : known.stream()
                        .filter(detector -> Typed.standsFor(word, detector))
                        .findFirst()
                        .orElse(Typed.read(word));
    }

    private String known(String object, String detector) {
        List<String> known = votes.detectors(services.reporter(), object);
        if (known.isEmpty()) {
            return "nor as any other; only what offline:report has told can be withdrawn";
        }
        return NameList.answer(detector, "there are: ", known, Typed::form);
    }
}
