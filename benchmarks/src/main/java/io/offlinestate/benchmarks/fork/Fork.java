// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.fork;

import com.google.gson.Gson;
import io.offlinestate.benchmarks.host.Staged;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM that measures once. Used by one thread. */
final class Fork implements AutoCloseable {
    private final Map<String, String> params;
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    /** Starts a main class; its arguments are the values of the parameters. */
    Fork(Class<?> main, Map<String, String> params) throws IOException {
        this.params = params;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-D" + Staged.TARGET + "=" + Staged.target());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(params.values());
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        out = process.inputReader();
    }

    Map<String, String> params() {
        return params;
    }

    /** Waits until it can begin. */
    void awaitReady() throws IOException {
        awaitLine(Child.READY);
    }

    /** Has it begin. */
    void begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Waits for its end, and says what it has measured. */
    @SuppressWarnings("unchecked") // what Child.end has written
    Map<String, Double> figures() throws IOException {
        return new Gson().fromJson(awaitLine(Child.FIGURES).substring(Child.FIGURES.length()), Map.class);
    }

    private String awaitLine(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IOException(params + " has ended without \"" + beginning + "\":\n" + String.join("\n", lines));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
