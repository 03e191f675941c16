// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code offline:report} and {@code offline:withdraw}. */
class DrillTest {
    private final FakeHost host = new FakeHost();
    private final Votes votes = new Votes();
    private final OfflineConsole console = new OfflineConsole(host.services(), votes, Clock.systemUTC());

    @BeforeEach
    void addObject() {
        host.add("work", null);
    }

    @Test
    void whatIsReportedIsToldAndHowToTakeItBack() {
        assertEquals(
                "work: detector eth0 says UNREACHABLE (no carrier), until offline:withdraw work eth0\n",
                run("report", "work", "eth0", "unreachable", "no carrier"));
        assertEquals(
                "work: detector eth0 says REACHABLE, until offline:withdraw work eth0\n",
                run("report", "work", "eth0", "REACHABLE"));
        assertEquals("work: detector eth0 says nothing any more\n", run("withdraw", "work", "eth0"));
        assertEquals(
                List.of("report work eth0 UNREACHABLE no carrier", "report work eth0 REACHABLE ", "withdraw work eth0"),
                host.requests);
    }

    @Test
    void howToTakeItBackCanBeTypedAsItStands() {
        host.add("my work", null);
        assertEquals(
                "my work: detector a b says REACHABLE, until offline:withdraw 'my work' 'a b'\n",
                run("report", "my work", "a b", "reachable"));
        assertRefused("there is no object \"home\"; there are: 'my work', work", "withdraw", "home", "a b");
    }

    @Test
    void whatWasNotReportedHereIsNamedWithWhatWas() {
        run("report", "work", "eth0", "unreachable");
        run("report", "work", "vpn", "unreachable");
        assertRefused(
                "nothing was reported here as detector \"ehh0\" about work; did you mean eth0? there are: eth0, vpn",
                "withdraw",
                "work",
                "ehh0");
        run("withdraw", "work", "eth0");
        assertRefused(
                "nothing was reported here as detector \"eth0\" about work; there are: vpn",
                "withdraw",
                "work",
                "eth0");
        run("withdraw", "work", "vpn");
        assertRefused(
                "nothing was reported here as detector \"vpn\" about work; nor as any other; only what offline:report"
                        + " has told can be withdrawn",
                "withdraw",
                "work",
                "vpn");
    }

    @Test
    void aBlankDetectorIsRefused() {
        assertRefused(
                "the detector is blank; expected a name for it, such as drill", "report", "work", " ", "reachable");
        assertEquals(List.of(), host.requests);
    }

    @Test
    void whatAnotherManagerWasToldIsForgotten() {
        run("report", "work", "eth0", "unreachable");
        FakeHost next = new FakeHost();
        assertEquals(List.of("eth0"), votes.detectors(host, "work"));
        assertEquals(List.of(), votes.detectors(next, "work"));
    }

    private void assertRefused(String expected, String command, String... words) {
        assertEquals(
                expected,
                assertThrows(CommandException.class, () -> run(command, words)).getMessage());
    }

    private String run(String command, String... words) {
        FakeOutput output = new FakeOutput();
        console.run(command, List.of(words), output);
        return output.printed();
    }
}
