package io.offlinestate.impl.internal.config;

import io.offlinestate.common.Log;
import io.offlinestate.impl.internal.state.Settings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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

    /** What a configuration wants, null if that is wrong, and what it has: a profile, maybe of another name. */
    private static final class Entry {
        private ProfileSettings wanted;
        private ProfileSettings applied;
        private String error;

        boolean has(String profile) {
            return applied != null && applied.profile().equals(profile);
        }

        /** The profile that it has a claim to: the one that it wants; if that is wrong, the one that it has. */
        ProfileSettings claim() {
            return wanted != null ? wanted : applied;
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
        synchronized (this) {
            Entry entry = entries.computeIfAbsent(pid, key -> new Entry());
            try {
                entry.wanted = ProfileSettings.parse(configuration);
                entry.error = null;
            } catch (InvalidSetting e) {
                entry.wanted = null;
                entry.error = e.getMessage();
            }
            reconcile();
            String error = entry.error;
            if (error != null) {
                act(() -> log.error("Configuration {} is not applied: {}. The profile runs as before.", pid, error));
            }
        }
        carryOut();
    }

    /** A configuration has been deleted. */
    public void remove(String pid) {
        synchronized (this) {
            entries.remove(pid);
            reconcile();
        }
        carryOut();
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

    /** What is not applied, and why: the PID, the key, the value, and what would be right. */
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
                entry.error = entry.wanted == null ? entry.error : null;
            } else if (claim != null) {
                entry.error = ProfileSettings.PROFILE + " is \"" + claim.profile()
                        + "\", it must be one that is not configured already, by " + owners.get(claim.profile());
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
                .filter(each -> each.getValue().error != null)
                .map(each -> each.getKey() + ": " + each.getValue().error)
                .toList();
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
