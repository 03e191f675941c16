// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of guarantees names tests and mutants: they must be there, every rule must have its tests, and the page stays short. */
class GuaranteesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/guarantees.md");
    private static final int RULES = 20;

    /** {@code [Class](path)} or {@code `Class`}, with a name as tests and trials have it. */
    private static final Pattern TYPE = Pattern.compile("[\\[`](\\w+(?:Test|IT|Stress))[\\]`]");
    /** The last column of the table of model checks. */
    private static final Pattern MUTANT = Pattern.compile("`([A-Z]+(?:_[A-Z]+)*)`(?=[^|\\n]*\\|$)", Pattern.MULTILINE);

    private static final int LONGEST = 15 * 1_024;

    private static final Map<String, Path> TESTS = new TreeMap<>();
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(PAGE);
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("/src/test/".replace('/', java.io.File.separatorChar)))
                    .forEach(path -> TESTS.put(path.getFileName().toString().replace(".java", ""), path));
        }
    }

    @Test
    void everyTestClassAndTrialThatIsNamedIsThere() {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Matcher type = TYPE.matcher(page); type.find(); found++) {
            if (!TESTS.containsKey(type.group(1))) {
                missing.add(type.group(1));
            }
        }
        assertTrue(found > RULES, "only " + found + " tests are named");
        assertEquals(List.of(), missing, "tests that are named, and do not exist");
    }

    @Test
    void everyRuleTestIsNamed() {
        List<String> unnamed = TESTS.keySet().stream()
                .filter(name -> name.matches("Rule\\d+\\w+Test"))
                .filter(name -> !page.contains(name))
                .toList();
        assertEquals(List.of(), unnamed, "tests of rules that the page lacks");
    }

    @Test
    void pageStaysShort() {
        int length = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(length <= LONGEST, length + " bytes; say how a test was seen to fail in the commit");
    }

    @Test
    void everyMutantThatIsNamedIsThereAndTheOtherWayRound() {
        List<String> named = new ArrayList<>();
        for (Matcher mutant = MUTANT.matcher(page); mutant.find(); ) {
            named.add(mutant.group(1));
        }
        List<String> known = Stream.of(Mutant.values()).map(Mutant::name).toList();
        assertEquals(
                known.stream().sorted().toList(),
                named.stream().distinct().sorted().toList(),
                "the mutants, and those that the page shows");
    }

    @Test
    void everyRuleHasARow() {
        List<String> missing = new ArrayList<>();
        for (int rule = 1; rule <= RULES; rule++) {
            String row = "(?m)^\\| \\[" + rule + " [^\\]]+\\]\\(specification\\.md#rule-" + rule
                    + "\\) \\| .+(?:Test|IT)\\]";
            if (!Pattern.compile(row).matcher(page).find()) {
                missing.add("row of rule " + rule);
            }
        }
        assertEquals(List.of(), missing, "what the page lacks");
    }
}
