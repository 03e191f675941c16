// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.CreateInfo;
import io.offlinestate.OfflineManager;
import io.offlinestate.OfflineObjectId;
import io.offlinestate.OfflineObjects;
import io.offlinestate.benchmarks.listener.Quiet;
import java.time.Duration;
import java.util.UUID;

/** A global object with children, and a listener on each child. */
final class Tree {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final UUID TYPE = new UUID(1, 1);

    private final OfflineObjects objects;
    private final OfflineManager root;
    private final int children;

    Tree(OfflineObjects objects, int children) {
        this.objects = objects;
        this.root = objects.open("default");
        this.children = children;
    }

    void create() {
        for (int i = 0; i < children; i++) {
            objects.create(CreateInfo.child(root.id(), TYPE, instance(i)));
        }
    }

    /** The children; who keeps them keeps memory. */
    OfflineManager[] managers() {
        OfflineManager[] managers = new OfflineManager[children];
        for (int i = 0; i < children; i++) {
            managers[i] = objects.open(OfflineObjectId.of(root.id().profile(), TYPE, instance(i)));
        }
        return managers;
    }

    static void advise(OfflineManager[] managers) {
        for (int i = 0; i < managers.length; i++) {
            managers[i].advise(AdviseInfo.of(Quiet.of(i)));
        }
    }

    /** The global object: who changes it changes all of them. */
    OfflineManager root() {
        return root;
    }

    /** Takes an object to its other state, and waits for it. */
    static void flip(OfflineManager manager) throws Exception {
        manager.setCurrentState(
                manager.getCurrentState() == ConnectionState.ONLINE ? ConnectionState.OFFLINE : ConnectionState.ONLINE,
                PATIENCE);
    }

    private static UUID instance(int number) {
        return new UUID(2, number + 1L);
    }
}
