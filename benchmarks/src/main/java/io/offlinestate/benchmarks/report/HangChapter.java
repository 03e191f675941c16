// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import io.offlinestate.benchmarks.contender.ContenderKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** What the others wait while some hang. */
final class HangChapter implements Chapter {
    private static final int ENOUGH = 10;

    @Override
    public String letter() {
        return "c";
    }

    @Override
    public String title() {
        return "Some hang";
    }

    @Override
    public String introduction() {
        return """
                The first event of a fresh framework in a fresh JVM, without a hold, or one after 20 others; some listeners, ranked before all
                others, hang in it for the time given in the head. Milliseconds until the last of the healthy ones is told; for this project
                START and STATECHANGE; then when the sender goes on (of Event Admin: `sendEvent`; `postEvent` delivers alike). Medians; in
                brackets the worst run. `>`: it had not happened when 1.2 times the hang was over.
                """;
    }

    @Override
    public String tables(Results results) {
        List<Measurement> measured = results.of("hang");
        if (measured.isEmpty()) {
            return "";
        }
        Set<String> cases = new LinkedHashSet<>();
        Set<String> rows = new LinkedHashSet<>();
        for (Measurement each : measured) {
            cases.add(hangCase(each));
            rows.add(contender(each));
        }
        long hang = measured.get(0).number("hangMillis");
        List<String> head = new ArrayList<>(List.of("hang for " + Table.number(hang / 1e3) + " s"));
        for (String each : cases) {
            head.add(each + ": START");
            head.add("told");
            head.add("sender");
        }
        Table table = new Table(head);
        for (String row : rows) {
            table.row(cells(measured, cases, row));
        }
        return table.toString();
    }

    private static String hangCase(Measurement each) {
        return each.params().get("hung") + " of " + Table.number(each.number("listeners"))
                + (each.has("before", 0) ? "" : ", later");
    }

    private static String contender(Measurement each) {
        return ContenderKind.valueOf(each.params().get("contender")).label() + ", " + each.framework();
    }

    private static List<String> cells(List<Measurement> measured, Set<String> cases, String row) {
        List<String> cells = new ArrayList<>(List.of(row));
        for (String hangCase : cases) {
            Measurement each = measured.stream()
                    .filter(one ->
                            hangCase(one).equals(hangCase) && contender(one).equals(row))
                    .findFirst()
                    .orElseThrow();
            double limit = each.number("hangMillis") * 1.2 - ENOUGH;
            cells.add(cell(each, "start", limit));
            cells.add(cell(each, "change", limit));
            cells.add(cell(each, "caller", limit));
        }
        return cells;
    }

    private static String cell(Measurement measured, String figure, double limit) {
        OptionalDouble median = measured.median(figure);
        OptionalDouble worst = measured.max(figure);
        return number(median, limit) + (median.equals(worst) ? "" : " (" + number(worst, limit) + ")");
    }

    private static String number(OptionalDouble millis, double limit) {
        boolean over = millis.isPresent() && millis.getAsDouble() >= limit;
        return (over ? "> " : "") + Table.number(millis);
    }
}
