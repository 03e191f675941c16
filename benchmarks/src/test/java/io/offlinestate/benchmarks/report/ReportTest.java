// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Path RESULTS = Path.of("results");

    @Test
    void theReportIsWhatTheRawResultsSay() throws IOException {
        assumeTrue(Files.isDirectory(RESULTS), "nothing was measured yet");

        assertEquals(
                Files.readString(Path.of("RESULTS.md")),
                Report.text(RESULTS),
                "RESULTS.md is not what \"benchmarks/run --report\" makes of benchmarks/results");
    }

    @Test
    void figuresAreMediansOfTheMediansOfJvms() {
        Measurement measured =
                measured(Map.of("ours", List.of(List.of(1.0, 2.0, 90.0), List.of(3.0), List.of(70.0, 80.0))));

        assertEquals(OptionalDouble.of(3), measured.median("ours"));
        assertEquals(OptionalDouble.empty(), measured.median("unknown"));
    }

    @Test
    void ratiosAreTakenWithinEachJvm() {
        Measurement measured = measured(Map.of(
                "ours", List.of(List.of(2.0), List.of(30.0), List.of(8.0)),
                "limit", List.of(List.of(1.0), List.of(10.0), List.of(2.0))));

        assertEquals(OptionalDouble.of(3), measured.ratio("ours", "limit"));
    }

    private static Measurement measured(Map<String, List<List<Double>>> figures) {
        return new Measurement(Map.of(), figures);
    }
}
