package io.offlinestate.impl.internal.config;

import io.offlinestate.impl.internal.state.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.osgi.service.log.Logger;

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
    private final Logger log;
    /** By PID, in the order of arrival. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private List<String> errors = List.of();
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    /** What is in force by a configuration, and what it wants in vain. */
    private static final class Entry {
        private ProfileSettings wanted;
        private ProfileSettings applied;
        private String error;
    }

    /**
     * @param configure applies settings to a profile
     * @param unconfigure takes them back
     */
    public ProfileConfigurations(BiConsumer<String, Settings> configure, Consumer<String> unconfigure, Logger log) {
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
            Entry entry = entries.remove(pid);
            if (entry != null && entry.applied != null) {
                String profile = entry.applied.profile();
                act(() -> unconfigure.accept(profile));
            }
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

    private void reconcile() {
        Map<String, String> taken = new TreeMap<>();
        // a profile belongs to the configuration that it runs with, for as long as that does not name another
        entries.forEach((pid, entry) -> {
            if (entry.applied != null && (entry.wanted == null || sameProfile(entry))) {
                taken.put(entry.applied.profile(), pid);
            }
        });
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            if (entry.wanted == null) {
                continue;
            }
            String owner = taken.putIfAbsent(entry.wanted.profile(), each.getKey());
            if (owner == null || owner.equals(each.getKey())) {
                entry.error = null;
                apply(entry);
            } else {
                entry.error = ProfileSettings.PROFILE + " is \"" + entry.wanted.profile()
                        + "\", it must be one that is not configured already, by " + owner;
            }
        }
        errors = entries.entrySet().stream()
                .filter(each -> each.getValue().error != null)
                .map(each -> each.getKey() + ": " + each.getValue().error)
                .toList();
    }

    private static boolean sameProfile(Entry entry) {
        return entry.wanted.profile().equals(entry.applied.profile());
    }

    private void apply(Entry entry) {
        if (entry.wanted.equals(entry.applied)) {
            return;
        }
        ProfileSettings before = entry.applied;
        entry.applied = entry.wanted;
        if (before != null && !before.profile().equals(entry.wanted.profile())) {
            act(() -> unconfigure.accept(before.profile()));
        }
        ProfileSettings now = entry.wanted;
        act(() -> configure.accept(now.profile(), now.settings()));
    }
}
