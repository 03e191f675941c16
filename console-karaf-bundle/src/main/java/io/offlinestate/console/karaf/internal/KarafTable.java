// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import io.offlinestate.console.core.Table;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.karaf.shell.support.ansi.SimpleAnsi;

/**
 * Draws a table as Karaf's own commands do. Karaf's class counts chars, so that columns with wide or combining characters do not
 * line up; this one goes by the columns that they take on a terminal. Immutable, hence safe for use by any thread.
 */
final class KarafTable {
    private static final String LINES = "\u2502\u2500\u253c";
    private static final String ASCII = "|-+";

    private final String lines;
    private final boolean colours;

    /**
     * Draws for a terminal.
     *
     * @param charset what the lines of the table can be drawn with; null for ASCII
     * @param colours whether states are coloured
     */
    KarafTable(Charset charset, boolean colours) {
        this.lines = charset != null && charset.newEncoder().canEncode(LINES) ? LINES : ASCII;
        this.colours = colours;
    }

    void print(Table table, PrintStream out) {
        int[] widths = table.widths();
        out.println(
                row(table, table.columns().stream().map(Table.Column::heading).toList(), widths, text -> text));
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add(line(1).repeat(width));
        }
        out.println(String.join(line(1) + line(2) + line(1), rules));
        for (List<String> cells : table.rows()) {
            out.println(row(table, cells, widths, colours ? KarafTable::coloured : text -> text));
        }
    }

    private String row(Table table, List<String> cells, int[] widths, UnaryOperator<String> colour) {
        List<String> padded = new ArrayList<>(Collections.nCopies(widths.length, ""));
        for (int i = 0; i < widths.length; i++) {
            Table.Style style = table.columns().get(i).style();
            String cell = Table.padded(cells.get(i), style, widths[i]);
            padded.set(i, style == Table.Style.STATE ? colour.apply(cell) : cell);
        }
        return String.join(" " + line(0) + " ", padded);
    }

    private String line(int index) {
        return lines.substring(index, index + 1);
    }

    /** A state in its colour, which a phase may follow. */
    private static String coloured(String state) {
        String colour = state.startsWith("ONLINE") ? SimpleAnsi.COLOR_GREEN : SimpleAnsi.COLOR_RED;
        return colour + state + SimpleAnsi.COLOR_DEFAULT;
    }
}
