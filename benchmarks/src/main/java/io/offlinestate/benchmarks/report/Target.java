// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a figure should be at most.
 *
 * @param value the figure; empty if it was not measured
 */
record Target(String chapter, String text, double limit, Function<Results, OptionalDouble> value) {

    /** The figure and whether it is good enough. */
    String cell(Results results) {
        OptionalDouble measured = value.apply(results);
        if (measured.isEmpty()) {
            return Table.NONE;
        }
        return Table.number(measured) + (measured.getAsDouble() <= limit ? " ✓" : " ✗");
    }
}
