// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.Cause;
import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryCommandTest {
    private final FakeHost host = new FakeHost();

    @BeforeEach
    void addTransitions() {
        host.add("work", null);
        List<TransitionDTO> history = host.histories.get("work");
        history.add(FakeHost.transition(1, Cause.REQUEST, "OFFLINE requested"));
        history.get(1).laggards = new String[] {"outbox", "transport"};
        history.get(1).slowest = new SlowestDTO[] {
            FakeHost.slowest(NotifyType.STATECHANGE_START, "outbox", 4_000_000),
            FakeHost.slowest(NotifyType.STATECHANGE, "screen", 7)
        };
        history.add(FakeHost.transition(2, Cause.DETECTION, "carrier"));
    }

    @Test
    void allThatIsKeptIsShown() {
        assertEquals("""
                SEQUENCE  STARTED                        CHANGE             CAUSE      REASON             START  STATECHANGE   DONE  SLOWEST LISTENERS                              NOT WAITED FOR
                       0  2026-01-02 03:04:05.678+00:00  ONLINE             STARTUP    began                  -            -      -  -                                              -
                       1  2026-01-02 03:04:05.678+00:00  ONLINE -> OFFLINE  REQUEST    OFFLINE requested  12 us       3.4 ms  7.8 s  START: outbox 4.0 s, STATECHANGE: screen 7 us  outbox, transport
                       2  2026-01-02 03:04:05.678+00:00  OFFLINE -> ONLINE  DETECTION  carrier            12 us       3.4 ms  7.8 s  -                                              -
                """, host.run("history", "work"));
    }

    @Test
    void theLastOnesAreShownIfSoTold() {
        assertEquals(
                List.of("SEQUENCE", "2"),
                host.run("history", "work", "-n", "1")
                        .lines()
                        .map(this::firstWord)
                        .toList());
        assertEquals(
                List.of("SEQUENCE", "0", "1", "2"),
                host.run("history", "-n", "99", "work")
                        .lines()
                        .map(this::firstWord)
                        .toList());
    }

    private String firstWord(String line) {
        return line.strip().split(" ")[0];
    }
}
