package io.offlinestate.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of guarantees names tests and figures: they must be there, and every rule must have its own. */
class GuaranteesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/guarantees.md");
    private static final int RULES = 20;

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    /** {@code `Class#method`}; without a class: another one of the class before it. */
    private static final Pattern METHOD = Pattern.compile("`(\\w*)#(\\w+)`");
    /** {@code `Class`} or {@code `Class.Trial`}, of those that tests are called. */
    private static final Pattern TYPE = Pattern.compile("`(\\w+(?:Test|IT|Stress))(?:\\.(\\w+))?`");
    /** What has a row of its own in a table, by its name. */
    private static final Pattern MUTANT = Pattern.compile("`([A-Z]+(?:_[A-Z]+)*)` \\(mutant\\)");

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
    void everyLinkLeadsToAFile() {
        List<String> broken = new ArrayList<>();
        int found = 0;
        for (Matcher link = LINK.matcher(page); link.find(); found++) {
            String target = link.group(1);
            int anchor = target.indexOf('#');
            String file = anchor < 0 ? target : target.substring(0, anchor);
            boolean there = file.isEmpty() ? hasHeading(target.substring(1)) : Files.exists(PAGE.resolveSibling(file));
            if (!there && !target.startsWith("https://")) {
                broken.add(target);
            }
        }
        assertTrue(found > 0, "there are links");
        assertEquals(List.of(), broken, "links that lead nowhere");
    }

    private static boolean hasHeading(String anchor) {
        return page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", ""))
                .anyMatch(heading -> heading.replace(' ', '-').equals(anchor));
    }

    @Test
    void everyTestMethodThatIsNamedIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        String last = "";
        int found = 0;
        for (Matcher method = METHOD.matcher(page); method.find(); found++) {
            last = method.group(1).isEmpty() ? last : method.group(1);
            Path source = TESTS.get(last);
            if (source == null || !hasTest(source, method.group(2))) {
                missing.add(last + "#" + method.group(2));
            }
        }
        assertTrue(found > 0, "there are tests");
        assertEquals(List.of(), missing, "tests that are named, and do not exist");
    }

    /** A method with an annotation of JUnit before it. */
    private static boolean hasTest(Path source, String method) throws IOException {
        String text = Files.readString(source);
        Matcher declared =
                Pattern.compile("void " + Pattern.quote(method) + "\\(").matcher(text);
        if (!declared.find()) {
            return false;
        }
        String before = text.substring(0, declared.start());
        String own = before.substring(Math.max(before.lastIndexOf("\n    }\n"), before.lastIndexOf(";\n\n")) + 1);
        return Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b")
                .matcher(own)
                .find();
    }

    @Test
    void everyTestClassAndTrialThatIsNamedIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Matcher type = TYPE.matcher(page); type.find(); ) {
            Path source = TESTS.get(type.group(1));
            boolean there = source != null
                    && (type.group(2) == null
                            || Files.readString(source).contains("public static class " + type.group(2) + " "));
            if (!there) {
                missing.add(type.group());
            }
        }
        assertEquals(List.of(), missing, "tests that are named, and do not exist");
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
    void everyRuleHasItsSectionAndItsFigure() {
        List<String> missing = new ArrayList<>();
        for (int rule = 1; rule <= RULES; rule++) {
            if (!find("(?m)^### Rule " + rule + ": ")) {
                missing.add("section of rule " + rule);
            }
            if (!find("(?m)^\\| " + rule + " \\|")) {
                missing.add("figure of rule " + rule);
            }
        }
        assertEquals(List.of(), missing, "what the page lacks");
    }

    private static boolean find(String regex) {
        return Pattern.compile(regex).matcher(page).find();
    }
}
