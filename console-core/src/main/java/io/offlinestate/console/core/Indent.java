// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

/**
 * How far a line is indented that shows an object so deep in a tree. Below a certain depth the depth is written as a number:
 * otherwise the output would grow with its square. Without state, hence safe for use by any thread.
 */
final class Indent {
    private static final String STEP = "  ";
    private static final int DEEPEST = 20;

    private Indent() {}

    static String of(int depth) {
        return depth <= DEEPEST ? STEP.repeat(depth) : STEP.repeat(DEEPEST) + "(" + depth + ") ";
    }
}
