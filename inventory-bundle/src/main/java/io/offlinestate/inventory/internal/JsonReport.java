// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.inventory.internal;

import io.offlinestate.runtime.dto.OfflineObjectDTO;
import io.offlinestate.runtime.dto.OfflineRuntimeDTO;
import io.offlinestate.whiteboard.runtime.dto.OfflineWhiteboardDTO;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import org.osgi.dto.DTO;

/**
 * The findings as JSON: the DTOs field by field, under the names they have in the API, and with each object its history. So what
 * the DTOs gain comes by itself.
 */
final class JsonReport {
    private final JsonWriter out;

    JsonReport(JsonWriter out) {
        this.out = out;
    }

    void print(Findings findings) {
        OfflineRuntimeDTO runtime = findings.runtime();
        out.beginObject();
        member("configurationErrors", runtime.configurationErrors);
        out.name("objects");
        out.beginArray();
        findings.places().forEach(place -> object(place.object(), findings));
        out.endArray();
        out.name("whiteboard");
        findings.whiteboard().ifPresentOrElse(this::whiteboard, () -> value(null));
        out.endObject();
    }

    private void object(OfflineObjectDTO object, Findings findings) {
        out.beginObject();
        fields(object);
        member("history", findings.history(object));
        out.endObject();
    }

    private void whiteboard(OfflineWhiteboardDTO whiteboard) {
        out.beginObject();
        member("notifyServices", whiteboard.notifyServices);
        member("failedNotifyServices", whiteboard.failedNotifyServices);
        out.endObject();
    }

    private void member(String name, Object value) {
        out.name(name);
        value(value);
    }

    private void fields(DTO dto) {
        for (Field field : dto.getClass().getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                member(field.getName(), get(field, dto));
            }
        }
    }

    private static Object get(Field field, DTO dto) {
        try {
            return field.get(dto);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is not public; expected a DTO with public fields only", e);
        }
    }

    private void value(Object value) {
        if (value == null) {
            out.literal("null");
        } else if (value instanceof DTO dto) {
            out.beginObject();
            fields(dto);
            out.endObject();
        } else if (value instanceof Map<?, ?> map) {
            out.beginObject();
            map.forEach((key, entry) -> member(String.valueOf(key), entry));
            out.endObject();
        } else if (value instanceof Collection<?> collection) {
            out.beginArray();
            collection.forEach(this::value);
            out.endArray();
        } else if (value.getClass().isArray()) {
            array(value);
        } else {
            scalar(value);
        }
    }

    private void array(Object array) {
        out.beginArray();
        for (int i = 0; i < Array.getLength(array); i++) {
            value(Array.get(array, i));
        }
        out.endArray();
    }

    private void scalar(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            out.literal(value.toString());
        } else if (value instanceof Enum<?> constant) {
            out.text(constant.name());
        } else {
            out.text(value.toString());
        }
    }
}
