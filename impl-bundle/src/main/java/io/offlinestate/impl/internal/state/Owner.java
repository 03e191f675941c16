// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bundle that uses the services: what it advised, created and reported, so that this can be undone when the bundle stops.
 * Compared by identity: a bundle that starts again is another owner. Thread-safe.
 */
public final class Owner {
    private final long bundleId;
    private final String name;
    final Set<Advise> advises = ConcurrentHashMap.newKeySet();
    /** How many objects it holds, for having created them. Guarded by the object table. */
    int holds;
    /** The objects that it has voted on. */
    final Set<OfflineNode> voted = ConcurrentHashMap.newKeySet();

    /** Written under the monitor of this. */
    private volatile boolean gone;

    public Owner(long bundleId, String name) {
        this.bundleId = bundleId;
        this.name = name;
    }

    public long bundleId() {
        return bundleId;
    }

    /** The symbolic name of the bundle. */
    public String name() {
        return name;
    }

    /** Keeps an advise until it ends, unless the bundle is gone: then nobody would end it. Returns whether it does. */
    synchronized boolean keep(Advise advise) {
        return !gone && advises.add(advise);
    }

    boolean gone() {
        return gone;
    }

    /** From here on it keeps no advise any more: those that it has are all that are to be ended. */
    synchronized void leave() {
        gone = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
