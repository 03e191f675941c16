// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.whiteboard.internal;

import io.offlinestate.whiteboard.OfflineWhiteboardConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who may concern whom: finds the managers for a selection and the subscriptions for a manager without looking at all of
 * them.
 *
 * <p>Thread-safe, without locks. Whoever comes enters itself first and then looks for the others; so of two that come at the
 * same time, at least one finds the other.
 */
final class Directory {
    /** By profile. */
    private final MultiMap<String, ManagerService> globals = new MultiMap<>();

    /** By profile, the global ones too. */
    private final MultiMap<String, ManagerService> all = new MultiMap<>();

    /** Those without a target, by profile or {@code "*"}: global objects are all that matters to them. */
    private final MultiMap<String, Subscription> plain = new MultiMap<>();

    /** Those with a target, by profile or {@code "*"}. */
    private final MultiMap<String, Subscription> targeted = new MultiMap<>();

    void add(ManagerService manager) {
        all.add(manager.profile(), manager);
        if (manager.isGlobal()) {
            globals.add(manager.profile(), manager);
        }
    }

    void remove(ManagerService manager) {
        all.remove(manager.profile(), manager);
        globals.remove(manager.profile(), manager);
    }

    /**
     * Enters a subscription under what it selects now.
     *
     * @param from what it is entered under; null if it is not
     * @param to what to enter it under; null for nothing
     */
    void move(Subscription subscription, Selection from, Selection to) {
        Set<String> added = to == null ? Set.of() : to.profiles();
        for (String profile : added) {
            table(to).add(profile, subscription);
        }
        if (from != null) {
            for (String profile : from.profiles()) {
                if (!added.contains(profile) || table(from) != table(to)) {
                    table(from).remove(profile, subscription);
                }
            }
        }
    }

    private MultiMap<String, Subscription> table(Selection selection) {
        return selection.hasTarget() ? targeted : plain;
    }

    /** Those that may select this manager, and perhaps some more. */
    List<Subscription> subscriptions(ManagerService manager) {
        List<Subscription> found = new ArrayList<>();
        if (manager.isGlobal()) {
            plain.collect(manager.profile(), found);
            plain.collect(OfflineWhiteboardConstants.ALL_PROFILES, found);
        }
        targeted.collect(manager.profile(), found);
        targeted.collect(OfflineWhiteboardConstants.ALL_PROFILES, found);
        return found;
    }

    /** Those of its profiles that this selection may select, and perhaps some more. */
    List<ManagerService> managers(Selection selection) {
        MultiMap<String, ManagerService> table = selection.hasTarget() ? all : globals;
        List<ManagerService> found = new ArrayList<>();
        if (selection.allProfiles()) {
            table.collectAll(found);
        } else {
            selection.profiles().forEach(profile -> table.collect(profile, found));
        }
        return found;
    }
}
