// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.common.NameList;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the commands put what the snapshots hold; without state, hence safe for use by any thread. */
final class Words {
    static final String NOTHING = "-";

    private static final int REASONS_IN_A_LINE = 3;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private Words() {}

    /** The state, and the phase of the transition under way, if there is one. */
    static String state(OfflineObjectDTO object) {
        return object.phase == null ? object.state.name() : object.state + " (" + object.phase + ")";
    }

    /** What a transition changed; only the state for the one that tells where the object began. */
    static String change(TransitionDTO transition) {
        return transition.sequence == 0 ? transition.newState.name() : change(transition.oldState, transition.newState);
    }

    static String change(ConnectionState oldState, ConnectionState newState) {
        return oldState + " -> " + newState;
    }

    /** The names of the types, or one word for all of them. */
    static String types(NotifyType[] types) {
        return Set.of(types).size() == NotifyType.values().length
                ? "all"
                : Stream.of(types).map(Enum::name).collect(Collectors.joining(", "));
    }

    static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }

    /** The texts one after the other, of many the first few; a dash if there are none. */
    static String joined(String... texts) {
        return texts.length == 0 ? NOTHING : NameList.of(Arrays.asList(texts));
    }

    /** The slowest listener of each phase, with its time; a dash if none was timed. */
    static String slowest(SlowestDTO... slowest) {
        return slowest.length == 0
                ? NOTHING
                : Stream.of(slowest)
                        .map(each -> each.phase.name().replaceFirst("^STATECHANGE_", "") + ": " + each.label + " "
                                + micros(each.micros))
                        .collect(Collectors.joining(", "));
    }

    /** The reasons one after the other, of many the first few. */
    static String reasons(String... reasons) {
        int more = reasons.length - REASONS_IN_A_LINE;
        return Stream.of(reasons).limit(REASONS_IN_A_LINE).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    /** The text, or a dash if it is null. */
    static String orNothing(String text) {
        return Objects.requireNonNullElse(text, NOTHING);
    }

    static String bundle(String symbolicName, long id) {
        return symbolicName + " [" + id + "]";
    }

    /** A time in the unit that suits it, with two or three digits that matter. */
    static String micros(long micros) {
        if (micros < MICROS_PER_MILLI) {
            return micros + " us";
        }
        return micros < MICROS_PER_SECOND
                ? tenths(micros, MICROS_PER_MILLI) + " ms"
                : tenths(micros, MICROS_PER_SECOND) + " s";
    }

    private static String tenths(long value, long unit) {
        long tenths = value * 10 / unit;
        return tenths / 10 + "." + tenths % 10;
    }
}
