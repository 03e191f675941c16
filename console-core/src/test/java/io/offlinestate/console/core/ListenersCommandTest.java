// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
