// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The listeners of one object, or of several; without state, hence safe for use by any thread. */
final class ListenerTable {
    private static final List<Table.Column> COLUMNS = List.of(
            Table.Column.right("TOKEN"),
            Table.Column.left("LABEL"),
            Table.Column.left("BUNDLE"),
            Table.Column.right("CLIENT TOKEN"),
            Table.Column.right("RANKING"),
            Table.Column.left("TYPES"),
            Table.Column.right("DELIVERED"),
            Table.Column.right("FAILED"),
            Table.Column.right("SKIPPED"),
            Table.Column.left("STALLED"),
            Table.Column.right("P50"),
            Table.Column.right("P99"),
            Table.Column.right("MAX"),
            Table.Column.left("LAST FAILURE"));

    private ListenerTable() {}

    /** The listeners of one object, which everybody knows. */
    static Table of(OfflineObjectDTO object) {
        Table table = new Table(COLUMNS);
        for (AdviseDTO advise : object.advises) {
            table.row(cells(advise).toArray());
        }
        return table;
    }

    /** The listeners of the objects, with the object in front. */
    static Table of(List<OfflineObjectDTO> objects) {
        List<Table.Column> columns = new ArrayList<>(COLUMNS);
        columns.add(0, Table.Column.left("OBJECT"));
        Table table = new Table(columns);
        for (OfflineObjectDTO object : objects) {
            for (AdviseDTO advise : object.advises) {
                List<Object> cells = cells(advise);
                cells.add(0, object.id);
                table.row(cells.toArray());
            }
        }
        return table;
    }

    private static List<Object> cells(AdviseDTO advise) {
        return new ArrayList<>(Arrays.asList(
                advise.token,
                advise.label,
                Words.bundle(advise.bundleSymbolicName, advise.bundleId),
                advise.clientToken,
                advise.ranking,
                Words.types(advise.notifyTypes),
                advise.delivered,
                advise.failed,
                advise.skipped,
                HangText.brief(advise),
                latency(advise, advise.p50Micros),
                latency(advise, advise.p99Micros),
                latency(advise, advise.maxMicros),
                Words.orNothing(advise.lastFailure)));
    }

    /** A latency, or a dash as long as no call was measured. */
    private static String latency(AdviseDTO advise, long micros) {
        return advise.maxMicros == 0 ? Words.NOTHING : Words.micros(micros);
    }
}
