// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.ConnectionState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words reach which command, and what is said of those that are wrong. */
class CommandLineTest {
    private final FakeHost host = new FakeHost();

    @BeforeEach
    void addObjects() {
        host.add("default", null);
        host.add("work", null);
        host.effective = ConnectionState.OFFLINE;
    }

    @Test
    void optionsStandAnywhere() {
        host.run("set", "work", "OFFLINE", "--wait", "5");
        host.run("set", "-w", "0.25", "work", "offline");
        host.run("set", "default", "--wait=0", "online");
        assertEquals(List.of("work OFFLINE PT5S", "work OFFLINE PT0.25S", "default ONLINE PT0S"), host.requests);
    }

    @Test
    void theRestOfTheLineIsTheReason() {
        host.run("report", "work", "eth0", "unreachable", "no", "carrier");
        assertEquals(List.of("report work eth0 UNREACHABLE no carrier"), host.requests);
    }

    @Test
    void whatFollowsTwoDashesIsNoOption() {
        host.run("report", "work", "eth0", "unreachable", "--", "--", "-1 dB");
        assertEquals(List.of("report work eth0 UNREACHABLE -- -1 dB"), host.requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "86401", "1e99", "", "--json"})
    void aWrongNumberOfSecondsIsRefused(String seconds) {
        assertRefused(
                "--wait is \"%s\"; expected a number of seconds from 0 to 86400, such as --wait 5".formatted(seconds),
                "set",
                "work",
                "offline",
                "--wait",
                seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "0", "-1", "1.5", "99999999999", ""})
    void aWrongCountIsRefused(String count) {
        assertRefused(
                "-n is \"%s\"; expected a number from 1, such as -n 5".formatted(count),
                "history",
                "work",
                "-n",
                count);
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertRefused(
                "--wait lacks its <seconds>; usage: offline:set <object> online|offline [--wait <seconds>]",
                "set",
                "work",
                "offline",
                "-w");
    }

    @Test
    void aValueForAnOptionThatHasNoneIsRefused() {
        assertRefused("option --json has no value; usage: offline:list [--json]", "list", "--json=yes");
    }

    @Test
    void anUnknownOptionIsNamedWithTheOneThatWasMeant() {
        assertRefused(
                "there is no option \"--wiat\"; did you mean --wait? usage: offline:set <object> online|offline"
                        + " [--wait <seconds>]",
                "set",
                "work",
                "offline",
                "--wiat",
                "5");
        assertRefused("there is no option \"--verbose\"; usage: offline:list [--json]", "list", "--verbose");
    }

    @Test
    void aWordTooManyIsNamed() {
        assertRefused("unexpected argument \"work\"; usage: offline:list [--json]", "list", "work");
        assertRefused("unexpected argument \"x\"; usage: offline:why <object> [--json]", "why", "work", "x");
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertRefused("the object is missing; usage: offline:why <object> [--json]; there are: default, work", "why");
        assertRefused(
                "the state is missing; usage: offline:set <object> online|offline [--wait <seconds>]", "set", "work");
        assertRefused(
                "the detector is missing; usage: offline:report <object> <detector> reachable|unreachable [reason]",
                "report",
                "work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "", "onlin"})
    void aWrongStateIsRefused(String state) {
        assertRefused(
                "\"%s\" is no state; expected online or offline; usage: offline:set <object> online|offline"
                                .formatted(state)
                        + " [--wait <seconds>]",
                "set",
                "work",
                state);
    }

    @Test
    void aWrongValueIsRefused() {
        assertRefused(
                "\"down\" can't be reported; expected reachable or unreachable; usage: offline:report <object>"
                        + " <detector> reachable|unreachable [reason]",
                "report",
                "work",
                "eth0",
                "down");
    }

    @Test
    void whatWouldUpsetATerminalIsMadeVisibleInErrors() {
        assertRefused(
                "\"work\\n\\u001b[2J\" names no object: expected a profile, or profile/type/instance with two UUIDs;"
                        + " there are: default, work",
                "why",
                "work\n\u001b[2J");
    }

    @ParameterizedTest
    @CsvSource({"list", "info", "why", "set", "listeners", "failed", "history", "watch", "report", "withdraw"})
    void everyCommandExplainsItself(String command) {
        CommandSpec spec = CommandSpecs.ALL.stream()
                .filter(candidate -> candidate.name().equals(command))
                .findFirst()
                .orElseThrow();
        String help = host.run(command, "--help");
        assertTrue(
                help.startsWith("offline:" + command + ": " + spec.description() + "\nusage: offline:" + command),
                help);
        spec.arguments().forEach(argument -> assertTrue(help.contains(argument.description()), help));
        spec.options().forEach(option -> assertTrue(help.contains(option.description()), help));
        assertEquals(List.of(), host.requests);
    }

    @Test
    void helpIsReadable() {
        assertEquals("""
                offline:set: asks an offline object to go online or offline
                usage: offline:set <object> online|offline [--wait <seconds>]
                  object      a profile, or profile/type/instance as offline:list shows it; what follows the profile may be cut short
                  state       online or offline
                  -w, --wait  waits at most so many seconds until the change is complete
                """, host.run("set", "work", "--help"));
    }

    private void assertRefused(String expected, String command, String... words) {
        CommandException refusal = assertThrows(CommandException.class, () -> host.run(command, words));
        assertEquals(expected, refusal.getMessage());
        assertEquals(refusal.getMessage(), refusal.toString());
        assertEquals(List.of(), host.requests);
    }
}
