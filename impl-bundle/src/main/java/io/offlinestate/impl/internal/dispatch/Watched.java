// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

/** Something that the watchdog looks at until it is told to stop. */
public interface Watched {
    /**
     * Looks, and acts on what has become due. Runs on the watchdog's thread: takes short locks only, calls no foreign code.
     *
     * @param now the present {@link System#nanoTime()}
     * @return how many nanoseconds from now the next look is due, at the latest
     */
    long check(long now);
}
