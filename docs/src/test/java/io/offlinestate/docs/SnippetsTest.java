// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Java code that users copy stands, line by line, in a source that the build compiles. A line "// …" in a document stands for
 * lines that are left out; closing braces at the end of a block are not compared.
 */
class SnippetsTest {
    private static final String ELLIPSIS = "// …";

    /** The guide has its code in the folder of this module; what the examples show is in their own sources. */
    private final List<List<String>> sources = Stream.of("docs/src/test", "examples")
            .flatMap(folder -> Documents.endingWith(".java").stream()
                    .filter(file -> file.startsWith(Documents.ROOT.resolve(folder))))
            .map(file -> code(Documents.read(file)))
            .toList();

    @Test
    void codeInDocumentsStandsInCompiledSources() {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path document : documents()) {
            for (String block : blocks(Documents.read(document))) {
                found++;
                if (sources.stream().noneMatch(source -> contains(source, block))) {
                    missing.add(Documents.name(document) + " has code that is in no source below docs/src/test or"
                            + " examples; change both:\n" + block);
                }
            }
        }
        assertTrue(found > 8, "only " + found + " blocks of code were found");
        assertEquals(List.of(), missing);
    }

    private static List<Path> documents() {
        return Documents.endingWith(".md").stream()
                .filter(file -> {
                    String name = Documents.name(file).replace('\\', '/');
                    return name.equals("README.md")
                            || name.startsWith("examples/")
                            || name.startsWith("docs/") && !name.startsWith("docs/decisions/");
                })
                .toList();
    }

    private static List<String> blocks(String markdown) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : markdown.lines().toList()) {
            String trimmed = line.strip();
            if (block == null) {
                block = trimmed.equals("```java") ? new StringBuilder() : null;
            } else if (trimmed.equals("```")) {
                blocks.add(block.toString());
                block = null;
            } else {
                block.append(line).append('\n');
            }
        }
        return blocks;
    }

    /** The lines without indentation and without empty ones. */
    private static List<String> code(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static List<String> withoutClosingBraces(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).equals("}")) {
            end--;
        }
        return lines.subList(0, end);
    }

    private static boolean contains(List<String> source, String block) {
        int from = 0;
        for (String part : block.split("(?m)^\\s*" + ELLIPSIS + "\\s*$")) {
            List<String> lines = withoutClosingBraces(code(part));
            int at = Collections.indexOfSubList(source.subList(from, source.size()), lines);
            if (at < 0) {
                return false;
            }
            from += at + lines.size();
        }
        return true;
    }
}
