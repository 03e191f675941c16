// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import io.offlinestate.OfflineNotification;
import io.offlinestate.OfflineNotify;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where the runs of a plug-in are written down, each by a recorder of its own. The plug-in gets at it as a service of a type
 * that both have, and hands on to it what its own listener is told. Thread-safe.
 */
public final class Journal implements Supplier<OfflineNotify> {
    private final String plugin;
    private final List<Recorder> runs = new CopyOnWriteArrayList<>();
    private volatile Consumer<OfflineNotification> action = notification -> {};
    private volatile boolean keepsNothing;

    Journal(String plugin) {
        this.plugin = plugin;
    }

    @Override
    public OfflineNotify get() {
        Recorder run = new Recorder(plugin + "#" + (runs.size() + 1)).doing(action);
        runs.add(keepsNothing ? run.keepingNothing() : run);
        return run;
    }

    /** What every run that begins from now on does in each callback. */
    public void doing(Consumer<OfflineNotification> something) {
        action = something;
    }

    /** The runs that begin from now on count what they are told, and do not keep it. */
    public void keepingNothing() {
        keepsNothing = true;
    }

    /** The plug-in has stopped: none of its runs may be told anything from here on. */
    public void closeRuns() {
        runs.forEach(Recorder::close);
    }

    /** How much all runs together have been told. */
    public int count() {
        return runs.stream().mapToInt(Recorder::count).sum();
    }

    /** The runs so far, the last one last. */
    public List<Recorder> runs() {
        return runs;
    }

    /** The run that began last. */
    public Recorder lastRun() {
        return runs.get(runs.size() - 1);
    }

    /** The runs that may still be told something. */
    public List<Recorder> openRuns() {
        return runs.stream().filter(run -> !run.isClosed()).toList();
    }

    /** Everything that was not as it must be, in any run. */
    public List<String> violations() {
        return runs.stream().flatMap(run -> run.violations().stream()).toList();
    }

    @Override
    public String toString() {
        return plugin;
    }

    /** Fails if in any run anything was not as it must be. */
    public void verify() {
        runs.forEach(Recorder::verify);
    }
}
