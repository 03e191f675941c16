// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured with certain parameters. Immutable as long as nobody changes the maps.
 *
 * @param figures by name: for each JVM that has measured it, a value per round
 */
record Measurement(Map<String, String> params, Map<String, List<List<Double>>> figures) {

    /** Whether it was measured with these parameters, given as names and values in turn. */
    boolean has(Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].toString().equals(params.get(namesAndValues[i]))) {
                return false;
            }
        }
        return true;
    }

    boolean knows(String figure) {
        return figures.containsKey(figure);
    }

    int number(String param) {
        return Integer.parseInt(params.get(param));
    }

    /** "Felix" or "Equinox". */
    String framework() {
        String name = params.get("framework");
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The median of the medians of the JVMs; empty if there is none. */
    OptionalDouble median(String figure) {
        return median(medians(figure));
    }

    /** The median of the ratios of the JVMs: each compares what has taken turns in it. */
    OptionalDouble ratio(String figure, String reference) {
        List<Double> values = medians(figure);
        List<Double> references = medians(reference);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), references.size()); i++) {
            ratios.add(values.get(i) / references.get(i));
        }
        return median(ratios);
    }

    /** The largest value of all. */
    OptionalDouble max(String figure) {
        return figures.getOrDefault(figure, List.of()).stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max();
    }

    private List<Double> medians(String figure) {
        return figures.getOrDefault(figure, List.of()).stream()
                .filter(values -> !values.isEmpty())
                .map(values -> median(values).getAsDouble())
                .toList();
    }

    private static OptionalDouble median(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
