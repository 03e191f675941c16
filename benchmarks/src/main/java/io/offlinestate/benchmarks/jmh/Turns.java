// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lets contenders take turns, each round beginning with another one, so that none always follows the same. */
final class Turns {
    private int turns;

    /** Runs each of them once. */
    <T> void each(List<T> contenders, Turn<T> turn) throws Exception {
        List<T> order = new ArrayList<>(contenders);
        Collections.rotate(order, turns++);
        for (T contender : order) {
            turn.run(contender);
        }
    }

    /** What one contender does in a round. */
    interface Turn<T> {
        void run(T contender) throws Exception;
    }
}
