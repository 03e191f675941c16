package io.offlinestate.console.internal;

import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the commands put what the snapshots hold; without state, hence safe for use by any thread. */
final class Words {
    private static final String NOTHING = "-";

    private Words() {}

    /** The state, and the phase of the transition under way, if there is one. */
    static String state(OfflineObjectDTO object) {
        return object.phase == null ? object.state.name() : object.state + " (" + object.phase + ")";
    }

    /** What a transition changed; only the state for the one that tells where the object began. */
    static String change(TransitionDTO transition) {
        return transition.sequence == 0
                ? transition.newState.name()
                : transition.oldState + " -> " + transition.newState;
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

    /** The texts one after the other, or a dash if there are none. */
    static String joined(String... texts) {
        return texts.length == 0 ? NOTHING : String.join(", ", texts);
    }

    /** The text, or a dash if it is null. */
    static String orNothing(String text) {
        return Objects.requireNonNullElse(text, NOTHING);
    }
}
