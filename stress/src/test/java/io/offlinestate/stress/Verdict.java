// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.stress;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/**
 * What has come of one test.
 *
 * @param results one for each JVM in which it has run
 */
record Verdict(String test, List<TestResult> results) {
    /** How often one thing has come out, and what is thought of it. */
    record Outcome(long samples, Expect expect, String description) {
        Outcome plus(long more) {
            return new Outcome(samples + more, expect, description);
        }
    }

    Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (TestResult result : results) {
            for (GradingResult graded : result.grading().gradingResults.values()) {
                outcomes.compute(
                        graded.id,
                        (id, before) -> before == null
                                ? new Outcome(graded.count, graded.expect, graded.description)
                                : before.plus(graded.count));
            }
        }
        outcomes.values().removeIf(outcome -> outcome.samples() == 0);
        return outcomes;
    }

    long samples() {
        return results.stream().mapToLong(TestResult::getTotalCount).sum();
    }

    /** How often something has come out that must not. */
    long forbidden() {
        return outcomes().values().stream()
                .filter(outcome -> outcome.expect() == Expect.FORBIDDEN)
                .mapToLong(Outcome::samples)
                .sum();
    }

    /** What has kept jcstress from finding out, in words; empty if nothing has. */
    List<String> errors() {
        return results.stream()
                .filter(result -> result.status() != Status.NORMAL)
                .map(result -> result.status() + " " + result.getMessages() + " " + result.getVmErr())
                .toList();
    }

    /** Its lines in a table. */
    String table() {
        StringBuilder table = new StringBuilder();
        String name = test.substring(test.lastIndexOf('.', test.lastIndexOf('.') - 1) + 1);
        for (Map.Entry<String, Outcome> entry : outcomes().entrySet()) {
            Outcome outcome = entry.getValue();
            table.append("| %s | %s | %,d | %s | %s |%n"
                    .formatted(name, entry.getKey(), outcome.samples(), outcome.expect(), outcome.description()));
            name = "";
        }
        return table.toString();
    }
}
