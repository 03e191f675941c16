// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetachedThrowableTest {
    private static String print(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void printsAsTheOriginalDoes() {
        Throwable original = new IllegalStateException("outer", new AssertionError("inner"));
        assertEquals(print(original), print(DetachedThrowable.of(original)));
    }

    @Test
    void holdsNothingOfTheOriginal() {
        Throwable original = new IllegalStateException("outer", new AssertionError("inner"));
        Throwable copy = DetachedThrowable.of(original);
        assertEquals(DetachedThrowable.class, copy.getClass());
        assertEquals(DetachedThrowable.class, copy.getCause().getClass());
        assertNull(copy.getCause().getCause());
        assertEquals(0, copy.getSuppressed().length);
        assertArrayEquals(original.getStackTrace(), copy.getStackTrace());
    }

    @Test
    void oneThatCannotBePrintedIsNamed() {
        Throwable original = new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                throw new IllegalStateException("not even that");
            }
        };
        assertEquals(
                original.getClass().getName(), DetachedThrowable.of(original).toString());
    }

    @Test
    void lineBreaksAreReplaced() {
        assertEquals(
                "java.lang.Error: one\\ntwo",
                DetachedThrowable.of(new Error("one\ntwo")).toString());
    }

    @Test
    void of_frameWithLineBreak_isCleaned() {
        Error error = new Error("one");
        error.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("a.B", "c\n\tat x.Y", "D.java)\nCaused by: \u202e", 7),
            new StackTraceElement("a.B", "c", null, -2)
        });
        assertEquals(
                List.of(
                        "java.lang.Error: one",
                        "\tat a.B.c\\n\\tat x.Y(D.java)\\nCaused by: \\u202e:7)",
                        "\tat a.B.c(Native Method)"),
                print(DetachedThrowable.of(error)).lines().toList());
    }

    @Test
    void of_hugeMessage_isCut() {
        assertEquals(
                1_024,
                DetachedThrowable.of(new Error("x".repeat(1_000_000)))
                        .toString()
                        .length());
    }

    @Test
    void causesThatGoInACircleComeToAnEnd() {
        Throwable one = new IllegalStateException("one");
        Throwable other = new IllegalStateException("other", one);
        one.initCause(other);
        assertNotNull(print(DetachedThrowable.of(one)));
    }
}
