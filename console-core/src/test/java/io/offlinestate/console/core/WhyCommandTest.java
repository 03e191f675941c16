// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyCommandTest {
    private static final String CHILD =
            "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001";

    private final FakeHost host = new FakeHost();

    @Test
    void anObjectThatIsOnlineIsHeldByNothing() {
        host.add("work", null);
        assertEquals("""
                work: ONLINE since 2026-01-02 03:04:05.678+00:00, 3 min ago
                  nothing holds it offline; STARTUP: began
                """, host.run("why", "work"));
    }

    @Test
    void everyReasonIsTold() {
        offline("work", null, "requested OFFLINE by bundle a", "unreachable, says detector eth0 of b: no carrier");
        assertEquals("""
                work: OFFLINE since 2026-01-02 03:04:05.678+00:00, 3 min ago
                  requested OFFLINE by bundle a
                  unreachable, says detector eth0 of b: no carrier
                """, host.run("why", "work"));
    }

    @Test
    void whatHoldsTheParentOfflineIsToldToo() {
        offline("work", null, "requested OFFLINE by bundle a");
        offline(CHILD, "work", "its parent work is offline").inherited = ConnectionState.OFFLINE;
        assertEquals("""
                %s: OFFLINE since 2026-01-02 03:04:05.678+00:00, 3 min ago
                  its parent work is offline
                  work: OFFLINE since 2026-01-02 03:04:05.678+00:00, 3 min ago
                    requested OFFLINE by bundle a
                """.formatted(CHILD), host.run("why", CHILD));
    }

    @Test
    void aChangeUnderWayIsTold() {
        host.add("work", null).phase = NotifyType.STATECHANGE_START;
        assertEquals("""
                work: ONLINE since 2026-01-02 03:04:05.678+00:00, 3 min ago
                  a change is under way, in STATECHANGE_START
                  nothing holds it offline; STARTUP: began
                """, host.run("why", "work"));
    }

    @Test
    void why_objectHalfWay_countsFromItsFlip() {
        OfflineObjectDTO work = host.add("work", null);
        work.state = ConnectionState.OFFLINE;
        work.phase = NotifyType.STATECHANGE;
        work.reasons = new String[] {"requested OFFLINE by bundle a"};
        work.since = FakeHost.STARTED.toEpochMilli() + 185_000;
        assertEquals("""
                work: OFFLINE since 2026-01-02 03:07:10.678+00:00, 0 s ago
                  a change is under way, in STATECHANGE
                  requested OFFLINE by bundle a
                """, host.run("why", "work"));
    }

    @Test
    void why_longChain_showsItsEndsAndWhatIsLeftOut() {
        List<String> ids = host.addChain(10_000);
        ids.forEach(id -> {
            OfflineObjectDTO object = host.objects.get(id);
            object.state = ConnectionState.OFFLINE;
            object.inherited = object.parent == null ? ConnectionState.ONLINE : ConnectionState.OFFLINE;
            object.reasons = new String[] {object.parent == null ? "the cause of it all" : "its parent is offline"};
        });
        String printed = host.run("why", ids.get(ids.size() - 1));
        assertTrue(printed.length() < 10_000, () -> printed.length() + " characters");
        assertTrue(printed.contains("9980 parents in between are left out"), printed);
        assertTrue(printed.endsWith("the cause of it all\n"), printed);
        String json = host.run("why", "--json", ids.get(ids.size() - 1));
        assertEquals(10_000, json.split("\"since\"", -1).length - 1);
    }

    @Test
    void why_manyReasons_areCut() {
        String[] reasons = new String[1_000];
        Arrays.setAll(reasons, i -> "reason " + i);
        offline("work", null, reasons);
        String printed = host.run("why", "work");
        assertTrue(printed.endsWith("  and 980 more reasons (--json shows them)\n"), printed);
    }

    private OfflineObjectDTO offline(String id, String parent, String... reasons) {
        OfflineObjectDTO object = host.add(id, parent);
        object.state = ConnectionState.OFFLINE;
        object.reasons = reasons;
        host.histories.get(id).add(FakeHost.transition(1, Cause.REQUEST, "reason"));
        return object;
    }
}
