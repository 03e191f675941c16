// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import io.offlinestate.common.Log;
import io.offlinestate.impl.internal.state.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The configurations of profiles, good and bad. One that cannot be applied leaves its profile as it runs, and is listed until
 * it is corrected or deleted; of two for the same profile the first counts, and the second when that is gone.
 *
 * <p>Thread-safe. This object's monitor guards the bookkeeping; what follows from it is carried out without a lock, in order,
 * by one thread at a time: by the one that brought it, or by the one that is at it already.
 */
public final class ProfileConfigurations {
    private final BiConsumer<String, Settings> configure;
    private final Consumer<String> unconfigure;
    private final Log log;
    /** By PID, in the order of arrival. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private List<String> errors = List.of();
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    /** What each profile runs with that is configured. */
    private Map<String, Settings> inForce = Map.of();

    /** What a configuration says and what it has: a profile, maybe of another name. */
    private static final class Entry {
        private ReadConfiguration read;
        private ProfileSettings applied;
        /** Why it does not have the profile that it has a claim to; null if it has. */
        private String conflict;

        boolean has(String profile) {
            return applied != null && applied.profile().equals(profile);
        }

        /** The profile that it has a claim to: the one that it wants; if that is wrong, the one that it has. */
        ProfileSettings claim() {
            return read.settings().orElse(applied);
        }

        List<String> problems() {
            List<String> problems = new ArrayList<>(read.errors());
            if (conflict != null) {
                problems.add(conflict);
            }
            problems.addAll(read.ignored());
            return problems;
        }
    }

    /**
     * @param configure applies settings to a profile
     * @param unconfigure takes them back
     */
    public ProfileConfigurations(BiConsumer<String, Settings> configure, Consumer<String> unconfigure, Log log) {
        this.configure = configure;
        this.unconfigure = unconfigure;
        this.log = log;
    }

    /** A configuration has come or has changed. */
    public void set(String pid, Map<String, ?> configuration) {
        set(pid, ConfigurationReader.read(configuration), true);
    }

    /** A configuration has come or has changed and cannot be applied, whatever its values are: it takes its profile back. */
    void refuse(String pid, String why) {
        set(pid, ReadConfiguration.refused(why), false);
    }

    private void set(String pid, ReadConfiguration read, boolean keeps) {
        synchronized (this) {
            Entry entry = entries.computeIfAbsent(pid, key -> new Entry());
            boolean same = read.equals(entry.read);
            entry.read = read;
            if (!keeps) {
                entry.applied = null;
            }
            reconcile();
            if (!same) {
                log(pid, entry, keeps ? ". The profile runs as before." : ".");
            }
        }
        carryOut();
    }

    private void log(String pid, Entry entry, String consequence) {
        String name = Values.visible(pid);
        List<String> errors = entry.conflict == null ? entry.read.errors() : List.of(entry.conflict);
        if (!errors.isEmpty()) {
            String why = String.join("; ", errors);
            act(() -> log.error("Configuration {} is not applied: {}{}", name, why, consequence));
        }
        if (!entry.read.ignored().isEmpty()) {
            String what = String.join("; ", entry.read.ignored());
            act(() -> log.warn("Configuration {}: {}", name, what));
        }
    }

    /** A configuration has been deleted. */
    public void remove(String pid) {
        synchronized (this) {
            entries.remove(pid);
            reconcile();
        }
        carryOut();
    }

    /** The PIDs of all configurations that are known. */
    synchronized Set<String> pids() {
        return Set.copyOf(entries.keySet());
    }

    private void act(Runnable action) {
        actions.add(action);
    }

    private void carryOut() {
        if (left.getAndIncrement() != 0) {
            return; // whoever is at it will see what we have added
        }
        int seen = 1;
        do {
            for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
                action.run();
            }
            seen = left.addAndGet(-seen);
        } while (seen != 0);
    }

    /** What is not applied or ignored, and why: the PID, the key, the value, and what would be right. */
    public synchronized List<String> errors() {
        return errors;
    }

    /** Finds out which configuration each profile runs with, and what has to change for that. */
    private void reconcile() {
        Map<String, String> owners = owners();
        Map<String, Settings> target = new LinkedHashMap<>();
        entries.forEach((pid, entry) -> {
            ProfileSettings claim = entry.claim();
            if (claim != null && owners.get(claim.profile()).equals(pid)) {
                target.put(claim.profile(), claim.settings());
                entry.applied = claim;
                entry.conflict = null;
            } else {
                entry.conflict = claim == null ? null : conflict(claim, owners.get(claim.profile()));
            }
        });
        for (Entry entry : entries.values()) {
            // who wants another profile in vain keeps the one that it has, unless somebody else has a claim to that
            if (entry.applied != null && !entry.applied.equals(entry.claim())) {
                if (owners.containsKey(entry.applied.profile())) {
                    entry.applied = null;
                } else {
                    target.put(entry.applied.profile(), entry.applied.settings());
                }
            }
        }
        inForce.keySet().stream()
                .filter(profile -> !target.containsKey(profile))
                .forEach(profile -> act(() -> unconfigure.accept(profile)));
        target.forEach((profile, settings) -> {
            if (!settings.equals(inForce.get(profile))) {
                act(() -> configure.accept(profile, settings));
            }
        });
        inForce = target;
        errors = entries.entrySet().stream()
                .flatMap(each -> each.getValue().problems().stream()
                        .map(problem -> Values.visible(each.getKey()) + ": " + problem))
                .toList();
    }

    private static String conflict(ProfileSettings claim, String owner) {
        return SettingKeys.PROFILE + " is " + Values.show(claim.profile())
                + ", it must be one that is not configured already, by " + Values.visible(owner);
    }

    /** The PID that each profile belongs to: of those with a claim the one that has it, else the first to come. */
    private Map<String, String> owners() {
        Map<String, String> owners = new HashMap<>();
        entries.forEach((pid, entry) -> {
            ProfileSettings claim = entry.claim();
            if (claim != null && entry.has(claim.profile())) {
                owners.put(claim.profile(), pid);
            }
        });
        entries.forEach((pid, entry) -> {
            if (entry.claim() != null) {
                owners.putIfAbsent(entry.claim().profile(), pid);
            }
        });
        return owners;
    }
}
