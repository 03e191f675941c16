// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.stress;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** One run of jcstress in a JVM of its own, and what has come of it. */
final class JcstressRun {
    private static final String BLOBS = "jcstress-results-*.bin.gz";

    /** Two processors at most; actors meet anew for each trial, and share the processors with the carriers. */
    private static final List<String> OPTIONS =
            List.of("-c", "2", "-af", "NONE", "-spinStyle", "THREAD_YIELD", "-strideSize", "1", "-strideCount", "10");

    private final Path directory;
    private final Map<String, List<TestResult>> results = new TreeMap<>();

    /** @param directory where jcstress leaves its log, its results and its report */
    JcstressRun(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs and reads the results.
     *
     * @param tests selects tests, a regular expression
     * @param ahead is put ahead of the class path, or null for nothing
     */
    void run(String tests, Path ahead, Mode mode) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        forEachBlob(Files::delete);
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ahead == null ? classPath : ahead + File.pathSeparator + classPath,
                Main.class.getName(),
                "-t",
                tests,
                "-r",
                "report"));
        command.addAll(OPTIONS);
        command.addAll(mode.options);
        Process jcstress = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        try {
            if (!jcstress.waitFor(mode.atMost.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("jcstress has not come to an end within " + mode.atMost + ", see " + log());
            }
        } finally {
            jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
            jcstress.destroyForcibly();
        }
        forEachBlob(this::read);
    }

    private interface BlobAction {
        void on(Path blob) throws IOException;
    }

    private void forEachBlob(BlobAction action) throws IOException {
        try (DirectoryStream<Path> blobs = Files.newDirectoryStream(directory, BLOBS)) {
            for (Path blob : blobs) {
                action.on(blob);
            }
        }
    }

    private void read(Path blob) throws IOException {
        Consumer<TestResult> keep = result -> results.computeIfAbsent(result.getName(), name -> new ArrayList<>())
                .add(result);
        DiskReadCollector reader = new DiskReadCollector(blob.toString(), keep::accept);
        try {
            reader.dump();
        } catch (ClassNotFoundException e) {
            throw new IOException(blob + " was written by another jcstress", e);
        } finally {
            reader.close();
        }
    }

    /** What has come of one test, in all JVMs in which it has run. */
    Verdict verdict(String test) {
        return new Verdict(test, results.getOrDefault(test, List.of()));
    }

    Path log() {
        return directory.resolve("jcstress.log");
    }

    /** How much is done. */
    enum Mode {
        /** The JVM as it is, for half a second each: part of every build. */
        SHORT(Duration.ofMinutes(5), "-jvmArgs", "-ea", "-sc", "false", "-iters", "2", "-time", "250"),
        /** All that jcstress knows to make compilers do. */
        FULL(
                Duration.ofHours(12),
                "-jvmArgsPrepend",
                "-ea",
                "-sc",
                "true",
                "-fsm",
                "1",
                "-iters",
                "10",
                "-time",
                "500"),
        /** For a mutant: what is lost is not waited for long, and nothing is to be proved but that it is noticed. */
        MUTANT(
                Duration.ofMinutes(5),
                "-jvmArgs",
                "-ea -Dstress.patience=2",
                "-sc",
                "false",
                "-iters",
                "2",
                "-time",
                "250"),
        /** The same for one that has gone unnoticed: for ten seconds. */
        MUTANT_AGAIN(
                Duration.ofMinutes(5),
                "-jvmArgs",
                "-ea -Dstress.patience=2",
                "-sc",
                "false",
                "-iters",
                "20",
                "-time",
                "500");

        private final Duration atMost;
        private final List<String> options;

        Mode(Duration atMost, String... options) {
            this.atMost = atMost;
            this.options = List.of(options);
        }
    }
}
