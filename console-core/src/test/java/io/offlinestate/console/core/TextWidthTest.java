// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
    @ParameterizedTest
    @CsvSource({
        "work,4",
        "\u90f5\u4ef6,4",
        "\uff21,2",
        "\uff71,1",
        "\ud55c,2",
        "\u1112\u1161\u11ab,2",
        "e\u0301,1",
        "\u05e9\u05c1,1",
        "\u0e01\u0e31,1",
        "\ud83d\ude00,2",
        "\u2764,1",
        "\u2764\ufe0f,2",
        "\ud83d\udc4d\ud83c\udffd,2",
        "\ud83d\udc69\u200d\ud83d\ude80,2",
        "\ud83c\udde9\ud83c\uddea,2",
        "\ud83c\udde9\ud83c\uddea\ud83c\uddeb\ud83c\uddf7,4",
        "\ud842\udfb7,2",
        "\u4e00,2",
        "\u9fff,2",
        "\ua4d0,1",
        "\u303f,1"
    })
    void of_text_isItsColumns(String text, int columns) {
        assertEquals(columns, TextWidth.of(text));
    }

    @Test
    void print_wideAndCombiningCells_lineUp() {
        Table table = new Table(Table.Column.left("NAME"), Table.Column.right("N"), Table.Column.left("END"));
        table.row("work", 1, "x");
        table.row("\u90f5\u4ef6\u90f5\u4ef6", 22, "x");
        table.row("e\u0301e\u0301", 3, "x");
        table.row("\ud83d\ude00", 4, "x");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), "");
        bytes.toString(StandardCharsets.UTF_8).lines().skip(1).forEach(line -> {
            assertTrue(line.endsWith("x"), line);
            assertEquals(8 + 2 + 2 + 2 + 1, TextWidth.of(line), line);
        });
    }

    @Test
    void row_bidiText_isCleaned() {
        Table table = new Table(Table.Column.left("NAME"));
        table.row("a\u202eb\u2028c\u0085d\u001be");
        assertEquals("a\\u202eb\\u2028c\\u0085d\\u001be", table.rows().get(0).get(0));
    }
}
