// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.offlinestate.reachability.Reachability;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final String CHILD =
            "work/11111111-2222-3333-4444-555555555555/00000000-0000-0000-0000-000000000001";

    private final FakeHost host = new FakeHost();
    private final Votes votes = new Votes();
    private final Completion completion = new Completion(host, host, votes);

    @BeforeEach
    void addObjects() {
        host.add("work", null);
        host.add(CHILD, "work");
        host.add("default", null);
    }

    @Test
    void eachArgumentHasItsOwn() {
        assertEquals(List.of("default", "work", CHILD), complete(CommandSpecs.SET, ""));
        assertEquals(List.of("online", "offline"), complete(CommandSpecs.SET, "", "work"));
        assertEquals(List.of(), complete(CommandSpecs.SET, "", "work", "offline"));
        assertEquals(List.of("reachable", "unreachable"), complete(CommandSpecs.REPORT, "", "work", "eth0"));
        assertEquals(List.of(), complete(CommandSpecs.REPORT, "", "work", "eth0", "reachable"));
        assertEquals(List.of(), complete(CommandSpecs.LIST, ""));
    }

    @Test
    void optionsDoNotCount() {
        assertEquals(List.of("online", "offline"), complete(CommandSpecs.SET, "", "--wait", "5", "work"));
        assertEquals(List.of("online", "offline"), complete(CommandSpecs.SET, "", "work", "--wait=5"));
        assertEquals(List.of("default", "work", CHILD), complete(CommandSpecs.WHY, "", "--json"));
    }

    @Test
    void theValueOfAnOptionIsTheUsers() {
        assertEquals(List.of(), complete(CommandSpecs.SET, "", "work", "--wait"));
        assertEquals(List.of(), complete(CommandSpecs.HISTORY, "", "-n"));
    }

    @Test
    void detectorsAreThoseReportedAboutTheObject() {
        assertEquals(List.of(), complete(CommandSpecs.WITHDRAW, "", "work"));
        votes.add(host, "work", "vpn");
        votes.add(host, "work", "eth0");
        votes.add(host, "default", "drill");
        assertEquals(List.of("eth0", "vpn"), complete(CommandSpecs.WITHDRAW, "", "work"));
        assertEquals(List.of("drill", "eth0", "vpn"), complete(CommandSpecs.REPORT, "", CHILD));
    }

    @Test
    void ofManyObjectsTheProfilesComeFirst() {
        for (int i = 0; i < Completion.OBJECTS_AT_ONCE; i++) {
            host.add("more/11111111-2222-3333-4444-555555555555/" + new UUID(0, i), null);
        }
        assertEquals(List.of("default", "work"), completion.objects(""));
        assertEquals(List.of(CHILD), completion.objects("work/1"));
        assertEquals(List.of("default", "work"), completion.objects("work//0"));
        assertEquals(Completion.OBJECTS_AT_ONCE, completion.objects("more/").size());
    }

    @Test
    void whatAShellWouldInsertWronglyIsNotOffered() {
        for (String name : List.of("my work", "a$b", "it's", "say\"hi\"", "50%", "a\\b", "#1")) {
            host.add(name, null);
            votes.add(host, "work", name);
        }
        host.add("Köln-2@mail.example", null);
        assertEquals(List.of("Köln-2@mail.example", "default", "work", CHILD), complete(CommandSpecs.WHY, ""));
        assertEquals(List.of(), complete(CommandSpecs.WITHDRAW, "", "work"));
    }

    @Test
    void theKindsWithValuesAreRead() {
        for (String state : Completion.values(CommandSpec.Kind.STATE)) {
            Arguments.state(state);
        }
        assertEquals(
                List.of(Reachability.REACHABLE, Reachability.UNREACHABLE),
                Completion.values(CommandSpec.Kind.REACHABILITY).stream()
                        .map(Arguments::reachability)
                        .toList());
    }

    private List<String> complete(CommandSpec spec, String word, String... before) {
        return completion.arguments(spec, List.of(before), word);
    }
}
