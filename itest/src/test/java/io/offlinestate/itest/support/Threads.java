// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.itest.support;

import java.util.List;

/** The threads of this virtual machine. */
public final class Threads {
    private Threads() {}

    /** The names of the live threads that begin like this. */
    public static List<String> named(String beginning) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(beginning))
                .sorted()
                .toList();
    }
}
