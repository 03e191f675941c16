package io.offlinestate.impl.internal.component;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ThrownCopyTest {
    private static String print(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void printsAsTheOriginalDoes() {
        Throwable original = new IllegalStateException("outer", new AssertionError("inner"));
        assertEquals(print(original), print(ThrownCopy.of(original)));
    }

    @Test
    void holdsNothingOfTheOriginal() {
        Throwable original = new IllegalStateException("outer", new AssertionError("inner"));
        Throwable copy = ThrownCopy.of(original);
        assertEquals(ThrownCopy.class, copy.getClass());
        assertEquals(ThrownCopy.class, copy.getCause().getClass());
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
        assertEquals(original.getClass().getName(), ThrownCopy.of(original).toString());
    }

    @Test
    void causesThatGoInACircleComeToAnEnd() {
        Throwable one = new IllegalStateException("one");
        Throwable other = new IllegalStateException("other", one);
        one.initCause(other);
        assertNotNull(print(ThrownCopy.of(one)));
    }
}
