// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.dispatch;

import java.util.Arrays;
import java.util.List;

/**
 * What a listener that has stalled is doing: a snapshot. Immutable.
 *
 * @param stalled whether it is in a callback, or waits for a thread to begin one, for longer than the stall threshold
 * @param nanos how long the callback has been running; 0 if it has not begun
 * @param stack the frames of its thread, from the innermost to the callback, without hidden ones, at most {@link #DEPTH}; empty
 *     if it has not begun
 */
public record Hang(boolean stalled, long nanos, List<StackTraceElement> stack) {
    /** So many frames are kept, the innermost. */
    static final int DEPTH = 64;

    static final Hang NONE = new Hang(false, 0, List.of());
    static final Hang NOT_BEGUN = new Hang(true, 0, List.of());

    /** The methods that call a callback. */
    private static final List<String> CALLERS = List.of(
            Round.class.getName() + ".quickLoop",
            Listener.class.getName() + ".call",
            Event.Phase.class.getName() + ".tell",
            Event.StartingPoint.class.getName() + ".tell");

    /** Of the frames of a thread, the innermost first, those of the callback; none if the thread is in no callback. */
    static List<StackTraceElement> ofCallback(StackTraceElement... frames) {
        for (int i = frames.length - 1; i >= 0; i--) { // from the outside: a callback may run anything
            if (CALLERS.contains(frames[i].getClassName() + "." + frames[i].getMethodName())) {
                return Arrays.stream(frames, 0, i)
                        .filter(frame -> !isHidden(frame))
                        .limit(DEPTH)
                        .toList();
            }
        }
        return List.of();
    }

    /** Whether the frame is of a class that the JVM made for a lambda: it names no source. */
    private static boolean isHidden(StackTraceElement frame) {
        return frame.getClassName().indexOf('/') >= 0;
    }
}
