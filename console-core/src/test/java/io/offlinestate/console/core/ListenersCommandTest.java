// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.runtime.dto.AdviseDTO;
import org.junit.jupiter.api.Test;

class ListenersCommandTest {
    private final FakeHost host = new FakeHost();

    @Test
    void theListenersOfAllObjectsAreShown() {
        host.add("default", null).advises = new AdviseDTO[] {FakeHost.advise(4, "outbox")};
        AdviseDTO transport = FakeHost.advise(15, "transport");
        transport.stalled = true;
        transport.lastFailure = "java.lang.IllegalStateException: disk full\n\tat Outbox.flush";
        transport.p50Micros = 999;
        transport.p99Micros = 1_000;
        transport.maxMicros = 12_345_678;
        host.add("work", null).advises = new AdviseDTO[] {transport};
        String all = host.run("listeners");
        assertEquals("""
                OBJECT   TOKEN  LABEL      BUNDLE                 CLIENT TOKEN  RANKING  TYPES  DELIVERED  FAILED  SKIPPED  STALLED     P50     P99     MAX  LAST FAILURE
                default      4  outbox     org.example.mail [12]             7        3  all            6       1        2  no            -       -       -  -
                work        15  transport  org.example.mail [12]             7        3  all            6       1        2  yes      999 us  1.0 ms  12.3 s  java.lang.IllegalStateException: disk full\\n\\tat Outbox.flush
                """, all);
    }

    @Test
    void listeners_thatHang_sayForHowLong() {
        host.add("default", null).advises = new AdviseDTO[] {
            FakeHost.hanging(1, "a", 17_999), FakeHost.hanging(2, "b", 60), FakeHost.hanging(3, "c", 7_200_000)
        };
        String printed = host.run("listeners");
        assertTrue(printed.contains("  hangs for 17 s  "), printed);
        assertTrue(printed.contains("  hangs for 60 ms  "), printed);
        assertTrue(printed.contains("  hangs for 2 hours  "), printed);
        assertFalse(printed.contains("Outbox"), printed);
    }

    @Test
    void listeners_withStack_sayWhere() {
        host.add("default", null).advises =
                new AdviseDTO[] {FakeHost.advise(1, "behaved"), FakeHost.hanging(2, "out\nbox", 17_999)};
        host.add("work", null).advises = new AdviseDTO[] {FakeHost.hanging(3, "transport", 60)};
        String printed = host.run("listeners", "--stack");
        assertEquals("""

                out\\nbox of default hangs for 17 s in java.net.Socket$SocketInputStream.read, called by org.example.Outbox.flush(Outbox.java:42)
                  at sun.nio.ch.Net.poll(Native Method)
                  at java.net.Socket$SocketInputStream.read(Socket.java:966)
                  at org.example.Outbox.flush(Outbox.java:42)
                  at org.example.Outbox.notify(Outbox.java:17)
                transport of work hangs for 60 ms in java.net.Socket$SocketInputStream.read, called by org.example.Outbox.flush(Outbox.java:42)
                  at sun.nio.ch.Net.poll(Native Method)
                  at java.net.Socket$SocketInputStream.read(Socket.java:966)
                  at org.example.Outbox.flush(Outbox.java:42)
                  at org.example.Outbox.notify(Outbox.java:17)
                """, printed.substring(printed.indexOf("\n\n") + 1));
        assertTrue(host.run("listeners", "work", "--stack").contains("transport of work hangs"));
    }

    @Test
    void listeners_withStackOfNone_saySo() {
        host.add("default", null).advises = new AdviseDTO[] {FakeHost.advise(1, "behaved")};
        String printed = host.run("listeners", "--stack");
        assertTrue(printed.endsWith("\n\nno listener hangs\n"), printed);
    }

    @Test
    void theListenersOfOneObjectAreShown() {
        host.add("default", null).advises = new AdviseDTO[] {FakeHost.advise(4, "outbox")};
        host.add("work", null).advises = new AdviseDTO[] {FakeHost.advise(15, "transport")};
        String one = host.run("listeners", "work");
        assertEquals(2, one.lines().count(), one);
        assertEquals(1, one.lines().filter(line -> line.startsWith("work ")).count(), one);
    }

    @Test
    void ifThereAreNoneItSaysSo() {
        host.add("default", null);
        assertEquals("no listeners\n", host.run("listeners"));
        assertEquals("no listeners\n", host.run("listeners", "default"));
    }
}
