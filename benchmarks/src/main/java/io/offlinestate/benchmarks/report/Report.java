// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the tables from the raw results.
 *
 * <p>Arguments: the folder with a folder of results per JDK, and the file to write.
 */
public final class Report {
    private static final List<Chapter> CHAPTERS = List.of(
            new CallbackChapter(),
            new LatencyChapter(),
            new HangChapter(),
            new PopulationChapter(),
            new TreeChapter(),
            new PluginChapter(),
            new FootprintChapter(),
            new SnapshotChapter());

    private Report() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[1]), text(Path.of(arguments[0])));
    }

    /** The report of what is in a folder. */
    static String text(Path folder) throws IOException {
        List<Results> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.filter(Files::isDirectory).sorted().toList()) {
                all.add(new Results(each));
            }
        }
        StringBuilder text = new StringBuilder("""
                # Benchmark results

                Generated from the raw results in [results](results) by `./run`; what is measured and how is said in the
                [README](README.md).

                """);
        all.forEach(results -> environment(text, results));
        text.append('\n').append(provenance(all));
        text.append("## Targets\n\nThe worst of the figures that belong to each.\n\n")
                .append(Targets.table(all));
        for (Chapter chapter : CHAPTERS) {
            String tables = tables(chapter, all);
            if (!tables.isEmpty()) {
                text.append("## ")
                        .append(chapter.letter())
                        .append(". ")
                        .append(chapter.title())
                        .append("\n\n");
                text.append(chapter.introduction()).append('\n').append(tables);
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static void environment(StringBuilder text, Results results) {
        text.append("- **").append(results.heading()).append("**: ");
        text.append(results.environment("jdk")).append("; ");
        text.append(results.environment("cpu")).append(", ");
        text.append(results.environment("memory")).append(", ");
        text.append(results.environment("os")).append(". ");
        text.append(results.versions()).append(".\n");
    }

    /** When and from which sources each chapter was measured. */
    private static String provenance(List<Results> all) {
        List<String> head = new ArrayList<>(List.of("measured"));
        all.forEach(results -> head.add(results.heading()));
        Table table = new Table(head);
        for (Chapter chapter : CHAPTERS) {
            List<String> cells = new ArrayList<>(List.of(chapter.letter() + ". " + chapter.title()));
            all.forEach(results ->
                    cells.add(results.chapter(chapter.letter()).map(Report::how).orElse(Table.NONE)));
            table.row(cells);
        }
        return table.toString();
    }

    private static String how(JsonObject chapter) {
        return chapter.get("date").getAsString() + ", "
                + chapter.get("revision").getAsString() + ", "
                + chapter.get("plan").getAsString() + ", in "
                + chapter.get("seconds").getAsLong() + " s";
    }

    private static String tables(Chapter chapter, List<Results> all) {
        StringBuilder text = new StringBuilder();
        for (Results results : all) {
            String tables = chapter.tables(results);
            if (!tables.isEmpty()) {
                text.append("### ").append(results.heading()).append("\n\n").append(tables);
            }
        }
        return text.toString();
    }
}
