// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Catches what a command prints. Safe for use by any thread. */
public final class FakeOutput implements Output {
    private static final long SECONDS = 20;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String last;

    private final PrintStream out = new PrintStream(
            new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] source, int offset, int length) {
                    synchronized (lock) {
                        bytes.write(source, offset, length);
                        lock.notifyAll();
                    }
                }
            },
            true,
            StandardCharsets.UTF_8);

    /** The reader goes away once this was printed. */
    public void closeAfter(String text) {
        synchronized (lock) {
            last = text;
        }
    }

    /** Does something while nothing can be printed. */
    public void whileStuck(Runnable action) {
        synchronized (lock) {
            action.run();
        }
    }

    /** Waits until the text was printed. */
    public void await(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        synchronized (lock) {
            while (!printed().contains(text)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("waited in vain for \"" + text + "\": " + printed());
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public boolean flush() {
        synchronized (lock) {
            return last == null || !printed().contains(last);
        }
    }

    /** The lines, with the line ends of every platform alike. */
    public String printed() {
        synchronized (lock) {
            return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        }
    }
}
