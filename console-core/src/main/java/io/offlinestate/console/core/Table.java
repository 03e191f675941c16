// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.common.SafeText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns and cells, which each shell draws in its own way; and how they are drawn in plain text.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Table {
    private static final String GAP = "  ";

    /** How a column is drawn. */
    public enum Style {
        LEFT,
        RIGHT,
        /** On the left, and coloured where there are colours. */
        STATE
    }

    /**
     * A column.
     *
     * @param heading what stands above it
     * @param style how it is drawn
     */
    public record Column(String heading, Style style) {
        static Column left(String heading) {
            return new Column(heading, Style.LEFT);
        }

        static Column right(String heading) {
            return new Column(heading, Style.RIGHT);
        }

        static Column state(String heading) {
            return new Column(heading, Style.STATE);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Column... columns) {
        this(List.of(columns));
    }

    Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** The columns from left to right. */
    public List<Column> columns() {
        return columns;
    }

    /** The rows from top to bottom, with a cell per column. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    /** Adds a row with a cell per column; an empty cell is printed as such. */
    void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            row.add(SafeText.clean(String.valueOf(cell)));
        }
        rows.add(row);
    }

    /** How many columns of the terminal each column takes. */
    public int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = TextWidth.of(columns.get(i).heading());
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
            }
        }
        return widths;
    }

    /** The text in a column of this style, padded to the width. */
    public static String padded(String text, Style style, int width) {
        String padding = " ".repeat(Math.max(0, width - TextWidth.of(text)));
        return style == Style.RIGHT ? padding + text : text + padding;
    }

    /** Prints the headings and the rows, each line indented. */
    void print(PrintStream out, String indent) {
        int[] widths = widths();
        out.println(line(columns.stream().map(Column::heading).toList(), widths, indent));
        for (List<String> row : rows) {
            out.println(line(row, widths, indent));
        }
    }

    private String line(List<String> cells, int[] widths, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP)
                    .append(padded(cells.get(i), columns.get(i).style(), widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
