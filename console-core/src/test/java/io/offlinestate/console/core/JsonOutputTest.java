// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.offlinestate.Cause;
import io.offlinestate.ConnectionState;
import io.offlinestate.NotifyType;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.SlowestDTO;
import io.offlinestate.whiteboard.runtime.dto.FailureReason;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code --json} prints, read by a library. */
class JsonOutputTest {
    /** All that JSON might stumble over. */
    private static final String NASTY = nasty();

    private final FakeHost host = new FakeHost();

    @BeforeEach
    void addObject() {
        OfflineObjectDTO work = host.add("w\"\\%s\u00e9\ud83d\ude80", null);
        work.state = ConnectionState.OFFLINE;
        work.reasons = new String[] {NASTY, ""};
        AdviseDTO advise = FakeHost.advise(4, NASTY);
        advise.lastFailure = NASTY;
        advise.stalledMillis = 17_000;
        advise.stalledStack = new String[] {NASTY, "a.B.c(B.java:1)"};
        advise.maxMicros = 5;
        advise.p50Micros = 3;
        work.advises = new AdviseDTO[] {advise, FakeHost.advise(Long.MAX_VALUE, "")};
        host.histories.get(work.id).add(FakeHost.transition(1, Cause.REQUEST, NASTY));
        host.histories.get(work.id).get(1).laggards = new String[] {NASTY};
        host.histories.get(work.id).get(1).slowest =
                new SlowestDTO[] {FakeHost.slowest(NotifyType.STATECHANGE_START, NASTY, 4_000_000)};
        host.configurationErrors.add(NASTY);
        host.failedServices.add(FakeHost.failed(77, FailureReason.INVALID_TARGET, NASTY));
    }

    @Test
    void list() throws IOException {
        JsonObject list = json("list", "--json");
        JsonObject work = only(list, "objects");
        assertEquals(NASTY, work.getAsJsonArray("reasons").get(0).getAsString());
        assertEquals("OFFLINE", work.get("state").getAsString());
        assertEquals(2, work.get("listenerCount").getAsInt());
        assertTrue(work.get("parent").isJsonNull());
        assertTrue(work.get("phase").isJsonNull());
        assertTrue(work.get("intentSaved").getAsBoolean());
        assertEquals(NASTY, list.getAsJsonArray("configurationErrors").get(0).getAsString());
    }

    @Test
    void info() throws IOException {
        JsonObject info = json("info", id(), "--json");
        assertEquals(id(), info.get("id").getAsString());
        JsonObject first = info.getAsJsonArray("listeners").get(0).getAsJsonObject();
        assertEquals(NASTY, first.get("label").getAsString());
        assertEquals(NASTY, first.get("lastFailure").getAsString());
        assertEquals(3, first.get("p50Micros").getAsLong());
        JsonObject second = info.getAsJsonArray("listeners").get(1).getAsJsonObject();
        assertEquals(Long.MAX_VALUE, second.get("token").getAsLong());
        assertTrue(second.get("p50Micros").isJsonNull(), "not measured");
        assertEquals(
                NASTY,
                info.getAsJsonArray("lastTransitions")
                        .get(1)
                        .getAsJsonObject()
                        .get("reason")
                        .getAsString());
    }

    @Test
    void why() throws IOException {
        JsonObject why = only(json("why", "--json", id()), "chain");
        assertEquals(NASTY, why.getAsJsonArray("reasons").get(0).getAsString());
        assertEquals(FakeHost.STARTED.toEpochMilli(), why.get("since").getAsLong());
    }

    @Test
    void listeners() throws IOException {
        JsonArray listeners = json("listeners", "--json").getAsJsonArray("listeners");
        assertEquals(2, listeners.size());
        assertEquals(id(), listeners.get(0).getAsJsonObject().get("object").getAsString());
        assertEquals(NASTY, listeners.get(0).getAsJsonObject().get("label").getAsString());
        assertEquals(
                17_000, listeners.get(0).getAsJsonObject().get("stalledMillis").getAsLong());
        JsonArray stack = listeners.get(0).getAsJsonObject().getAsJsonArray("stalledStack");
        assertEquals(NASTY, stack.get(0).getAsString());
        assertEquals(2, stack.size());
    }

    @Test
    void failed() throws IOException {
        JsonObject failed = only(json("failed", "--json"), "failed");
        assertEquals("INVALID_TARGET", failed.get("failureReason").getAsString());
        assertEquals(NASTY, failed.get("message").getAsString());
    }

    @Test
    void history() throws IOException {
        JsonObject last = only(json("history", id(), "-n", "1", "--json"), "transitions");
        assertEquals(NASTY, last.get("reason").getAsString());
        assertEquals(NASTY, last.getAsJsonArray("laggards").get(0).getAsString());
        JsonObject slowest = only(last, "slowest");
        assertEquals("STATECHANGE_START", slowest.get("phase").getAsString());
        assertEquals(NASTY, slowest.get("label").getAsString());
        assertEquals("org.example.mail", slowest.get("bundleSymbolicName").getAsString());
        assertEquals(4_000_000, slowest.get("micros").getAsLong());
        assertEquals(FakeHost.STARTED.toEpochMilli(), last.get("startedAt").getAsLong());
        assertEquals(7_890_123, last.get("doneMicros").getAsLong());
    }

    @Test
    void watch() throws IOException {
        String[] lines = host.run("watch", id(), "--for", "1", "--json").split("\n");
        assertEquals("watching", parse(lines[0]).get("event").getAsString());
        JsonObject began = parse(lines[1]);
        assertEquals("began", began.get("event").getAsString());
        assertEquals(id(), began.get("object").getAsString());
    }

    private String id() {
        return host.objects.keySet().iterator().next();
    }

    private JsonObject json(String command, String... words) throws IOException {
        String printed = host.run(command, words);
        assertTrue(printed.chars().allMatch(c -> c == '\n' || c >= 0x20 && c < 0x7f), printed);
        return parse(printed);
    }

    private static JsonObject parse(String text) throws IOException {
        TypeAdapter<JsonElement> adapter = new Gson().getAdapter(JsonElement.class);
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        JsonObject object = adapter.read(reader).getAsJsonObject();
        assertEquals(JsonToken.END_DOCUMENT, reader.peek(), "nothing follows");
        return object;
    }

    private static JsonObject only(JsonObject object, String array) {
        assertEquals(1, object.getAsJsonArray(array).size());
        return object.getAsJsonArray(array).get(0).getAsJsonObject();
    }

    private static String nasty() {
        StringBuilder nasty = new StringBuilder("</script>'\"\\/\u2028\u2029\ud83d\ude80 lone \ud83d %s {} [] ");
        for (char c = 0; c < 0x100; c++) {
            nasty.append(c);
        }
        return nasty.append('\uffff').toString();
    }
}
