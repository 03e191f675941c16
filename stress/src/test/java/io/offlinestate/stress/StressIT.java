// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.offlinestate.stress.JcstressRun.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.infra.runners.TestList;

/** Runs the trials: on the manager, where they must hold, and on its mutants, each of which they must notice. */
class StressIT {
    /** A mutant may go unnoticed for half a second; after that there is more time. */
    private static final int ATTEMPTS = 4;

    private final Path directory = Path.of(System.getProperty("stress.directory"));
    private final Path sources = Path.of(System.getProperty("stress.sources"));
    private final Extent extent =
            Extent.valueOf(System.getProperty("stress.mode").toUpperCase(Locale.ROOT));
    private final Set<String> selected = select(Pattern.compile(System.getProperty("stress.tests")));

    /** What is run: {@code -Dstress.mode=} one of these. */
    private enum Extent {
        /** Each trial for half a second, and some of the mutants. */
        SHORT,
        /** Each trial for half a second, and all mutants. */
        MUTANTS,
        /** Each trial with all that jcstress knows to make compilers do, and all mutants. */
        FULL
    }

    private static Set<String> select(Pattern pattern) {
        Set<String> selected = TestList.tests().stream()
                .filter(test -> pattern.matcher(test).find())
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(selected.isEmpty(), () -> "no trial matches " + pattern);
        return selected;
    }

    @TestFactory
    Stream<DynamicTest> holds() throws Exception {
        JcstressRun run = new JcstressRun(directory.resolve("manager"));
        run.run(regex(selected), null, extent == Extent.FULL ? Mode.FULL : Mode.SHORT);
        write("manager", run, selected);
        return selected.stream().map(test -> dynamicTest(test, () -> assertHolds(run.verdict(test), run)));
    }

    private static void assertHolds(Verdict verdict, JcstressRun run) {
        assertTrue(verdict.samples() > 0, () -> verdict.test() + " has not run, see " + run.log());
        assertEquals(0, verdict.forbidden(), () -> "does not hold:\n" + verdict.table());
        assertEquals(List.of(), verdict.errors(), () -> "has not come to an end, see " + run.log());
    }

    @TestFactory
    Stream<DynamicTest> noticed() {
        List<Mutant> mutants = extent == Extent.SHORT ? Mutant.SHORT : List.of(Mutant.values());
        return mutants.stream()
                .filter(mutant -> !mutant.noticedBy(selected).isEmpty())
                .map(mutant -> dynamicTest(mutant + ": " + mutant.what(), () -> assertNoticed(mutant)));
    }

    private void assertNoticed(Mutant mutant) throws IOException, InterruptedException {
        Path its = directory.resolve(mutant.name());
        Path classes = its.resolve("classes");
        mutant.compile(sources, classes);
        List<String> blind = mutant.noticedBy(selected);
        JcstressRun run = new JcstressRun(its);
        for (int i = 0; i < ATTEMPTS && !blind.isEmpty(); i++) {
            run.run(regex(blind), classes, i == 0 ? Mode.MUTANT : Mode.MUTANT_AGAIN);
            write(mutant.name(), run, mutant.noticedBy(selected));
            blind = blind.stream()
                    .filter(test -> run.verdict(test).forbidden() == 0)
                    .toList();
        }
        if (!blind.isEmpty()) {
            fail(mutant + " was not noticed by " + blind + ", see " + run.log());
        }
    }

    private static String regex(Collection<String> tests) {
        return tests.stream().map(test -> test.replace(".", "\\.") + "$").collect(Collectors.joining("|"));
    }

    private void write(String name, JcstressRun run, Collection<String> tests) throws IOException {
        StringBuilder table = new StringBuilder("| trial | outcome | samples | | |\n|---|---|---:|---|---|\n");
        tests.forEach(test -> table.append(run.verdict(test).table()));
        Files.writeString(directory.resolve(name + ".md"), table);
    }
}
