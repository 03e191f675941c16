package io.offlinestate.impl.internal.state;

import io.offlinestate.reachability.Reachability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What detectors say of one object; each bundle has its own. Guarded by the lock of the tree. */
final class Votes {
    private Map<Voter, Vote> votes = Map.of();

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

    void cast(Owner owner, String detector, Reachability value, String reason) {
        if (votes.isEmpty()) {
            votes = new LinkedHashMap<>();
        }
        votes.put(new Voter(owner, detector), new Vote(value, reason));
    }

    void withdraw(Owner owner, String detector) {
        if (!votes.isEmpty()) {
            votes.remove(new Voter(owner, detector));
        }
    }

    void withdrawAll(Owner owner) {
        if (!votes.isEmpty()) {
            votes.keySet().removeIf(voter -> voter.owner() == owner);
        }
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
                reasons.add("unreachable, says detector " + voter.detector() + " of " + voter.owner() + why);
            }
        });
        return reasons;
    }
}
