// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.fork;

import com.google.gson.Gson;
import java.io.IOException;
import java.util.Map;

/** The side of a measurement that is a JVM of its own: runs once, prints its figures, and ends. */
final class Child {
    /** The line that says that the measurement can begin. */
    static final String READY = "READY";

    /** What the line with the figures begins with. */
    static final String FIGURES = "FIGURES ";

    private Child() {}

    /** Says that the measurement can begin, and waits for the sign. */
    static void ready() throws IOException {
        System.out.println(READY);
        System.out.flush();
        if (System.in.read() < 0) {
            throw new IOException("the benchmarks have ended");
        }
    }

    /** Prints the figures and ends the JVM, whatever still hangs in it. */
    static void end(Map<String, Double> figures) {
        System.out.println(FIGURES + new Gson().toJson(figures));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
