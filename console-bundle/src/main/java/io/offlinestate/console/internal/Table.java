package io.offlinestate.console.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text that are printed in columns as wide as their widest cell.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Table {
    private static final String GAP = "  ";

    /** A column: its heading, and on which side its cells stand. */
    record Column(String heading, boolean right) {
        static Column left(String heading) {
            return new Column(heading, false);
        }

        static Column right(String heading) {
            return new Column(heading, true);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row with a cell per column; an empty cell is printed as such. */
    void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    /** Prints the headings and the rows, each line indented. */
    void print(PrintStream out, String indent) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).heading().length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        out.println(line(columns.stream().map(Column::heading).toList(), widths, indent));
        for (List<String> row : rows) {
            out.println(line(row, widths, indent));
        }
    }

    private String line(List<String> cells, int[] widths, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP)
                    .append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
