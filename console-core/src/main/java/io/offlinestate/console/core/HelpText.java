// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

/**
 * The names of the commands and what they say about themselves, as constants: shells want them in annotations.
 *
 * <p>Constants only.
 */
public final class HelpText {
    public static final String SCOPE = "offline";

    public static final String LIST = "list";
    public static final String LIST_DOES =
            "shows all offline objects as a tree: state, number of listeners, and why an object is offline";
    public static final String INFO = "info";
    public static final String INFO_DOES = "shows one offline object: state, reasons, listeners, last transitions";
    public static final String WHY = "why";
    public static final String WHY_DOES = "tells why an offline object is in its state, and since when";
    public static final String SET = "set";
    public static final String SET_DOES = "asks an offline object to go online or offline";
    public static final String LISTENERS = "listeners";
    public static final String LISTENERS_DOES =
            "shows who listens and how they fare: delivered, failed, stalled, skipped, how long their callbacks take";
    public static final String FAILED = "failed";
    public static final String FAILED_DOES = "shows the services that the whiteboard has refused, and why";
    public static final String HISTORY = "history";
    public static final String HISTORY_DOES =
            "shows the last transitions of an offline object: when, why, how long each phase took, who was not waited for";
    public static final String WATCH = "watch";
    public static final String WATCH_DOES = "shows each phase of each transition as it comes, until Ctrl-C";
    public static final String REPORT = "report";
    public static final String REPORT_DOES =
            "for drills: reports as a detector whether an object can be reached, until withdrawn or this bundle stops";
    public static final String WITHDRAW = "withdraw";
    public static final String WITHDRAW_DOES = "takes back what was reported with offline:report";

    public static final String OBJECT = "object";
    public static final String OBJECT_IS =
            "a profile, or profile/type/instance as offline:list shows it; what follows the profile may be cut short";
    public static final String OBJECT_OR_DEFAULT_IS = OBJECT_IS + "; without it the profile default";
    public static final String OBJECT_OR_ALL_IS = OBJECT_IS + "; without it all objects";
    public static final String STATE = "state";
    public static final String STATE_IS = "online or offline";
    public static final String DETECTOR = "detector";
    public static final String DETECTOR_IS = "the name of the detector, which tells what is reported here apart";
    public static final String VALUE = "value";
    public static final String VALUE_IS = "reachable or unreachable";
    public static final String REASON = "reason";
    public static final String REASON_IS = "why, in words";

    public static final String ONLINE = "online";
    public static final String OFFLINE = "offline";
    public static final String REACHABLE = "reachable";
    public static final String UNREACHABLE = "unreachable";

    public static final String JSON_OPTION = "--json";
    public static final String JSON_IS = "prints JSON";
    public static final String STACK_OPTION = "--stack";
    public static final String STACK_IS = "prints where each listener that hangs is";
    public static final String WAIT_OPTION = "--wait";
    public static final String WAIT_SHORT = "-w";
    public static final String WAIT_IS = "waits at most so many seconds until the change is complete";
    public static final String COUNT_OPTION = "-n";
    public static final String COUNT_IS = "shows the last so many transitions; without it all that are kept";
    public static final String FOR_OPTION = "--for";
    public static final String FOR_IS = "ends after so many seconds";
    public static final String SECONDS = "seconds";
    public static final String COUNT = "number";

    private HelpText() {}
}
