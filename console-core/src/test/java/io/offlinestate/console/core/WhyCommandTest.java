package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import org.junit.jupiter.api.Test;

class WhyCommandTest {
    private static final String CHILD =
            "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001";

    private final FakeHost host = new FakeHost();

    @Test
    void anObjectThatIsOnlineIsHeldByNothing() {
        host.add("work", null);
        assertEquals("""
                work: ONLINE since 2026-01-02 03:04:05.678, 3 min ago
                  nothing holds it offline; STARTUP: began
                """, host.run("why", "work"));
    }

    @Test
    void everyReasonIsTold() {
        offline("work", null, "requested OFFLINE by bundle a", "unreachable, says detector eth0 of b: no carrier");
        assertEquals("""
                work: OFFLINE since 2026-01-02 03:04:05.678, 3 min ago
                  requested OFFLINE by bundle a
                  unreachable, says detector eth0 of b: no carrier
                """, host.run("why", "work"));
    }

    @Test
    void whatHoldsTheParentOfflineIsToldToo() {
        offline("work", null, "requested OFFLINE by bundle a");
        offline(CHILD, "work", "its parent work is offline").inherited = ConnectionState.OFFLINE;
        assertEquals("""
                %s: OFFLINE since 2026-01-02 03:04:05.678, 3 min ago
                  its parent work is offline
                  work: OFFLINE since 2026-01-02 03:04:05.678, 3 min ago
                    requested OFFLINE by bundle a
                """.formatted(CHILD), host.run("why", CHILD));
    }

    @Test
    void aChangeUnderWayIsTold() {
        host.add("work", null).phase = NotifyType.STATECHANGE_START;
        assertEquals("""
                work: ONLINE since 2026-01-02 03:04:05.678, 3 min ago
                  a change is under way, in STATECHANGE_START
                  nothing holds it offline; STARTUP: began
                """, host.run("why", "work"));
    }

    @Test
    void halfWayThereTheTimeIsNotKnownYet() {
        OfflineObjectDTO work = host.add("work", null);
        work.state = ConnectionState.OFFLINE;
        work.phase = NotifyType.STATECHANGE;
        work.reasons = new String[] {"requested OFFLINE by bundle a"};
        assertEquals("""
                work: OFFLINE
                  a change is under way, in STATECHANGE
                  requested OFFLINE by bundle a
                """, host.run("why", "work"));
    }

    private OfflineObjectDTO offline(String id, String parent, String... reasons) {
        OfflineObjectDTO object = host.add(id, parent);
        object.state = ConnectionState.OFFLINE;
        object.reasons = reasons;
        host.histories.get(id).add(FakeHost.transition(1, Cause.REQUEST, "reason"));
        return object;
    }
}
