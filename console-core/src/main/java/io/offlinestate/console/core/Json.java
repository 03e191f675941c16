// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.core;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes JSON: of maps, lists, arrays, numbers, booleans and nulls; of anything else, such as enums, the text.
 *
 * <p>All that is not ASCII is escaped, so that it is valid in whatever encoding the shell prints. Without state, hence
 * safe for use by any thread.
 */
final class Json {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_ASCII = 0x7e;

    private Json() {}

    /** An object with the given names and values, one after the other, in this order. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** On one line. */
    static String of(Object value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(Object value, StringBuilder json) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof Map<?, ?> object) {
            writeObject(object, json);
        } else if (value instanceof Iterable<?> list) {
            writeList(list, json);
        } else if (value instanceof Object[] array) {
            writeList(Arrays.asList(array), json);
        } else {
            writeText(value.toString(), json);
        }
    }

    private static void writeObject(Map<?, ?> object, StringBuilder json) {
        json.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = object.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            writeText((String) entry.getKey(), json);
            json.append(':');
            write(entry.getValue(), json);
            json.append(entries.hasNext() ? "," : "");
        }
        json.append('}');
    }

    private static void writeList(Iterable<?> list, StringBuilder json) {
        json.append('[');
        Iterator<?> values = list.iterator();
        while (values.hasNext()) {
            write(values.next(), json);
            json.append(values.hasNext() ? "," : "");
        }
        json.append(']');
    }

    private static void writeText(String text, StringBuilder json) {
        json.append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || c > LAST_ASCII) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
