// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules that tests and documents cite by number are in the specification, and a reader gets there in two clicks. */
class RulesTest {
    private static final Path SPECIFICATION = Documents.ROOT.resolve("docs/specification.md");
    private static final Pattern DEFINED = Pattern.compile("(?m)^<a id=\"rule-(\\d+)\"></a>\\R### Rule (\\d+): \\S.*$");
    /** "rule 4", "Rules 4, 19", "rules 4 and 10". */
    private static final Pattern CITED = Pattern.compile("\\b[Rr]ules? (\\d+(?:(?:, | and |, and )\\d+)*)");

    private static final Pattern CLASS_NAME = Pattern.compile("\\bRule(\\d+)\\w*(?:Test|IT)\\b");

    @Test
    void everyRuleHasAHeadingAndAnAnchorOfItsNumber() {
        List<Integer> defined = new ArrayList<>();
        for (Matcher rule = DEFINED.matcher(Documents.read(SPECIFICATION)); rule.find(); ) {
            assertEquals(rule.group(1), rule.group(2), "anchor and heading");
            defined.add(Integer.valueOf(rule.group(1)));
        }
        List<Integer> expected = new ArrayList<>();
        for (int rule = 1; rule <= defined.size(); rule++) {
            expected.add(rule);
        }
        assertEquals(expected, defined);
        assertTrue(defined.size() >= 20, "the rules are gone");
    }

    @Test
    void everyRuleThatIsCitedExists() {
        Set<Integer> defined = defined();
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (String suffix : List.of(".java", ".md")) {
            for (Path file : Documents.endingWith(suffix)) {
                String text = Documents.read(file);
                for (String number : cited(text)) {
                    found++;
                    if (!defined.contains(Integer.valueOf(number))) {
                        unknown.add(Documents.name(file) + " cites rule " + number);
                    }
                }
            }
        }
        assertTrue(found > 100, "only " + found + " citations were found");
        assertEquals(List.of(), unknown);
    }

    @Test
    void entryPageLinksToSpecification() {
        Markdown entry = new Markdown(Documents.read(Documents.ROOT.resolve("docs/README.md")));
        assertTrue(entry.links.contains("specification.md"), "docs/README.md does not link to the specification");
        Markdown specification = new Markdown(Documents.read(SPECIFICATION));
        List<String> missing = defined().stream()
                .map(rule -> "#rule-" + rule)
                .filter(link -> !specification.links.contains(link))
                .toList();
        assertEquals(List.of(), missing, "rules that the table of contents of the specification lacks");
    }

    private static Set<Integer> defined() {
        Set<Integer> defined = new TreeSet<>();
        for (Matcher rule = DEFINED.matcher(Documents.read(SPECIFICATION)); rule.find(); ) {
            defined.add(Integer.valueOf(rule.group(1)));
        }
        return defined;
    }

    private static List<String> cited(String text) {
        List<String> numbers = new ArrayList<>();
        for (Matcher citation = CITED.matcher(text); citation.find(); ) {
            numbers.addAll(List.of(citation.group(1).split("\\D+")));
        }
        for (Matcher name = CLASS_NAME.matcher(text); name.find(); ) {
            numbers.add(name.group(1));
        }
        return numbers;
    }
}
