// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.ErrorCode;
import io.offlinestate.NotifyType;
import io.offlinestate.OfflineException;
import io.offlinestate.common.SafeText;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.TransitionDTO;
import io.offlinestate.whiteboard.runtime.OfflineWhiteboardRuntime;
import io.offlinestate.whiteboard.runtime.dto.FailedNotifyServiceDTO;
import io.offlinestate.whiteboard.runtime.dto.NotifyServiceDTO;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.felix.inventory.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class OfflineInventoryTest {
    private static final String MAIL = "work/00000000-0000-0000-0000-0000000000aa/00000000-0000-0000-0000-000000000001";
    private static final String INBOX =
            "work/00000000-0000-0000-0000-0000000000aa/00000000-0000-0000-0000-000000000002";
    private static final Gson STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    private final FakeRuntime runtime = new FakeRuntime();

    private void fillHost() {
        runtime.add(INBOX, MAIL);
        OfflineObjectDTO mail = runtime.add(MAIL, "work");
        mail.state = ConnectionState.OFFLINE;
        mail.phase = NotifyType.STATECHANGE;
        mail.reasons = new String[] {"requested OFFLINE by bundle a", "unreachable: no carrier (eth0)"};
        mail.children = new String[] {INBOX};
        mail.advises = new AdviseDTO[] {FakeRuntime.listener(4, "outbox")};
        mail.advises[0].stalledMillis = 17_000;
        mail.advises[0].stalledStack = new String[] {
            "java.net.Socket$SocketInputStream.read(Socket.java:966)", "org.example.Outbox.flush(Outbox.java:42)"
        };
        mail.sequence = 1;
        runtime.histories.put(
                MAIL,
                List.of(
                        FakeRuntime.transition(0, Cause.STARTUP, "starts online"),
                        FakeRuntime.transition(1, Cause.REQUEST, "requested OFFLINE by bundle a")));
        runtime.add("work", null).children = new String[] {MAIL};
        runtime.add("default", null);
        runtime.configurationErrors.add("hold.timeout.ms is \"soon\"; expected a number");
    }

    @Test
    void aReaderSeesEverything() {
        fillHost();
        assertEquals(
                """
                Objects: 4, offline: 1, listeners: 1
                  default  ONLINE
                  work  ONLINE
                    MAIL  OFFLINE (STATECHANGE): requested OFFLINE by bundle a; unreachable: no carrier (eth0)
                      INBOX  ONLINE

                Configuration errors
                  hold.timeout.ms is "soon"; expected a number

                default
                  state         ONLINE
                  since         2026-01-02T03:04:05.999Z
                  requested     ONLINE
                  reachability  UNKNOWN
                  inherited     ONLINE
                  why offline   -
                  capabilities  OFFLINE, ONLINE
                  parent        -
                  children      0
                  sequence      0
                  intent saved  yes
                  listeners     0
                  transitions   1
                    0  2026-01-02T03:04:05.678Z  ONLINE  STARTUP: starts online

                work
                  state         ONLINE
                  since         2026-01-02T03:04:05.999Z
                  requested     ONLINE
                  reachability  UNKNOWN
                  inherited     ONLINE
                  why offline   -
                  capabilities  OFFLINE, ONLINE
                  parent        -
                  children      1
                  sequence      0
                  intent saved  yes
                  listeners     0
                  transitions   1
                    0  2026-01-02T03:04:05.678Z  ONLINE  STARTUP: starts online

                MAIL
                  state         OFFLINE (STATECHANGE)
                  since         2026-01-02T03:04:05.999Z
                  requested     ONLINE
                  reachability  UNKNOWN
                  inherited     ONLINE
                  why offline   requested OFFLINE by bundle a, unreachable: no carrier (eth0)
                  capabilities  OFFLINE, ONLINE
                  parent        work
                  children      1
                  sequence      1
                  intent saved  yes
                  listeners     1
                    token 4: outbox
                      bundle org.example.mail [12], client token 7, ranking 3, types STATECHANGE_START STATECHANGE
                      delivered 6, failed 1, skipped 2, stalled yes, micros p50 10 p99 20 max 30
                      hangs for 17000 ms in java.net.Socket$SocketInputStream.read, called by org.example.Outbox.flush(Outbox.java:42)
                        at java.net.Socket$SocketInputStream.read(Socket.java:966)
                        at org.example.Outbox.flush(Outbox.java:42)
                      last failure: java.lang.IllegalStateException: full
                  transitions   2
                    0  2026-01-02T03:04:05.678Z  ONLINE  STARTUP: starts online
                    1  2026-01-02T03:04:05.678Z  ONLINE -> OFFLINE  REQUEST: requested OFFLINE by bundle a
                      micros start 1 change 2 done 3, not waited for slow one
                      slowest in STATECHANGE_START: slow one of org.example.mail, micros 4000000

                INBOX
                  state         ONLINE
                  since         2026-01-02T03:04:05.999Z
                  requested     ONLINE
                  reachability  UNKNOWN
                  inherited     ONLINE
                  why offline   -
                  capabilities  OFFLINE, ONLINE
                  parent        MAIL
                  children      0
                  sequence      0
                  intent saved  yes
                  listeners     0
                  transitions   1
                    0  2026-01-02T03:04:05.678Z  ONLINE  STARTUP: starts online

                Whiteboard: listener services 1, failed 1
                  FAILED service 42, bundle org.example.mail [12]
                    INVALID_TARGET: offline.notify.target is "("; expected an LDAP filter
                    attempts 3, next 2026-01-01T00:00:00Z
                  service 41, bundle org.example.mail [12]
                    profiles *, target (offline.type=*), client token 7, ranking 3, types STATECHANGE
                    advised of default, work
                """,
                print(Format.TEXT, new FakeWhiteboard()).replace(MAIL, "MAIL").replace(INBOX, "INBOX"));
    }

    @Test
    void withoutAWhiteboardItSaysSo() {
        assertEquals("Objects: 0, offline: 0, listeners: 0\n\nWhiteboard: not there\n", print(Format.TEXT, null));
        assertTrue(json(null).get("whiteboard").isJsonNull());
    }

    @Test
    void aProgramGetsEveryFieldOfTheDtos() {
        fillHost();
        JsonObject dump = json(new FakeWhiteboard());
        assertEquals(
                "[\"hold.timeout.ms is \\\"soon\\\"; expected a number\"]",
                dump.get("configurationErrors").toString());
        JsonObject mail = at(dump, "objects", 2);
        assertEquals(names(OfflineObjectDTO.class, "history"), mail.keySet());
        assertEquals(MAIL, mail.get("id").getAsString());
        assertEquals("STATECHANGE", mail.get("phase").getAsString());
        assertEquals(1, mail.get("sequence").getAsLong());
        assertTrue(mail.get("intentSaved").getAsBoolean());
        JsonObject advise = at(mail, "advises", 0);
        assertEquals(names(AdviseDTO.class), advise.keySet());
        assertEquals(
                "[\"STATECHANGE_START\",\"STATECHANGE\"]",
                advise.get("notifyTypes").toString());
        JsonObject transition = at(mail, "history", 1);
        assertEquals(names(TransitionDTO.class), transition.keySet());
        assertEquals(1767323045678L, transition.get("startedAt").getAsLong());
        JsonObject whiteboard = dump.getAsJsonObject("whiteboard");
        assertEquals(
                names(NotifyServiceDTO.class),
                at(whiteboard, "notifyServices", 0).keySet());
        JsonObject failed = at(whiteboard, "failedNotifyServices", 0);
        assertEquals(names(FailedNotifyServiceDTO.class), failed.keySet());
        assertEquals("INVALID_TARGET", failed.get("failureReason").getAsString());
    }

    @Test
    void text_foreignText_cannotForgeALine() {
        String nasty = "a\nb\rc\u0085d\u2028e\u2029f\u001b[31mg\u202eh\u2066i";
        fillHost();
        OfflineObjectDTO work = runtime.objects.get(2);
        work.reasons = new String[] {nasty};
        work.advises = new AdviseDTO[] {FakeRuntime.listener(9, nasty)};
        work.advises[0].lastFailure = nasty;
        work.advises[0].bundleSymbolicName = nasty;
        work.capabilities = new String[] {nasty};
        runtime.histories.put("work", List.of(FakeRuntime.transition(1, Cause.REQUEST, nasty)));
        runtime.configurationErrors.add(nasty);
        runtime.add("\u202e", null);
        String text = print(Format.TEXT, null);
        assertEquals(9, text.split("a\\\\nb\\\\rc\\\\u0085d", -1).length, text);
        text.codePoints()
                .filter(c -> c != '\n' && c != '\r')
                .forEach(c -> assertFalse(SafeText.isUnsafe(c), Integer.toHexString(c)));
    }

    @Test
    void json_foreignText_isEscapedAndKept() {
        String nasty = "a\nb\u0085\u2028\u202e\u2066\ud83d\ude00";
        runtime.add("work", null).reasons = new String[] {nasty};
        String text = print(Format.JSON, null);
        assertTrue(text.contains("a\\nb\\u0085\\u2028\\u202e\\u2066"), text);
        assertEquals(
                nasty,
                at(json(null), "objects", 0).getAsJsonArray("reasons").get(0).getAsString());
    }

    @Test
    void text_longChain_isBounded() {
        runtime.add("chain", null);
        String parent = "chain";
        for (int i = 1; i < 5_000; i++) {
            String id = "chain/00000000-0000-0000-0000-0000000000aa/" + new UUID(0, i);
            runtime.add(id, parent);
            parent = id;
        }
        String text = print(Format.TEXT, null);
        assertTrue(text.length() < 5_000_000, () -> text.length() + " characters");
        assertTrue(text.contains("(4999) " + parent), "the last one");
    }

    @Test
    void objectsComeBelowTheirParentsInTheOrderOfTheirIds() {
        fillHost();
        assertEquals(List.of("default", "work", MAIL, INBOX), ids(json(null)));
    }

    @Test
    void anObjectWhoseParentIsMissingIsNotLost() {
        runtime.add(INBOX, MAIL);
        assertEquals(List.of(INBOX), ids(json(null)));
        assertTrue(print(Format.TEXT, null).contains("\n  " + INBOX + "  ONLINE\n"));
    }

    @Test
    void anObjectThatGoesMeanwhileHasNoHistory() {
        runtime.add("work", null);
        runtime.histories.clear();
        assertEquals(0, at(json(null), "objects", 0).getAsJsonArray("history").size());
        runtime.refusal = ErrorCode.INVALID_ARGUMENT;
        assertThrows(OfflineException.class, () -> print(Format.TEXT, null));
    }

    @Test
    void everyCharacterSurvives() {
        String odd =
                "quote \" backslash \\ lines \r\n\t\0\u001f\u007f\u0085\u2028\u2029 Büro ☎ \ud83d\ude00 half \ud83d";
        runtime.configurationErrors.add(odd);
        assertEquals(
                odd, json(null).getAsJsonArray("configurationErrors").get(0).getAsString());
        String printed = print(Format.JSON, null);
        assertTrue(printed.contains("half \\ud83d\""), printed);
        assertTrue(printed.contains("\\u2028\\u2029"), printed);
    }

    @Test
    void theDumpIsOneObjectAndNothingElse() {
        String printed = print(Format.JSON, null);
        assertEquals("{\n  \"configurationErrors\": [],\n  \"objects\": [],\n  \"whiteboard\": null\n}\n", printed);
    }

    /** A dump is read elsewhere, by people and programs that expect plain digits. */
    @Test
    @ResourceLock(Resources.LOCALE)
    void theLocaleOfTheHostIsNotSeen() {
        fillHost();
        String text = print(Format.TEXT, new FakeWhiteboard());
        String json = print(Format.JSON, new FakeWhiteboard());
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertEquals(text, print(Format.TEXT, new FakeWhiteboard()));
            assertEquals(json, print(Format.JSON, new FakeWhiteboard()));
        } finally {
            Locale.setDefault(before);
        }
    }

    private String print(Format format, OfflineWhiteboardRuntime whiteboard) {
        StringWriter printed = new StringWriter();
        new OfflineInventory(runtime, whiteboard).print(new PrintWriter(new BufferedWriter(printed)), format, false);
        return printed.toString().replace(System.lineSeparator(), "\n");
    }

    private JsonObject json(OfflineWhiteboardRuntime whiteboard) {
        return STRICT.fromJson(print(Format.JSON, whiteboard), JsonObject.class);
    }

    private static JsonObject at(JsonObject object, String array, int index) {
        return object.getAsJsonArray(array).get(index).getAsJsonObject();
    }

    private static List<String> ids(JsonObject dump) {
        JsonArray objects = dump.getAsJsonArray("objects");
        return StreamSupport.stream(objects.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(object -> object.get("id").getAsString())
                .toList();
    }

    private static Set<String> names(Class<?> dto, String... more) {
        return Stream.concat(Stream.of(dto.getFields()).map(Field::getName), Stream.of(more))
                .collect(Collectors.toSet());
    }
}
