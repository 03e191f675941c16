// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where and with what the benchmarks run: part of the raw results. Each chapter says for itself when it was measured. */
final class Environment {
    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path file;
    private final JsonObject all;

    /** Goes on with what the file says of chapters. */
    Environment(Path file) throws IOException {
        this.file = file;
        this.all = Files.exists(file) ? GSON.fromJson(Files.readString(file), JsonObject.class) : new JsonObject();
        all.addProperty(
                "jdk",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                        + System.getProperty("java.vendor"));
        all.addProperty("os", System.getProperty("os.name") + " " + release() + " " + System.getProperty("os.arch"));
        all.addProperty("cpu", Runtime.getRuntime().availableProcessors() + " × " + cpu());
        all.addProperty("memory", memoryGibibytes() + " GiB");
        all.add("versions", versions());
        if (!all.has("chapters")) {
            all.add("chapters", new JsonObject());
        }
    }

    void measured(String chapter, String plan, String revision, Duration duration) throws IOException {
        JsonObject how = new JsonObject();
        how.addProperty("plan", plan);
        how.addProperty("date", LocalDate.now().toString());
        how.addProperty("revision", revision);
        how.addProperty("seconds", duration.toSeconds());
        all.getAsJsonObject("chapters").add(chapter, how);
        Files.writeString(file, GSON.toJson(all) + "\n");
    }

    /** Without what a distribution appends to the version of its kernel. */
    private static String release() {
        return System.getProperty("os.version").replaceFirst("-.*", "");
    }

    private static String cpu() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return "CPU";
        }
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("CPU");
        }
    }

    private static long memoryGibibytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.round(system.getTotalMemorySize() / (double) (1L << 30))
                : 0;
    }

    private static JsonObject versions() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Environment.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        }
        JsonObject versions = new JsonObject();
        new TreeMap<>(properties).forEach((name, value) -> versions.addProperty(name.toString(), value.toString()));
        return versions;
    }
}
