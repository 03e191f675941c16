// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A table in Markdown: the first column is text, the others are figures. Not thread-safe. */
final class Table {
    /** Stands for what was not measured. */
    static final String NONE = "–";

    private final StringBuilder text = new StringBuilder();

    Table(List<String> head) {
        row(head);
        text.append("|---|")
                .append(String.join("", Collections.nCopies(head.size() - 1, "---:|")))
                .append('\n');
    }

    void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.append('\n').toString();
    }

    /** A figure with as many digits as mean something. */
    static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : NONE;
    }

    static String number(double value) {
        String format = value >= 100 || value == Math.rint(value) ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** A figure and, in brackets, its proportion to another one. */
    static String withRatio(Measurement measured, String figure, String reference) {
        OptionalDouble value = measured.median(figure);
        OptionalDouble ratio = measured.ratio(figure, reference);
        return number(value) + (ratio.isPresent() ? " (" + number(ratio) + ")" : "");
    }
}
