// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.console.core.CommandSpec.Argument;
import io.offlinestate.console.core.CommandSpec.Kind;
import io.offlinestate.console.core.CommandSpec.Option;
import java.util.List;

/**
 * What a user may type, for each command.
 *
 * <p>Constants only.
 */
public final class CommandSpecs {
    private static final Option JSON = new Option(List.of(HelpText.JSON_OPTION), "", HelpText.JSON_IS);
    private static final Option STACK = new Option(List.of(HelpText.STACK_OPTION), "", HelpText.STACK_IS);
    private static final Argument OBJECT = new Argument(HelpText.OBJECT, Kind.OBJECT, true, HelpText.OBJECT_IS);
    private static final Argument OBJECT_OR_ALL =
            new Argument(HelpText.OBJECT, Kind.OBJECT, false, HelpText.OBJECT_OR_ALL_IS);
    private static final Argument DETECTOR = new Argument(HelpText.DETECTOR, Kind.DETECTOR, true, HelpText.DETECTOR_IS);

    static final CommandSpec LIST = new CommandSpec(HelpText.LIST, HelpText.LIST_DOES, List.of(), List.of(JSON));
    static final CommandSpec INFO = new CommandSpec(
            HelpText.INFO,
            HelpText.INFO_DOES,
            List.of(new Argument(HelpText.OBJECT, Kind.OBJECT, false, HelpText.OBJECT_OR_DEFAULT_IS)),
            List.of(JSON));
    static final CommandSpec WHY = new CommandSpec(HelpText.WHY, HelpText.WHY_DOES, List.of(OBJECT), List.of(JSON));
    static final CommandSpec SET = new CommandSpec(
            HelpText.SET,
            HelpText.SET_DOES,
            List.of(OBJECT, new Argument(HelpText.STATE, Kind.STATE, true, HelpText.STATE_IS)),
            List.of(new Option(
                    List.of(HelpText.WAIT_SHORT, HelpText.WAIT_OPTION), HelpText.SECONDS, HelpText.WAIT_IS)));
    static final CommandSpec LISTENERS =
            new CommandSpec(HelpText.LISTENERS, HelpText.LISTENERS_DOES, List.of(OBJECT_OR_ALL), List.of(STACK, JSON));
    static final CommandSpec FAILED = new CommandSpec(HelpText.FAILED, HelpText.FAILED_DOES, List.of(), List.of(JSON));
    static final CommandSpec HISTORY = new CommandSpec(
            HelpText.HISTORY,
            HelpText.HISTORY_DOES,
            List.of(OBJECT),
            List.of(new Option(List.of(HelpText.COUNT_OPTION), HelpText.COUNT, HelpText.COUNT_IS), JSON));
    static final CommandSpec WATCH = new CommandSpec(
            HelpText.WATCH,
            HelpText.WATCH_DOES,
            List.of(OBJECT_OR_ALL),
            List.of(new Option(List.of(HelpText.FOR_OPTION), HelpText.SECONDS, HelpText.FOR_IS), JSON));
    static final CommandSpec REPORT = new CommandSpec(
            HelpText.REPORT,
            HelpText.REPORT_DOES,
            List.of(
                    OBJECT,
                    DETECTOR,
                    new Argument(HelpText.VALUE, Kind.REACHABILITY, true, HelpText.VALUE_IS),
                    new Argument(HelpText.REASON, Kind.TEXT, false, HelpText.REASON_IS)),
            List.of());
    static final CommandSpec WITHDRAW =
            new CommandSpec(HelpText.WITHDRAW, HelpText.WITHDRAW_DOES, List.of(OBJECT, DETECTOR), List.of());

    /** All commands: what is there, why, who listens, what happened, drills. */
    public static final List<CommandSpec> ALL =
            List.of(LIST, INFO, WHY, SET, LISTENERS, FAILED, HISTORY, WATCH, REPORT, WITHDRAW);

    private CommandSpecs() {}
}
