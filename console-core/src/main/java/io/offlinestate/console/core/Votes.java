// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.reachability.ReachabilityReporter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers which detectors were reported from this console, so that they can be completed, and a mistyped one be told.
 *
 * <p>The votes themselves are with the manager, and go when it does: what another {@link ReachabilityReporter} was told is
 * forgotten. Safe for use by any thread.
 */
public final class Votes {
    /** Both guarded by this. */
    private final Map<String, Set<String>> detectors = new HashMap<>();

    private ReachabilityReporter reporter;

    synchronized void add(ReachabilityReporter told, String object, String detector) {
        of(told).computeIfAbsent(object, key -> new TreeSet<>()).add(detector);
    }

    /** @return whether it was there */
    synchronized boolean remove(ReachabilityReporter told, String object, String detector) {
        Set<String> known = of(told).get(object);
        return known != null && known.remove(detector);
    }

    /** What was reported about an object. */
    synchronized List<String> detectors(ReachabilityReporter told, String object) {
        return List.copyOf(of(told).getOrDefault(object, Set.of()));
    }

    /** What was reported about any object. */
    synchronized List<String> detectors(ReachabilityReporter told) {
        return of(told).values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
    }

    private Map<String, Set<String>> of(ReachabilityReporter told) {
        if (reporter != told) {
            reporter = told;
            detectors.clear();
        }
        return detectors;
    }
}
