// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.console.core.FakeHost;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Tab, through Karaf's own shell. */
@Timeout(30)
@DisabledForJreRange(min = JRE.JAVA_24, disabledReason = "the shell of Karaf 4.4 needs Subject.getSubject")
class CompletersTest {
    private static final String CHILD =
            "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001";

    private final FakeHost host = new FakeHost();
    private KarafShell shell;

    @BeforeEach
    void open() {
        host.add("default", null);
        host.add("work", null);
        host.add("my work", null);
        host.add(CHILD, "work");
        shell = new KarafShell(host, null);
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void objects() {
        for (String command : List.of("set", "info", "why", "listeners", "history", "watch", "report", "withdraw")) {
            assertEquals(List.of("default", "work", CHILD), shell.tab("offline:" + command, ""), command);
        }
    }

    @Test
    void states() {
        assertEquals(List.of("online"), shell.tab("offline:set", "work", "on"));
        assertEquals(List.of("offline", "online"), shell.tab("offline:set", "work//0", ""));
        assertEquals(List.of("offline", "online"), shell.tab("offline:set", "--wait", "5", "work", ""));
    }

    @Test
    void detectors() throws Exception {
        assertEquals(List.of(), shell.tab("offline:withdraw", "work", ""));
        shell.run("offline:report work vpn unreachable");
        shell.run("offline:report work eth0 unreachable");
        shell.run("offline:report default drill unreachable");
        assertEquals(List.of("eth0", "vpn"), shell.tab("offline:withdraw", "work", ""));
        assertEquals(List.of("drill", "eth0", "vpn"), shell.tab("offline:report", CHILD, ""));
    }

    @Test
    void whatIsReportedAlsoOfANewDetector() throws Exception {
        assertEquals(List.of("reachable", "unreachable"), shell.tab("offline:report", "work", "new", ""));
        shell.run("offline:report work eth0 unreachable");
        assertEquals(List.of("unreachable"), shell.tab("offline:report", "work", "new", "un"));
    }

    @Test
    void options() {
        assertEquals(List.of("--wait"), shell.tab("offline:set", "work", "offline", "--w"));
        assertEquals(List.of("--json", "-n"), shell.tab("offline:history", "work", "-"));
        assertEquals(
                List.of("--help", "--json"),
                shell.tab("offline:list", "-").stream().sorted().toList());
    }
}
