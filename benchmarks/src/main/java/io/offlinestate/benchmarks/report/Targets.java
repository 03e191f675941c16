// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import io.offlinestate.benchmarks.contender.ContenderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What this project wants to hold, beside what was measured. Where several figures belong to a target, the worst one counts. */
final class Targets {
    private static final double KIBI = 1024;
    private static final List<String> FRAMEWORKS = List.of("FELIX", "EQUINOX");
    private static final String[] CALLBACKS = {"callbacks-felix", "callbacks-equinox"};
    private static final String[] POPULATIONS = {"population-felix", "population-equinox", "population-felix-many"};

    /** Who keeps a slow listener from the others, or the sender from listeners. */
    private static final List<ContenderKind> ISOLATING =
            List.of(ContenderKind.FELIX_EVENT_ADMIN, ContenderKind.TYPED_EVENT);

    private static final List<ContenderKind> OURS =
            List.of(ContenderKind.OFFLINE_ADVISE, ContenderKind.OFFLINE_WHITEBOARD);

    private static final List<ContenderKind> IN_A_ROW =
            List.of(ContenderKind.ADVISE_IN_A_ROW, ContenderKind.WHITEBOARD_IN_A_ROW);

    private Targets() {}

    static String table(List<Results> all) {
        List<String> head = new ArrayList<>(List.of("", "target", "at most"));
        all.forEach(results -> head.add(results.heading()));
        Table table = new Table(head);
        for (Target target : targets()) {
            List<String> cells =
                    new ArrayList<>(List.of(target.chapter(), target.text(), Table.number(target.limit())));
            all.forEach(results -> cells.add(target.cell(results)));
            table.row(cells);
        }
        return table.toString();
    }

    private static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        callbacks(targets);
        latency(targets);
        hang(targets);
        population(targets);
        trees(targets);
        footprint(targets);
        return targets;
    }

    private static void callbacks(List<Target> targets) {
        limit(targets, 10, 3.5);
        limit(targets, 100, 3.5);
        limit(targets, 1_000, 2.0);
        limit(targets, 10_000, 1.4);
        limit(targets, 100_000, 1.4);
        targets.add(new Target(
                "a",
                "a callback of a whole transition, in proportion to the cheapest peer that isolates or queues, N ≥ 10",
                1,
                results -> worst(results.sorted("listeners", CALLBACKS).stream()
                        .filter(each -> each.number("listeners") >= 10)
                        .flatMap(each -> ISOLATING.stream()
                                .flatMap(peer -> OURS.stream().map(our -> each.ratio(our.name(), peer.name())))))));
    }

    private static void limit(List<Target> targets, int listeners, double limit) {
        String reference = ContenderKind.PLAIN_LOOP.name();
        targets.add(new Target(
                "a",
                "a callback within a phase, transitions in a row, in proportion to the plain loop, N = "
                        + Table.number(listeners),
                limit,
                results -> worst(results.sorted("listeners", CALLBACKS).stream()
                        .filter(each -> each.has("listeners", listeners))
                        .flatMap(each -> IN_A_ROW.stream().map(our -> each.ratio(our.name() + ".phase", reference))))));
    }

    private static void latency(List<Target> targets) {
        for (String how : List.of("busy", "idle")) {
            targets.add(new Target(
                    "b",
                    "a transition in proportion to Felix `postEvent`, both waited for, " + how,
                    1,
                    results -> worst(results.of("latency").stream()
                            .map(each -> each.ratio(
                                    ContenderKind.OFFLINE_ADVISE.name() + "." + how + ".done",
                                    ContenderKind.FELIX_POST.name() + "." + how + ".done")))));
        }
    }

    private static void hang(List<Target> targets) {
        targets.add(new Target(
                "c",
                "the last healthy listener is told, in all cases, ms",
                100,
                results -> worst(results.of("hang").stream()
                        .filter(each -> each.params().get("contender").startsWith("DETECTED"))
                        .map(each -> each.median("change")))));
    }

    private static void population(List<Target> targets) {
        String advise = ContenderKind.OFFLINE_ADVISE.name();
        for (String figure : List.of("add", "remove")) {
            targets.add(new Target(
                    "d",
                    (figure.equals("add") ? "an advise" : "an unadvise")
                            + " where there are 100,000, in proportion to one where there are 1,000",
                    2,
                    results -> growth(results, "listeners", advise + "." + figure, POPULATIONS)));
        }
        targets.add(new Target(
                "d",
                "100,000 advises, ms",
                1_000,
                results -> worst(results.sorted("listeners", POPULATIONS).stream()
                        .filter(each -> each.has("listeners", 100_000))
                        .map(each -> each.median(advise + ".fill")))));
        for (String figure : List.of("add", "remove")) {
            targets.add(new Target(
                    "d",
                    (figure.equals("add") ? "registering" : "unregistering")
                            + " a service with the whiteboard, in proportion to the plain tracker",
                    1.15,
                    results -> worst(results.sorted("listeners", POPULATIONS).stream()
                            .map(each -> each.ratio(
                                    ContenderKind.OFFLINE_WHITEBOARD.name() + "." + figure,
                                    ContenderKind.SERVICE_TRACKER.name() + "." + figure)))));
        }
    }

    private static void trees(List<Target> targets) {
        for (String figure : List.of("create", "advise", "change.child")) {
            String what = switch (figure) {
                case "create" -> "to create a child";
                case "advise" -> "to advise on a child";
                default -> "a global change, per child,";
            };
            targets.add(new Target(
                    "e",
                    what + " among 100,000, in proportion to 1,000",
                    1.5,
                    results -> growth(results, "children", figure, "trees")));
        }
        targets.add(new Target(
                "e",
                "a global change over 100,000 children, ms",
                1_000,
                results -> worst(results.of("trees").stream()
                        .filter(each -> each.has("children", 100_000))
                        .map(each -> each.median("change")))));
        targets.add(new Target(
                "e",
                "a child with its service registration, its listener and ten changes behind it, bytes",
                2 * KIBI,
                results -> worst(results.of("trees").stream()
                        .map(each -> sum(each, "bytes", "bytes.advise", "bytes.changes")))));
    }

    private static void footprint(List<Target> targets) {
        targets.add(new Target(
                "g",
                "the jars of API, manager and whiteboard, KB",
                250,
                results -> worst(results.of("footprint").stream().map(FootprintChapter::kilobytes))));
        targets.add(new Target(
                "g",
                "threads when idle",
                0,
                results -> worst(results.of("footprint").stream().map(each -> each.max("threads")))));
    }

    /** The figure for 100,000 in proportion to that for 1,000, where it is the larger. */
    private static OptionalDouble growth(Results results, String number, String figure, String... files) {
        return worst(FRAMEWORKS.stream().map(framework -> {
            List<Measurement> measured = results.sorted(number, files).stream()
                    .filter(each -> each.has("framework", framework))
                    .toList();
            OptionalDouble few = of(measured, number, 1_000, figure);
            OptionalDouble many = of(measured, number, 100_000, figure);
            return few.isPresent() && many.isPresent()
                    ? OptionalDouble.of(many.getAsDouble() / few.getAsDouble())
                    : OptionalDouble.empty();
        }));
    }

    private static OptionalDouble of(List<Measurement> measured, String number, int value, String figure) {
        return measured.stream()
                .filter(each -> each.has(number, value))
                .findFirst()
                .map(each -> each.median(figure))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble sum(Measurement each, String... figures) {
        double sum = 0;
        for (String figure : figures) {
            sum += each.median(figure).orElse(Double.NaN);
        }
        return Double.isNaN(sum) ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    private static OptionalDouble worst(Stream<OptionalDouble> figures) {
        return figures.flatMapToDouble(OptionalDouble::stream).max();
    }
}
