// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.common.SafeText;
import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** What detectors say of one object; each bundle has its own. Does not change: most objects have the same {@link #NONE}. */
final class Votes {
    static final Votes NONE = new Votes(Map.of());

    private final Map<Voter, Vote> votes;

    /** Equality is written out: the generated one stays in a cache of Java 17, with the class loader of the types. */
    private record Voter(Owner owner, String detector) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Voter that && owner.equals(that.owner) && detector.equals(that.detector);
        }

        @Override
        public int hashCode() {
            return Objects.hash(owner, detector);
        }
    }

    private record Vote(Reachability value, String reason) {}

    private Votes(Map<Voter, Vote> votes) {
        this.votes = votes;
    }

    Votes cast(Owner owner, String detector, Reachability value, String reason) {
        Map<Voter, Vote> changed = new LinkedHashMap<>(votes);
        changed.put(new Voter(owner, detector), new Vote(value, reason));
        return new Votes(changed);
    }

    Votes withdraw(Owner owner, String detector) {
        return without(new Voter(owner, detector)::equals);
    }

    Votes withdrawAll(Owner owner) {
        return without(voter -> voter.owner() == owner);
    }

    private Votes without(Predicate<Voter> withdrawn) {
        Map<Voter, Vote> changed = new LinkedHashMap<>(votes);
        changed.keySet().removeIf(withdrawn);
        return changed.isEmpty() ? NONE : new Votes(changed);
    }

    boolean unreachable() {
        for (Vote vote : votes.values()) {
            if (vote.value() == Reachability.UNREACHABLE) {
                return true;
            }
        }
        return false;
    }

    Reachability reachability() {
        Reachability sum = Reachability.UNKNOWN;
        for (Vote vote : votes.values()) {
            if (vote.value() == Reachability.UNREACHABLE) {
                return Reachability.UNREACHABLE;
            }
            if (vote.value() == Reachability.REACHABLE) {
                sum = Reachability.REACHABLE;
            }
        }
        return sum;
    }

    /** Who says that the object is unreachable, and why, in words. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        votes.forEach((voter, vote) -> {
            if (vote.value() == Reachability.UNREACHABLE) {
                String why = vote.reason().isEmpty() ? "" : ": " + vote.reason();
                reasons.add("unreachable, says detector " + SafeText.cut(voter.detector(), SafeText.LABEL_LENGTH)
                        + " of " + voter.owner() + why);
            }
        });
        return reasons;
    }
}
