// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.offlinestate.console.core.CommandSpec;
import io.offlinestate.console.core.CommandSpecs;
import io.offlinestate.console.core.FakeHost;
import java.util.List;
import org.jline.builtins.Completers.CompletionData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tab, through Gogo and JLine: what they make of the script, and of what the function answers. */
@Timeout(30)
class CompletionsTest {
    private static final String CHILD =
            "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001";

    private final FakeHost host = new FakeHost();
    private final OfflineCommands commands =
            new OfflineCommands(host, host, host, host.services().context());
    private final Completions completions = new Completions(commands);
    private final GogoShell shell = new GogoShell(commands);

    @BeforeEach
    void addObjects() {
        host.add("default", null);
        host.add("work", null);
        host.add(CHILD, "work");
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void aSessionLearnsBeforeItsFirstCommand() throws Exception {
        shell.edits(completions);
        shell.run("offline:list");
        for (CommandSpec spec : CommandSpecs.ALL) {
            List<CompletionData> known = shell.completions().get(spec.fullName());
            assertEquals(spec.description(), known.get(0).description);
            List<String> options = known.stream()
                    .filter(data -> data.options != null)
                    .flatMap(data -> data.options.stream())
                    .toList();
            assertEquals(
                    spec.options().stream()
                            .flatMap(option -> option.names().stream())
                            .toList(),
                    options);
        }
    }

    @Test
    void aSessionLearnsOnce() throws Exception {
        shell.edits(completions);
        shell.run("offline:list");
        int known = shell.completions().get("offline:set").size();
        shell.run("offline:list");
        assertEquals(known, shell.completions().get("offline:set").size());
        // and anew from a bundle that was updated meanwhile
        Completions next = new Completions(commands);
        next.beforeExecute(shell.session(), "");
        assertEquals(known, shell.completions().get("offline:set").size());
    }

    @Test
    void aSessionThatCannotCompleteIsLeftAlone() throws Exception {
        completions.beforeExecute(shell.session(), "");
        assertNull(shell.completions());
        shell.run("offline:list");
        assertTrue(shell.printed().startsWith("OBJECT"), shell.printed());
    }

    @Test
    void objectsStatesDetectorsAndOptionsAreOffered() throws Exception {
        shell.edits(completions);
        shell.run("offline:report work eth0 unreachable");
        assertEquals(List.of("default", "work", CHILD), shell.tab("offline:set "));
        assertEquals(List.of("online", "offline"), shell.tab("offline:set work "));
        assertEquals(List.of("-w", "--wait"), shell.tab("offline:set work -"));
        assertEquals(List.of(), shell.tab("offline:set work --wait "));
        assertEquals(List.of("online", "offline"), shell.tab("offline:set work --wait 5 "));
        assertEquals(List.of("eth0"), shell.tab("offline:withdraw work "));
        assertEquals(List.of("reachable", "unreachable"), shell.tab("offline:report work eth0 un"));
        assertEquals(List.of(), shell.tab("offline:list "));
        assertEquals(List.of("--json"), shell.tab("offline:list --"));
    }

    @Test
    void nothingIsOfferedInQuotes() throws Exception {
        shell.edits(completions);
        shell.run("offline:list");
        assertEquals(List.of(), shell.tab("offline:why '"));
        assertEquals(List.of(), shell.tab("offline:why 'w"));
        assertEquals(List.of(), shell.tab("offline:why \"w"));
        assertEquals(List.of(), shell.tab("offline:why w\\o"));
    }
}
