// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListCommandTest {
    private static final String ACCOUNT = "work/11111111-2222-3333-4444-555555555555/";

    private final FakeHost host = new FakeHost();

    @Test
    void childrenStandBelowTheirParents() {
        String second = ACCOUNT + "00000000-0000-0000-0000-000000000002";
        host.add("default", null);
        host.add("work", null);
        host.add(ACCOUNT + "00000000-0000-0000-0000-000000000001", "work");
        host.add(second, "work");
        host.add(ACCOUNT + "00000000-0000-0000-0000-000000000003", second);
        assertEquals("""
                OBJECT                                                                              STATE   LISTENERS  WHY OFFLINE
                default                                                                             ONLINE          0
                work                                                                                ONLINE          0
                  work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001    ONLINE          0
                  work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000002    ONLINE          0
                    work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000003  ONLINE          0
                """, host.run("list"));
    }

    @Test
    void reasonsListenersAndPhaseAreShown() {
        OfflineObjectDTO work = host.add("work", null);
        work.state = ConnectionState.OFFLINE;
        work.phase = NotifyType.STATECHANGE_DONE;
        work.reasons = new String[] {"requested offline", "unreachable: no carrier (eth0)"};
        work.advises = new AdviseDTO[] {FakeHost.advise(1, "a"), FakeHost.advise(2, "b")};
        assertEquals("""
                OBJECT  STATE                       LISTENERS  WHY OFFLINE
                work    OFFLINE (STATECHANGE_DONE)          2  requested offline; unreachable: no carrier (eth0)
                """, host.run("list"));
    }

    @Test
    void configurationErrorsFollow() {
        host.add("default", null);
        host.configurationErrors.add("backlog=-1: expected a number from 1");
        assertEquals("""
                OBJECT   STATE   LISTENERS  WHY OFFLINE
                default  ONLINE          0
                configuration error: backlog=-1: expected a number from 1
                """, host.run("list"));
    }

    @Test
    void list_longChain_isPrintedWhole() {
        List<String> ids = host.addChain(10_000);
        String printed = host.run("list");
        assertEquals(1 + ids.size(), printed.lines().count());
        assertTrue(printed.length() < 3_000_000, () -> printed.length() + " characters");
        String last = printed.substring(printed.lastIndexOf('\n', printed.length() - 2) + 1);
        assertTrue(last.strip().startsWith("(9999) " + ids.get(9_999)), last);
        assertEquals(1 + ids.size(), host.run("list", "--json").split("\"id\"", -1).length);
    }

    @Test
    void list_parentGoneMeanwhile_showsItsChild() {
        String child = ACCOUNT + "00000000-0000-0000-0000-000000000001";
        host.add(child, "work");
        assertTrue(host.run("list").contains("\n" + child), host.run("list"));
    }

    @Test
    void list_manyReasons_areCut() {
        OfflineObjectDTO work = host.add("work", null);
        work.reasons = new String[] {"a", "b", "c", "d", "e"};
        assertTrue(host.run("list").endsWith("  a; b; c; and 2 more\n"), host.run("list"));
    }
}
