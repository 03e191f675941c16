// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.report;

import io.offlinestate.benchmarks.contender.ContenderKind;
import java.util.List;

/** What it takes a plug-in to come and to go. */
final class PluginChapter implements Chapter {
    @Override
    public String letter() {
        return "f";
    }

    @Override
    public String title() {
        return "A listener's bundle";
    }

    @Override
    public String introduction() {
        return """
                Microseconds from the installation of a bundle that registers a listener until it is known, and from its uninstallation until
                it is gone; a plain tracker beside, in the same framework without this project.
                """;
    }

    @Override
    public String tables(Results results) {
        List<Measurement> measured = results.of("plugins");
        if (measured.isEmpty()) {
            return "";
        }
        Table table = new Table(List.of("", "install to known", "uninstall to gone"));
        for (Measurement each : measured) {
            String framework = ", " + each.framework();
            for (ContenderKind kind : List.of(ContenderKind.SERVICE_TRACKER, ContenderKind.OFFLINE_WHITEBOARD)) {
                table.row(List.of(
                        kind.label() + framework,
                        Table.number(each.median(kind.name() + ".install")),
                        Table.number(each.median(kind.name() + ".uninstall"))));
            }
        }
        return table.toString();
    }
}
