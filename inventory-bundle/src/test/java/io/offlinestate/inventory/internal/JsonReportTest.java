// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import io.offlinestate.runtime.dto.AdviseDTO;
import io.offlinestate.runtime.dto.OfflineObjectDTO;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.dto.DTO;

/** DTOs may gain fields of any type that DTOs may have: none of them makes the dump invalid. */
class JsonReportTest {
    /** A DTO of a later version. */
    public static final class Later extends OfflineObjectDTO {
        public static final String CONSTANT = "not a field of the DTO";

        public double share = Double.NaN;
        public char letter = 'x';
        public int[] numbers = {1, 2};
        public List<Object> list = List.of("a", 1L, true);
        public Map<String, Object> map = new TreeMap<>(Map.of("b", new String[] {"c"}, "d", Map.of()));
        public DTO nested = new Nested();
    }

    public static final class Nested extends DTO {
        public String text;
    }

    @Test
    void everyTypeOfADtoIsValidJson() {
        FakeRuntime runtime = new FakeRuntime();
        Later later = new Later();
        later.id = "work";
        later.advises = new AdviseDTO[0];
        runtime.objects.add(later);
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        new JsonReport(new JsonWriter(out)).print(new Findings(runtime, null));
        out.flush();
        JsonObject object = new GsonBuilder()
                .setStrictness(Strictness.STRICT)
                .create()
                .fromJson(printed.toString(), JsonObject.class)
                .getAsJsonArray("objects")
                .get(0)
                .getAsJsonObject();
        assertEquals("\"NaN\"", object.get("share").toString());
        assertEquals("\"x\"", object.get("letter").toString());
        assertEquals("[1,2]", object.get("numbers").toString());
        assertEquals("[\"a\",1,true]", object.get("list").toString());
        assertEquals("{\"b\":[\"c\"],\"d\":{}}", object.get("map").toString());
        assertEquals("{\"text\":null}", object.get("nested").toString());
        assertEquals(false, object.has("CONSTANT"));
    }
}
