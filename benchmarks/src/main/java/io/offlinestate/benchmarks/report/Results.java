// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The raw results of one JDK: JMH's JSON files, and ours for what is measured in JVMs of its own. Immutable. */
final class Results {
    private final String name;
    private final JsonObject environment;
    private final Map<String, List<Measurement>> files = new LinkedHashMap<>();

    /** Reads all files of a folder. */
    Results(Path folder) throws IOException {
        name = folder.getFileName().toString();
        environment = parse(folder.resolve("environment.json")).getAsJsonObject();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : found) {
                JsonElement content = parse(file);
                if (content.isJsonArray()) {
                    files.put(
                            file.getFileName().toString().replace(".json", ""), measurements(content.getAsJsonArray()));
                }
            }
        }
    }

    private static JsonElement parse(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            return JsonParser.parseReader(in);
        }
    }

    private static List<Measurement> measurements(JsonArray array) {
        List<Measurement> all = new ArrayList<>();
        for (JsonElement element : array) {
            JsonObject object = element.getAsJsonObject();
            all.add(new Measurement(params(object.getAsJsonObject("params")), figures(object)));
        }
        return all;
    }

    private static Map<String, String> params(JsonObject object) {
        Map<String, String> params = new LinkedHashMap<>();
        object.entrySet()
                .forEach(each -> params.put(each.getKey(), each.getValue().getAsString()));
        return params;
    }

    /** JMH has a list per JVM; of ours, each value is from a JVM of its own. */
    private static Map<String, List<List<Double>>> figures(JsonObject object) {
        Map<String, List<List<Double>>> figures = new LinkedHashMap<>();
        if (object.has("figures")) {
            object.getAsJsonObject("figures").entrySet().forEach(each -> {
                List<List<Double>> forks = new ArrayList<>();
                each.getValue().getAsJsonArray().forEach(value -> forks.add(List.of(value.getAsDouble())));
                figures.put(each.getKey(), forks);
            });
        } else {
            object.getAsJsonObject("secondaryMetrics").entrySet().forEach(each -> {
                List<List<Double>> forks = new ArrayList<>();
                JsonArray raw = each.getValue().getAsJsonObject().getAsJsonArray("rawData");
                raw.forEach(fork -> forks.add(numbers(fork.getAsJsonArray())));
                figures.put(each.getKey(), forks);
            });
        }
        return figures;
    }

    private static List<Double> numbers(JsonArray array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(each -> numbers.add(each.getAsDouble()));
        return numbers;
    }

    /** The JDK that it was measured on. */
    String heading() {
        return name.replace("jdk-", "JDK ");
    }

    String environment(String key) {
        return environment.get(key).getAsString();
    }

    /** The versions of what was measured, as text. */
    String versions() {
        return environment.getAsJsonObject("versions").entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().getAsString())
                .collect(Collectors.joining(", "));
    }

    /** When and how a chapter was measured; empty if it was not. */
    Optional<JsonObject> chapter(String letter) {
        return Optional.ofNullable(environment.getAsJsonObject("chapters").getAsJsonObject(letter));
    }

    /** The measurements of a file; none if there is no such file. */
    List<Measurement> of(String file) {
        return files.getOrDefault(file, List.of());
    }

    /** The measurements of several files, in the order of a number among their parameters. */
    List<Measurement> sorted(String number, String... names) {
        return Stream.of(names)
                .flatMap(name -> of(name).stream())
                .sorted(Comparator.comparingInt(each -> each.number(number)))
                .toList();
    }

    /** The measurement of a file with these parameters, given as names and values in turn. */
    Optional<Measurement> find(String file, Object... namesAndValues) {
        return of(file).stream().filter(each -> each.has(namesAndValues)).findFirst();
    }
}
