// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.console.karaf.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts a line together again that Karaf has taken apart. Not safe for use by several threads at once. */
final class TypedWords {
    private final List<String> words = new ArrayList<>();

    /** An option with its value, if it was typed. */
    TypedWords option(String name, String value) {
        if (value != null) {
            Collections.addAll(words, name, value);
        }
        return this;
    }

    /** An option without a value, if it was typed. */
    TypedWords option(String name, boolean typed) {
        if (typed) {
            words.add(name);
        }
        return this;
    }

    /** An argument, if it was typed. */
    TypedWords argument(String word) {
        if (word != null) {
            words.add(word);
        }
        return this;
    }

    /** What followed the arguments, if anything. */
    List<String> and(List<String> rest) {
        if (rest != null) {
            words.addAll(rest);
        }
        return words;
    }
}
