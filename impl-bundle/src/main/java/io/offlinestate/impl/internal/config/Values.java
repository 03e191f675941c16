// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.config;

import io.offlinestate.common.SafeText;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads and shows values of configurations, in the same way for every key. White space at both ends of a text does not count,
 * no-break spaces included. A blank text counts as absent, also as an element of a list. A list is an array or a collection.
 * Stateless.
 */
final class Values {
    /** The longest text that is shown, in chars. */
    private static final int SHOWN_CHARS = 100;
    /** The longest list that is shown whole. */
    private static final int SHOWN_ELEMENTS = 5;

    private Values() {}

    /**
     * Returns the value of a key that takes one value, which may be the only element of a list.
     *
     * @return a trimmed text or a value of another type; null if it is absent
     * @throws InvalidSetting if it is a list of none or of several values
     */
    static Object single(String key, Object value, String right) throws InvalidSetting {
        if (!isList(value)) {
            return present(value);
        }
        List<Object> elements = elements(value);
        if (elements.size() != 1) {
            throw new InvalidSetting(key, value, "one value: " + right);
        }
        return present(elements.get(0));
    }

    /**
     * Returns the texts of a key that takes several values: a list, or one text that separates them with commas.
     *
     * @return the trimmed texts, none if the list has no elements; null if the value is absent
     */
    static List<String> several(Object value) {
        List<Object> elements = isList(value) ? elements(value) : value == null ? List.of("") : List.of(value);
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            for (String part : String.valueOf(element == null ? "" : element).split(",")) {
                String text = trim(part);
                if (!text.isEmpty()) {
                    texts.add(text);
                }
            }
        }
        return texts.isEmpty() && !elements.isEmpty() ? null : texts;
    }

    private static Object present(Object value) {
        if (value instanceof CharSequence || value instanceof Character) {
            String text = trim(value.toString());
            return text.isEmpty() ? null : text;
        }
        return value;
    }

    private static boolean isList(Object value) {
        return value instanceof Collection || value != null && value.getClass().isArray();
    }

    private static List<Object> elements(Object list) {
        if (list instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(list); i++) {
            elements.add(Array.get(list, i));
        }
        return elements;
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length(); // all white space is in the basic plane: a char each
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    // ---- showing

    /** Returns a value as messages name it: texts in quotes, lists in brackets, long ones cut, unsafe characters escaped. */
    static String show(Object value) {
        if (!isList(value)) {
            return '"' + visible(String.valueOf(value)) + '"';
        }
        List<Object> elements = elements(value);
        String more = elements.size() > SHOWN_ELEMENTS ? ", \u2026 (" + elements.size() + " values)" : "";
        return elements.stream()
                .limit(SHOWN_ELEMENTS)
                .map(element -> '"' + visible(String.valueOf(element)) + '"')
                .collect(Collectors.joining(", ", "[", more + "]"));
    }

    /** Returns the text cleaned, and without its end if it is long. */
    static String visible(String text) {
        return SafeText.clean(text, SHOWN_CHARS);
    }

    /** Whether the character is a space that looks like the plain one but is another; the ideographic one is wider. */
    static boolean isSpecialSpace(int c) {
        return Character.isSpaceChar(c) && c != ' ' && c != '\u3000';
    }
}
