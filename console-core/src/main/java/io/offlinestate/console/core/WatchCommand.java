// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.OfflineObjectId;
import java.time.Duration;
import java.util.Optional;

/** {@code offline:watch}: each phase of each transition as it comes. */
final class WatchCommand implements ConsoleCommand {
    private final ConsoleServices services;
    private final Times times;
    private final ObjectFinder finder;

    WatchCommand(ConsoleServices services, Times times) {
        this.services = services;
        this.times = times;
        finder = new ObjectFinder(services.runtime());
    }

    @Override
    public CommandSpec spec() {
        return CommandSpecs.WATCH;
    }

    @Override
    public void run(CommandLine line, Output output) {
        Optional<Duration> atMost =
                line.option(HelpText.FOR_OPTION).map(text -> Arguments.seconds(HelpText.FOR_OPTION, text));
        Optional<OfflineObjectId> only = line.optional(0).map(name -> OfflineObjectId.parse(finder.find(name).id));
        WatchLines lines = line.has(HelpText.JSON_OPTION) ? new WatchLines.OfJson() : new WatchLines.OfText(times);
        try (Watch watch = new Watch(services, only, times, lines, output)) {
            watch.begin();
            watch.print(atMost);
        } catch (InterruptedException e) {
            // Ctrl-C, or the session has ended: this is how it is meant to end
        }
    }
}
