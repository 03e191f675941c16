// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.fork;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what JVMs of their own have measured, under their parameters. Used by one thread. */
public final class Forks {
    private final Map<Map<String, String>, Map<String, List<Double>>> all = new LinkedHashMap<>();

    /** What was measured with the same parameters: each figure with a value per run. */
    private record Measured(Map<String, String> params, Map<String, List<Double>> figures) {}

    /** Waits for the end of a run, and keeps its figures. */
    void add(Fork fork) throws IOException {
        Map<String, Double> measured = fork.figures();
        System.out.println(fork.params().values() + " " + measured);
        Map<String, List<Double>> figures = all.computeIfAbsent(fork.params(), params -> new TreeMap<>());
        measured.forEach((name, value) ->
                figures.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    }

    /** Writes all figures as JSON. */
    public void write(Path file) throws IOException {
        List<Measured> measured = new ArrayList<>();
        all.forEach((params, figures) -> measured.add(new Measured(params, figures)));
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(measured) + "\n");
    }
}
