// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.reachability.Reachability;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InfoCommandTest {
    private static final String CHILD =
            "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001";

    private final FakeHost host = new FakeHost();

    @Test
    void everythingOfAnObjectIsShown() {
        OfflineObjectDTO work = host.add("work", null);
        work.state = ConnectionState.OFFLINE;
        work.requested = ConnectionState.OFFLINE;
        work.reachability = Reachability.UNREACHABLE;
        work.reasons = new String[] {"requested offline", "unreachable: no carrier (eth0)"};
        work.children = new String[] {CHILD};
        work.sequence = 1;
        work.intentSaved = false;
        AdviseDTO outbox = FakeHost.advise(4, "outbox");
        outbox.lastFailure = "java.lang.IllegalStateException: disk full";
        outbox.p50Micros = 12;
        outbox.p99Micros = 3_456;
        outbox.maxMicros = 7_890_123;
        AdviseDTO transport = FakeHost.hanging(15, "transport", 17_999);
        transport.notifyTypes = new NotifyType[] {NotifyType.STATECHANGE_START, NotifyType.STATECHANGE_DONE};
        work.advises = new AdviseDTO[] {outbox, transport};
        TransitionDTO transition = FakeHost.transition(1, Cause.REQUEST, "OFFLINE requested");
        transition.laggards = new String[] {"transport"};
        transition.slowest = new SlowestDTO[] {FakeHost.slowest(NotifyType.STATECHANGE_DONE, "transport", 7_890_000)};
        host.histories.get("work").add(transition);
        assertEquals("""
                work
                  state         OFFLINE
                  since         2026-01-02 03:04:05.678+00:00, 3 min ago
                  requested     OFFLINE
                  reachability  UNREACHABLE
                  inherited     ONLINE
                  why offline   requested offline; unreachable: no carrier (eth0)
                  capabilities  OFFLINE, ONLINE
                  parent        -
                  children      %s
                  sequence      1
                  intent saved  no

                listeners: 2
                  TOKEN  LABEL      BUNDLE                 CLIENT TOKEN  RANKING  TYPES                                DELIVERED  FAILED  SKIPPED  STALLED           P50     P99    MAX  LAST FAILURE
                      4  outbox     org.example.mail [12]             7        3  all                                          6       1        2  no              12 us  3.4 ms  7.8 s  java.lang.IllegalStateException: disk full
                     15  transport  org.example.mail [12]             7        3  STATECHANGE_START, STATECHANGE_DONE          6       1        2  hangs for 17 s      -       -      -  -
                  transport of work hangs for 17 s in java.net.Socket$SocketInputStream.read, called by org.example.Outbox.flush(Outbox.java:42)
                    at sun.nio.ch.Net.poll(Native Method)
                    at java.net.Socket$SocketInputStream.read(Socket.java:966)
                    at org.example.Outbox.flush(Outbox.java:42)
                    at org.example.Outbox.notify(Outbox.java:17)

                last transitions: 2
                  SEQUENCE  STARTED                        CHANGE             CAUSE    REASON             START  STATECHANGE   DONE  SLOWEST LISTENERS      NOT WAITED FOR
                         0  2026-01-02 03:04:05.678+00:00  ONLINE             STARTUP  began                  -            -      -  -                      -
                         1  2026-01-02 03:04:05.678+00:00  ONLINE -> OFFLINE  REQUEST  OFFLINE requested  12 us       3.4 ms  7.8 s  DONE: transport 7.8 s  transport
                """.formatted(CHILD), host.run("info", "work"));
    }

    @Test
    void info_deepStack_showsItsBeginning() {
        AdviseDTO deep = FakeHost.hanging(1, "deep", 60);
        deep.stalledStack = Collections.nCopies(64, "a.B.c(B.java:1)").toArray(String[]::new);
        host.add("work", null).advises = new AdviseDTO[] {deep};
        String printed = host.run("info", "work");
        assertTrue(printed.contains("deep of work hangs for 60 ms in a.B.c(B.java:1)\n"), printed);
        assertTrue(printed.contains("    and 54 more frames (offline:listeners --stack shows them)\n"), printed);
    }

    @Test
    void withoutAnObjectItIsTheDefaultProfile() {
        host.add("default", null);
        assertTrue(host.run("info").startsWith("default\n"));
    }

    @Test
    void anObjectWithoutListenersSaysSo() {
        host.add("work", null);
        String printed = host.run("info", "work");
        assertTrue(printed.contains("\nno listeners\n"), printed);
    }

    @Test
    void aChildNamesItsParent() {
        host.add("work", null);
        host.add(CHILD, "work").inherited = ConnectionState.OFFLINE;
        String printed = host.run("info", CHILD);
        assertTrue(printed.contains("  inherited     OFFLINE\n"), printed);
        assertTrue(printed.contains("  parent        work\n"), printed);
        assertTrue(printed.contains("  children      -\n"), printed);
    }

    @Test
    void aLongHistoryIsCutAtItsOldEnd() {
        host.add("work", null);
        List<TransitionDTO> history = host.histories.get("work");
        for (int sequence = 1; sequence <= 11; sequence++) {
            history.add(FakeHost.transition(sequence, Cause.REQUEST, "reason " + sequence));
        }
        String printed = host.run("info", "work");
        assertTrue(printed.contains("last transitions: 10 of 12\n"), printed);
        assertEquals(
                List.of(
                        "reason 2",
                        "reason 3",
                        "reason 4",
                        "reason 5",
                        "reason 6",
                        "reason 7",
                        "reason 8",
                        "reason 9",
                        "reason 10",
                        "reason 11"),
                printed.lines()
                        .filter(line -> line.contains("REQUEST"))
                        .map(line -> line.replaceAll(".*(reason \\d+).*", "$1"))
                        .toList());
    }
}
