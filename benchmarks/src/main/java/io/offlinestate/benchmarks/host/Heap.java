// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.host;

import java.lang.management.ManagementFactory;

/** The heap of this JVM. */
public final class Heap {
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /** The bytes in use once garbage is collected. */
    public static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
